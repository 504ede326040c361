"""Writes a page for each target from its packs: what it understands, with limits, evidence and source of each row.

    python tools/target_pages.py [-o docs/targets]

The pages are for reading: a test says whether they are what the packs say now.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from dbmigrate.packs import Capability, TargetPack, load_target

ROOT = Path(__file__).parents[1]
PAGES = {
    "postgres": ("PostgreSQL", ["postgres@15", "postgres@18"]),
    "opengauss": ("openGauss", ["opengauss/A", "opengauss/PG", "opengauss/D"]),
    "kingbase": ("KingbaseES", ["kingbase/oracle", "kingbase/sqlserver", "kingbase/pg"]),
}
GROUPS = {
    "queries": ("Queries", "查询"),
    "insert, update, delete, merge": ("INSERT, UPDATE, DELETE, MERGE", "增删改与合并"),
    "tables, columns, constraints, indexes": ("Tables, columns, constraints, indexes", "表、列、约束、索引"),
    "views": ("Views", "视图"),
    "routines and triggers": ("Routines and triggers", "例程与触发器"),
    "what Oracle and SQL Server have and PostgreSQL has not": ("Of Oracle and SQL Server", "Oracle 与 SQL Server 特有"),
    "": ("Others", "其他"),
}
HAS = {"yes": "yes 是", "no": "no 否", "partial": "partial 部分", "unknown": "unknown 未知"}
EVIDENCE = {
    "verified": "verified 已运行",
    "documented": "documented 有文档",
    "reported": "reported 有报告",
    "inferred": "inferred 推断",
}
HEAD = """# {name}: what it understands · 支持的能力

Written by `tools/target_pages.py` from the packs in `dialects/`; do not edit. ·
由工具根据 `dialects/` 的资料生成，请勿手工修改。

A rule leaves code as it is only where the pack says yes; partial and unknown are rewritten as no is. `dbmigrate probe`
asks a live server. · 仅当资料为“是”时规则保留原写法；“部分”“未知”按“否”改写。`dbmigrate probe` 可向在线服务器查询。

Evidence: verified, our tests ran it on a server; documented, the product's manual, source or grammar says so; reported,
a third party says so; inferred, it follows from what the product stands on. ·
依据：已运行（测试在服务器上运行过）、有文档（手册、源码或语法）、有报告（第三方）、推断（由其基础版本推得）。
"""


def groups() -> dict[str, str]:
    """Capability -> the comment that heads its part of the postgres pack."""
    found, current = {}, ""
    for line in (ROOT / "dialects" / "postgres" / "capabilities.toml").read_text("utf-8").splitlines():
        if line.startswith("# "):
            current = line[2:] if line[2:] in GROUPS else current
        elif match := re.fullmatch(r"\[\[(\w+)\]\]", line):
            found.setdefault(match[1], current)
    return found


def cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def row(capability: Capability) -> str:
    has, evidence = HAS[capability.has], EVIDENCE[capability.evidence]
    source = capability.source or ("its probe 探测语句" if capability.probe else "")
    return f"| `{capability.name}` | {has} | {cell(capability.limits)} | {evidence} | {cell(source)} |\n"


def section(pack: TargetPack, of_group: dict[str, str]) -> str:
    text = f"\n## `{pack.spec}`\n\n"
    counts = {has: sum(c.has == has for c in pack.capabilities.values()) for has in HAS}
    text += ", ".join(f"{HAS[has]} {count}" for has, count in counts.items()) + ".\n"
    for group, (english, chinese) in GROUPS.items():
        rows = [c for name, c in sorted(pack.capabilities.items()) if of_group.get(name, "") == group]
        if rows:
            text += f"\n### {english} · {chinese}\n\n"
            text += "| Capability 能力 | Has 支持 | Limits 限制 | Evidence 依据 | Source 出处 |\n" + "|---" * 5 + "|\n"
            text += "".join(map(row, rows))
    return text


def page(name: str) -> str:
    title, specs = PAGES[name]
    of_group = groups()
    return HEAD.format(name=title) + "".join(section(load_target(spec), of_group) for spec in specs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "docs" / "targets")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    for name in PAGES:
        (options.output / f"{name}.md").write_text(page(name), "utf-8")


if __name__ == "__main__":
    main()
