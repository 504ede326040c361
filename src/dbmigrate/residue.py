"""residue.md: what is left to a person, with reasons, by file."""

from __future__ import annotations

from collections import defaultdict

from dbmigrate.model import Verdict
from dbmigrate.results import Report
from dbmigrate.statements import message

TITLES = {
    "en": ("# What is left to a person", "Nothing: every unit was converted.", "not converted", "to review"),
    "zh": ("# 需人工处理的内容", "无：所有单元均已转换。", "未转换", "需复核"),
}


def residue(report: Report, lang: str) -> str:
    title, nothing, missing, review = TITLES["zh" if lang == "zh" else "en"]
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
    return "\n".join(lines).rstrip() + "\n"
