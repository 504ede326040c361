"""The values that the comparison's script shows: per file rows of coloured text, edits, issues, units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from dbmigrate.engine.contract import rule_of
from dbmigrate.messages import message
from dbmigrate.model import Issue
from dbmigrate.report.diff.colours import MOST, Colours
from dbmigrate.report.diff.compared import Compared, ComparedUnit
from dbmigrate.report.diff.lines import Line, Row
from dbmigrate.report.html.data import EDITED, FIXES, KNOWN, OPEN, SUPPRESSED, VERDICTS
from dbmigrate.report.html.page import flowing
from dbmigrate.report.shown import UNSEEN, escaped, shown
from dbmigrate.report.summary import SEVERITY_ORDER, general

SAME, CHANGED, LEFT_OUT = range(3)
LONG_LINE: Final = 4000  # characters of a line that are shown
LONG_RUN: Final = 240  # unchanged lines of which the middle is left out
LONG_DATA: Final = 60  # changed lines of one run of data of which the rest is left out
KEPT: Final = 30  # lines that stay at the edges of what is left out
SHORT: Final = 3  # lines of an INSERT that counts as data
EDIT: Final = 16  # a piece's number is its colour plus this for each edit, counted from 1


class Codes:
    """Each code once, with its page's words."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []
        self.numbers: dict[str, int] = {}

    def __call__(self, code: str) -> int:
        if code not in self.numbers:
            self.numbers[code] = len(self.rows)
            rule = rule_of(code)
            page = rule.page
            self.rows.append(
                {
                    "code": code,
                    "name": rule.name,
                    "fix": FIXES.index(rule.fix),
                    "title": [general(page.message("en")), general(page.message("zh"))],
                    "text": [flowing(page.text), flowing(page.text_zh)],
                }
            )
        return self.numbers[code]


class Pages:
    """Gathers files for one page; colours as long as the allowance lasts."""

    def __init__(self) -> None:
        self.codes = Codes()
        self.files: list[dict[str, Any]] = []
        self.colours_left = MOST

    def add(self, file: Compared) -> None:
        left, right = self.coloured(file)
        rows = thinned(file, file.rows())
        self.files.append(
            {
                "name": shown(file.name),
                "encoding": file.encoding,
                "rows": [row if isinstance(row, list) else row_values(file, row, left, right) for row in rows],
                "edits": [[self.codes(e.code), r] for e, r in zip(file.edits, file.reasons, strict=True)],
                "issues": [self.issue_values(i) for i in file.issues],
                "units": unit_values(file),
            }
        )

    def coloured(self, file: Compared) -> tuple[Colours, Colours]:
        left, right = Colours(), Colours()
        for number, (stretch, at) in enumerate(file.stretches):
            stop = file.stretches[number + 1][1] if number + 1 < len(file.stretches) else len(file.target)
            data = stretch.unit is not None and stretch.unit.kind == "data"
            if data or self.colours_left < 0 or not stretch.source.strip():
                continue
            self.colours_left -= len(stretch.source) + stop - at
            left.add(stretch.source, stretch.start, file.dialect)
            if stretch.edits and not right.follow(left, stretch.start, stretch.source, stretch.edits, at):
                right.add(file.target[at:stop], at, "xml" if file.dialect == "xml" else "")
        return left, right

    def issue_values(self, issue: Issue) -> list[Any]:
        flags = OPEN * (issue.open and not issue.known) | KNOWN * issue.known
        flags |= EDITED * issue.edited | SUPPRESSED * issue.suppressed
        return [
            self.codes(issue.code),
            SEVERITY_ORDER.index(issue.severity),
            FIXES.index(issue.fix),
            flags,
            issue.place.line,
            shown(message(issue, "en")),
            shown(message(issue, "zh")),
        ]

    def values(self) -> dict[str, Any]:
        return {
            "severities": [s.value for s in SEVERITY_ORDER],
            "fixes": [f.value for f in FIXES],
            "verdicts": [v.value for v in VERDICTS],
            "codes": self.codes.rows,
            "files": self.files,
        }


def unit_values(file: Compared) -> list[list[Any]]:
    """Rows of units: first line, last line, kind, name, verdict, edits, open issues. Ignored ones are left out."""
    return [
        [u.first, u.last, unit.kind, shown(unit.name), VERDICTS.index(u.stretch.verdict), len(u.stretch.edits), u.open]
        for u in file.units
        if (unit := u.stretch.unit) is not None and u.stretch.verdict.value != "ignored"
    ]


def thinned(file: Compared, rows: Sequence[Row]) -> Iterator[Row | list[Any]]:
    """The rows without the middles of long runs: unchanged lines, and lines of data. `[LEFT_OUT, lines, edited]`."""
    noted = {i.place.line for i in file.issues if i.open and not i.known}
    data = {n for u in file.units if holds_data(u) for n in range(u.first, u.last + 1)}
    start = 0
    while start < len(rows):
        kind = run_kind(rows[start], noted, data)
        end = start + 1
        while end < len(rows) and run_kind(rows[end], noted, data) == kind:
            end += 1
        run, most = rows[start:end], LONG_DATA if kind == "data" else LONG_RUN
        if not kind or len(run) <= most:
            yield from run
        else:
            yield from run[:KEPT]
            hidden = run[KEPT:-KEPT]
            yield [LEFT_OUT, len(hidden), sum(not r.same for r in hidden)]
            yield from run[-KEPT:]
        start = end


def holds_data(unit: ComparedUnit) -> bool:
    kind = unit.stretch.unit.kind if unit.stretch.unit else ""
    return kind == "data" or (kind == "insert" and unit.last - unit.first < SHORT)


def run_kind(row: Row, noted: set[int], data: set[int]) -> str:
    line = row.left.number if row.left else 0
    if line in data and line not in noted:
        return "data"
    return "same" if row.same and line not in noted else ""


def row_values(file: Compared, row: Row, left: Colours, right: Colours) -> list[Any]:
    """SAME, number, number, pieces; or CHANGED, number, number, pieces, pieces. A number 0 is an empty side."""
    if row.same and row.left and row.right:
        return [SAME, row.left.number, row.right.number, pieces(row.left, file.source, left)]
    sides = [(row.left, file.source, left), (row.right, file.target, right)]
    numbers = [line.number if line else 0 for line, _, _ in sides]
    return [CHANGED, *numbers, *(pieces(line, text, c) if line else [] for line, text, c in sides)]


def pieces(line: Line, text: str, colours: Colours) -> list[Any]:
    """A flat list: number, text, number, text ..."""
    out: list[Any] = []
    room = LONG_LINE
    for start, stop, edit in line.pieces:
        base = EDIT * (edit + 1)
        if start == stop:
            out += [base, ""]
            continue
        for low, high, colour in colours.cut(start, min(stop, start + room)):
            part, number = visible(text[low:high]), base + colour
            if out and out[-2] == number:
                out[-1] += part
            else:
                out += [number, part]
        room = max(0, room - (stop - start))
    if not room:
        length = sum(p.end - p.start for p in line.pieces)
        if length > LONG_LINE:
            out += [0, f"… (+{length - LONG_LINE})"]
    return out


def visible(text: str) -> str:
    """Characters that act or hide are spelled out; tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    return UNSEEN.sub(lambda found: "\t" if found.group() == "\t" else escaped(found), text)
