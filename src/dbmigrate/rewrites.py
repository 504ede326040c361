"""Which edits belong to which issue, with places that an editor understands."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from dbmigrate.literals import masked
from dbmigrate.model import Edit, Place
from dbmigrate.records import dataclass
from dbmigrate.results import ConvertedText, Rewrite
from dbmigrate.sources.scan import LINE_END

Key = tuple[str, int, str]  # of an issue: file, offset, code


@dataclass(frozen=True, slots=True)
class Position:
    line: int
    column: int


def reasons(stretch: ConvertedText) -> list[int]:
    """For each edit the number of the nearest issue of its code, -1 where there is none."""
    if not stretch.edits:
        return []
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, issue in enumerate(stretch.issues):
        places[issue.code].append((issue.place.offset, number))
    for found in places.values():
        found.sort()
    return [nearest(places.get(e.code, ()), e.start) for e in stretch.edits]


def nearest(places: Sequence[tuple[int, int]], offset: int) -> int:
    if not places:
        return -1
    at = bisect_left(places, (offset, -1))
    return min(places[max(0, at - 1) : at + 1], key=lambda p: abs(p[0] - offset))[1]


def rewrites(stretch: ConvertedText, dialect: str, show_literals: bool) -> Iterator[tuple[Key, Rewrite]]:
    """(file, offset, code) of an issue with one of its edits. An edit that holds a literal is left out: a report that
    hides literals cannot offer it, and half of it would be wrong."""
    shown = stretch if show_literals else masked(stretch, dialect)
    for edit, reason, visible in zip(stretch.edits, reasons(stretch), shown.edits, strict=True):
        if reason < 0 or visible != edit:
            continue
        issue = stretch.issues[reason]
        start = position(stretch, issue.place, edit.start)
        end = position(stretch, issue.place, edit.end)
        if start and end:
            yield (issue.place.file, issue.place.offset, issue.code), rewrite(edit, start, end)


def rewrite(edit: Edit, start: Position, end: Position) -> Rewrite:
    return Rewrite(edit.start, edit.end, start.line, start.column, end.line, end.column, edit.new)


def position(stretch: ConvertedText, known: Place, offset: int) -> Position | None:
    """Line and column of an offset, counted from a place in the same stretch."""
    a, b = known.offset - stretch.start, offset - stretch.start
    if not 0 <= a <= len(stretch.source):
        return None
    if b >= a:
        ends = list(LINE_END.finditer(stretch.source, a, b))
        return Position(known.line + len(ends), b - ends[-1].end() + 1 if ends else known.column + b - a)
    ends = list(LINE_END.finditer(stretch.source, b, a))
    if not ends:
        return Position(known.line, known.column - (a - b))
    line = known.line - len(ends)
    before = [m.end() for m in LINE_END.finditer(stretch.source, 0, b)]
    if not before and stretch.start:
        return None  # on the stretch's first line, which may begin before it
    return Position(line, b - (before[-1] if before else 0) + 1)


__all__ = ["nearest", "reasons", "rewrites"]
