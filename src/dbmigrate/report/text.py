"""The report on a terminal: what a DBA sees first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path
from typing import Final

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from dbmigrate.messages import message
from dbmigrate.model import Issue, Verdict
from dbmigrate.report.summary import CodeRow, baseline_counts, by_code, kinds, only, rate, rates
from dbmigrate.report.words import word
from dbmigrate.results import Report

MOST_CODES: Final = 25  # where nobody knows how high the screen is
FEWEST_CODES: Final = 5
AROUND_CODES: Final = 6  # lines of the table's head, of what follows it, and of the prompt
LEAST: Final = 8  # columns of a text that is cut
NARROW: Final = 100  # columns below which a line has no room for a place
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


class Detail(IntEnum):
    """How much the terminal shows: one line, one screen, or every code and each open place."""

    QUIET = 0
    SCREEN = 1
    ALL = 2


def plain(text: str) -> Text:
    """User text: no markup, no control characters."""
    return Text("".join(c if c.isprintable() else " " for c in text))


def show(
    report: Report,
    console: Console,
    lang: str,
    severities: Sequence[str] = (),
    written_to: Path | None = None,
    detail: Detail = Detail.SCREEN,
) -> None:
    verdict = Text(word("rates", lang, **rates(report)), style="bold")
    if report.baseline is not None:
        verdict.append("\n" + word("baseline", lang, **baseline_counts(report)))
    if detail is Detail.QUIET:
        console.print(verdict)
        return
    head: list[RenderableType] = [assumptions(report, lang), files(report, lang)]
    if report.objects:
        head.append(objects(report, lang))
    top = Group(*head, Text(), verdicts(report, lang), Text(), verdict, Text())
    console.print(top)
    rows = by_code(only(report.issues, severities))
    if detail is Detail.ALL:
        console.print(every_code(rows, lang))
        for line in places(report, lang, severities):
            console.print(line, soft_wrap=True)
    else:
        used = len(console.render_lines(top)) + AROUND_CODES
        room = max(FEWEST_CODES, console.height - used) if console.is_terminal else MOST_CODES
        console.print(codes(rows, lang, room, console.width < NARROW))
    if written_to is not None:
        console.print(plain(where(written_to, lang)))
    else:
        console.print(Text(word("next", lang), style="dim"))


def where(folder: Path, lang: str) -> str:
    return word("written", lang, path=folder, load=folder / "_dbmigrate" / "load" / "load.sql")


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
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
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


def codes(rows: Sequence[CodeRow], lang: str, room: int, narrow: bool) -> RenderableType:
    """The gravest codes, a line each."""
    if not rows:
        return Text(word("no_issues", lang))
    table = head_of_codes(lang)
    table.add_column(word("what", lang), ratio=3)
    if not narrow:
        table.add_column(word("first", lang), ratio=2)
    for row in rows[:room]:
        cells: list[RenderableType] = [*row_of_code(row, lang), Cut(message(row.first, lang))]
        if not narrow:
            cells.append(Cut(place_of(row.first), end=True))
        table.add_row(*cells)
    left = len(rows) - room
    return Group(table, Text(word("more", lang, count=left), style="dim")) if left > 0 else table


def every_code(rows: Sequence[CodeRow], lang: str) -> RenderableType:
    if not rows:
        return Text(word("no_issues", lang))
    table = head_of_codes(lang)
    table.add_column(word("what", lang), ratio=3, overflow="fold")
    table.add_column(word("first", lang), ratio=2, overflow="fold")
    for row in rows:
        table.add_row(*row_of_code(row, lang), plain(message(row.first, lang)), plain(place_of(row.first)))
    return table


def head_of_codes(lang: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for key in ("code", "severity", "fix"):
        table.add_column(word(key, lang), no_wrap=True)
    table.add_column(word("count", lang), justify="right", no_wrap=True)
    return table


def row_of_code(row: CodeRow, lang: str) -> list[RenderableType]:
    severity = Text(word(row.severity.value, lang), style=COLOURS[row.severity.value])
    return [row.code, severity, word(row.fix.value, lang), str(row.count)]


def place_of(issue: Issue) -> str:
    return f"{issue.place.file}:{issue.place.line}"


def places(report: Report, lang: str, severities: Sequence[str]) -> list[Text]:
    """Each open issue on a line of its own, for eyes and for grep."""
    found = [i for i in only(report.issues, severities) if i.open and not i.known]
    if not found:
        return [Text(), Text(word("no_open", lang))]
    lines = [Text(), Text(word("open_places", lang, count=len(found)), style="bold")]
    for issue in found:
        line = plain(f"{place_of(issue)}:{issue.place.column} {issue.code} ")
        line.append(word(issue.severity.value, lang), style=COLOURS[issue.severity.value])
        line.append(f", {word(issue.fix.value, lang)}: ").append_text(plain(message(issue, lang)))
        lines.append(line)
    return lines


class Cut:
    """A text on one line: where it has no room the end is left out, or the beginning (`end`: of a place the line's
    number counts most)."""

    def __init__(self, text: str, *, end: bool = False):
        self.text, self.end = plain(text), end

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(LEAST, max(LEAST, self.text.cell_len))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        text = self.text.copy()
        if not self.end:
            text.truncate(options.max_width, overflow="ellipsis")
        elif text.cell_len > options.max_width:
            kept = text.plain
            while cell_len(kept) > options.max_width - 1:
                kept = kept[1:]
            text = Text("…" + kept)
        yield text
