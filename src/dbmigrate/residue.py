"""residue.md: what is left to a person, with reasons, by file."""

from __future__ import annotations

from collections import defaultdict

from dbmigrate.messages import message
from dbmigrate.model import Verdict
from dbmigrate.overrides import override_line
from dbmigrate.results import Report

TITLES = {
    "en": (
        "# What is left to a person",
        "Nothing: every unit was converted.",
        "not converted",
        "to review",
        "## Text written by hand",
        "",
        "Put your own text below one of these lines into a .sql file of the overrides folder; it is used while the "
        "source stays as it is.",
    ),
    "zh": (
        "# 需人工处理的内容",
        "无：所有单元均已转换。",
        "未转换",
        "需复核",
        "## 手工编写的文本",
        "",
        "把自己编写的目标文本放在 overrides 目录下的 .sql 文件中，写在以下某一行之后；源文本不变时即被采用。",
    ),
}


def residue(report: Report, lang: str) -> str:
    title, nothing, missing, review, *overrides = TITLES["zh" if lang == "zh" else "en"]
    by_file: dict[str, list[str]] = defaultdict(list)
    for issue in report.open_issues:
        text = message(issue, lang).replace("|", "\\|")
        by_file[issue.place.file].append(
            f"- {issue.place.line}:{issue.place.column} `{issue.code}` {issue.unit}: {text}"
        )
    counts = report.verdicts()
    lost = counts[Verdict.INCOMPATIBLE] + counts[Verdict.UNASSESSED]
    lines = [title, "", f"{lost} {missing}, {counts[Verdict.PARTIAL]} {review}", ""]
    if not by_file:
        lines.append(nothing)
    for file, entries in by_file.items():
        lines += [f"## {file}", "", *entries, ""]
    heads = [u for u in report.units if u.fingerprint]
    if heads:
        lines += [*overrides, "", "```", *(override_line(u.fingerprint, u.unit.key) for u in heads), "```", ""]
    return "\n".join(lines).rstrip() + "\n"
