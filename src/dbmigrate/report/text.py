"""The report on a terminal: what a DBA sees first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from dbmigrate.messages import message
from dbmigrate.model import Verdict
from dbmigrate.report.summary import baseline_counts, by_code, kinds, only, rate, rates
from dbmigrate.report.words import word
from dbmigrate.results import Report

MOST_CODES: Final = 25
COLOURS: Final = {
    "native": "green",
    "converted": "green",
    "partial": "yellow",
    "incompatible": "red",
    "unassessed": "magenta",
    "ignored": "dim",
    "differs": "bold red",
    "refused": "red",
    "slower": "yellow",
    "note": "dim",
}


def plain(text: str) -> Text:
    """User text: no markup, no control characters."""
    return Text("".join(c if c.isprintable() else " " for c in text))


def show(
    report: Report, console: Console, lang: str, severities: Sequence[str] = (), written_to: Path | None = None
) -> None:
    console.print(overview(report, lang, severities))
    if written_to is not None:
        load = written_to / "_dbmigrate" / "load" / "load.sql"
        console.print(plain(word("written", lang, path=written_to, load=load)))
    else:
        console.print(Text(word("next", lang), style="dim"))


def overview(report: Report, lang: str, severities: Sequence[str]) -> RenderableType:
    parts: list[RenderableType] = [assumptions(report, lang), files(report, lang)]
    if report.objects:
        parts.append(objects(report, lang))
    parts += [Text(), verdicts(report, lang), Text(), Text(word("rates", lang, **rates(report)), style="bold"), Text()]
    if report.baseline is not None:
        parts += [Text(word("baseline", lang, **baseline_counts(report)), style="bold"), Text()]
    parts.append(issues(report, lang, severities))
    return Group(*parts)


def assumptions(report: Report, lang: str) -> Text:
    lines = []
    for a in report.assumptions:
        said = word("given" if a.given else "assumed", lang, value=a.value)
        lines.append(f"{word(a.key, lang)}: {said}" if lang == "en" else f"{word(a.key, lang)}：{said}")
    return plain("; ".join(lines) if lang == "en" else "；".join(lines))


def files(report: Report, lang: str) -> Text:
    read = [f for f in report.files if f.status == "read"]
    text = word("read", lang, count=len(read), kinds=kinds(Counter(f.encoding for f in read)))
    if report.unread:
        text += "\n" + word("unread", lang, count=sum(report.unread.values()), kinds=kinds(report.unread))
    bad = sum(f.status == "unreadable" for f in report.files)
    if bad:
        text += "\n" + word("unreadable", lang, count=bad)
    left = sum(f.status == "unchanged" for f in report.files)
    if left:
        text += "\n" + word("unchanged", lang, count=left)
    return Text(text)


def objects(report: Report, lang: str) -> Text:
    counted = ", ".join(f"{word(kind, lang)} {count}" for kind, count in report.objects.items() if count)
    return Text(f"{word('objects', lang)}: {counted}" if lang == "en" else f"{word('objects', lang)}：{counted}")


def verdicts(report: Report, lang: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(word("verdict", lang))
    for key in ("units", "share", "lines"):
        table.add_column(word(key, lang), justify="right")
    table.add_column("")
    counts = report.verdicts()
    for verdict in Verdict:
        count = counts[verdict]
        inside = verdict is not Verdict.IGNORED
        bar = "█" * round(24 * count / report.assessed) if report.assessed and inside else ""
        table.add_row(
            Text(word(verdict.value, lang), style=COLOURS[verdict.value]),
            str(count),
            rate(count, report.assessed) if inside else "",
            str(report.lines(verdict)),
            Text(bar, style=COLOURS[verdict.value]),
        )
    return table


def issues(report: Report, lang: str, severities: Sequence[str]) -> RenderableType:
    rows = by_code(only(report.issues, severities))
    if not rows:
        return Text(word("no_issues", lang))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(word("code", lang), no_wrap=True)
    table.add_column(word("severity", lang), no_wrap=True)
    table.add_column(word("fix", lang), no_wrap=True)
    table.add_column(word("count", lang), justify="right")
    table.add_column(word("what", lang), ratio=3, overflow="fold")
    table.add_column(word("first", lang), ratio=2, overflow="fold")
    for row in rows[:MOST_CODES]:
        place = row.first.place
        table.add_row(
            row.code,
            Text(word(row.severity.value, lang), style=COLOURS[row.severity.value]),
            word(row.fix.value, lang),
            str(row.count),
            plain(message(row.first, lang)),
            plain(f"{place.file}:{place.line}"),
        )
    left = len(rows) - MOST_CODES
    return Group(table, Text(word("more", lang, count=left), style="dim")) if left > 0 else table
