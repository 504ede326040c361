"""A Markdown checklist: figures, codes, then a box for each open issue, by file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dbmigrate.engine.contract import rule_of
from dbmigrate.messages import message
from dbmigrate.model import Issue
from dbmigrate.report.ci.found import Paths, failing
from dbmigrate.report.markup import code, plain
from dbmigrate.report.summary import baseline_counts, by_code, general, rates
from dbmigrate.report.words import word
from dbmigrate.results import Report


def as_checklist(report: Report, lang: str, severities: Sequence[str], paths: Paths, most: int = 0) -> str:
    """`most`: bytes that the text may have; then it ends with how many lines are missing."""
    found = failing(report, severities)
    out = [f"## dbmigrate: {plain(report.target)}\n\n", plain(word("rates", lang, **rates(report))) + "\n\n"]
    if report.baseline is not None:
        out.append(plain(word("baseline", lang, **baseline_counts(report))) + "\n\n")
    if not found:
        return "".join([*out, word("no_open", lang) + "\n"])
    out += table(found, lang)
    by_file: dict[str, list[Issue]] = defaultdict(list)
    for issue in found:
        by_file[issue.place.file].append(issue)
    lines: list[str] = []
    for name in sorted(by_file):
        lines.append(f"\n### {code(paths(name))}\n\n")
        lines += [line(i, lang) for i in sorted(by_file[name], key=lambda i: (i.place.offset, i.code))]
    if most:
        lines = cut(lines, most - len("".join(out).encode("utf-8", "replace")), lang)
    return "".join(out + lines)


def cut(lines: Sequence[str], room: int, lang: str) -> list[str]:
    kept: list[str] = []
    for n, text in enumerate(lines):
        room -= len(text.encode("utf-8", "replace"))
        if room < 200:
            return [*kept, "\n" + word("github.more", lang, count=len(lines) - n) + "\n"]
        kept.append(text)
    return kept


def table(found: Sequence[Issue], lang: str) -> list[str]:
    heads = [word(k, lang) for k in ("code", "severity", "fix", "count", "what")]
    out = [f"| {' | '.join(heads)} |\n", "|---|---|---|---:|---|\n"]
    for row in by_code(found):
        title = plain(general(rule_of(row.code).page.message(lang)))
        cells = [row.code, word(row.severity.value, lang), word(row.fix.value, lang), str(row.count), title]
        out.append(f"| {' | '.join(cells)} |\n")
    return out


def line(issue: Issue, lang: str) -> str:
    what = f"**{issue.code}** {word(issue.severity.value, lang)}, {word(issue.fix.value, lang)}"
    unit = f" {code(issue.unit)}" if issue.unit else ""
    return f"- [ ] {issue.place.line}:{issue.place.column}{unit} {what}: {plain(message(issue, lang))}\n"


__all__ = ["as_checklist"]
