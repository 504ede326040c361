"""Writes the documentation as HTML: a page for each rule, made of the rules, and one for each text in docs/.

    python tools/docs.py [-o build/docs]

The pages need no network and no server; each shows Chinese and English.
"""

from __future__ import annotations

import argparse
import shutil
from collections import defaultdict
from importlib.metadata import version
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from dbmigrate.engine.contract import Rule, load_rules
from dbmigrate.report.html.page import flowing
from dbmigrate.report.summary import SEVERITY_ORDER, general
from dbmigrate.report.words import word

ROOT = Path(__file__).parents[1]
FAMILIES = {
    "TY": ("Types", "类型"),
    "FN": ("Functions", "函数"),
    "OP": ("Operators", "运算符"),
    "QY": ("Queries", "查询"),
    "DM": ("INSERT, UPDATE, MERGE", "增删改与合并"),
    "DD": ("Tables and other objects", "表与其他对象"),
    "ID": ("Names", "名称"),
    "PL": ("Procedural code", "过程代码"),
    "PK": ("Supplied packages", "系统包"),
    "SE": ("Scripts and settings", "脚本与设置"),
    "FI": ("Files and encodings", "文件与编码"),
    "XX": ("What nothing could read or write", "未能读取或改写的内容"),
}
TEXTS = ("policies", "decisions", "performance", "targets/postgres", "targets/opengauss", "targets/kingbase")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "build" / "docs")
    write(parser.parse_args().output)


def write(out: Path) -> None:
    """The folder is made anew, so that no page of a rule that has gone stays."""
    if (out / "rules").is_dir():
        shutil.rmtree(out / "rules")
    for folder in (out / "rules", out / "targets"):
        folder.mkdir(parents=True, exist_ok=True)
    made = Environment(loader=FileSystemLoader(ROOT / "tools"), autoescape=True, undefined=StrictUndefined)
    made.filters |= {"general": general, "flowing": flowing}
    template = made.get_template("docs.html.j2")
    rules = list(load_rules().values())
    shared = {"word": word, "version": version("dbmigrate"), "order": SEVERITY_ORDER}
    for before, rule, after in zip([None, *rules], rules, [*rules[1:], None], strict=False):
        title = f"{rule.code} {rule.name}"
        page = template.render(kind="rule", title=title, up="../", rule=rule, before=before, after=after, **shared)
        (out / "rules" / f"{rule.code}.html").write_text(page, "utf-8")
    values = {"families": families(rules), "texts": titles(), **shared}
    (out / "index.html").write_text(template.render(kind="index", title="dbmigrate", up="", **values), "utf-8")
    for name in TEXTS:
        text = (ROOT / "docs" / f"{name}.md").read_text("utf-8")
        body = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
        values = {"title": titles()[name], "up": "../" * name.count("/"), "body": Markup(body), **shared}
        page = template.render(kind="text", **values)
        (out / f"{name}.html").write_text(page, "utf-8")


def families(rules: list[Rule]) -> list[tuple[str, tuple[str, str], list[Rule]]]:
    found: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        found[rule.family].append(rule)
    return [(key, FAMILIES[key], found[key]) for key in FAMILIES if found[key]]


def titles() -> dict[str, str]:
    """The first heading of each text."""
    lines = {name: (ROOT / "docs" / f"{name}.md").read_text("utf-8").splitlines() for name in TEXTS}
    return {name: next(x.removeprefix("# ") for x in text if x.startswith("# ")) for name, text in lines.items()}


if __name__ == "__main__":
    main()
