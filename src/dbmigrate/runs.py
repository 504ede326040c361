"""For a scan: INSERTs of literals that differ in their literals alone are counted, not converted one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from dbmigrate.characters import ODD
from dbmigrate.data import Series
from dbmigrate.engine.sections import Rank
from dbmigrate.model import Span, Unit
from dbmigrate.records import dataclass
from dbmigrate.results import ConvertedText
from dbmigrate.sources.split import Segment, SegmentKind
from dbmigrate.statements import Surroundings

MOST: Final = 2000  # segments of one run: memory stays small


@dataclass(frozen=True)
class Run:
    """Statements of one series with what stands between them, from the first to the last."""

    series: Series
    segments: list[Segment]
    text: str

    def counted(self, file: str) -> ConvertedText:
        """One stretch for all of them. Its output is the source: a scan writes nothing."""
        statements = [s.text for s in self.segments if s.kind is SegmentKind.STATEMENT]
        first, insert, shape = self.segments[0], self.series.insert, self.series.shape
        span = Span(first.start, first.start + len(self.text))
        unit = Unit(file, span, first.line, "data", insert.table, insert.rows * len(statements))
        lines = sum(text.count("\n") + 1 for text in statements)
        return ConvertedText(
            first.start, self.text, self.text, (), unit, shape.verdict, rank=int(Rank.DATA), lines=lines
        )


def with_runs(segments: Iterable[Segment], around: Surroundings) -> Iterator[Segment | Run]:
    """The segments, those of a series together. What a series is, `around.shapes` learns while they are converted."""
    rest = iter(segments)
    segment = next(rest, None)
    while segment is not None:
        series = series_at(segment, around)
        if series is None:
            yield segment
            segment = next(rest, None)
            continue
        run, behind = [segment], list[Segment]()
        for segment in rest:
            if is_nothing(segment):
                behind.append(segment)
            elif len(run) < MOST and is_insert(segment) and series.holds(segment.text):
                run += [*behind, segment]
                behind = []
            else:
                break
        else:
            segment = None
        yield from gathered(run, series, around)
        yield from behind


def gathered(run: list[Segment], series: Series, around: Surroundings) -> Iterator[Segment | Run]:
    """The run, or its segments one by one where a character or a variable in it needs a closer look."""
    text = "".join(s.text for s in run)
    if ODD.search(text) or around.variables.may_be_in(text):
        yield from run
    else:
        yield Run(series, run, text)


def series_at(segment: Segment, around: Surroundings) -> Series | None:
    if not is_insert(segment) or not around.suppressions.silent or around.overrides.by_key:
        return None
    return around.shapes.series_of(segment.head.name, segment.text) if segment.head else None


def is_insert(segment: Segment) -> bool:
    head = segment.head
    return head is not None and head.kind == "insert" and not segment.problem and not segment.continuations


def is_nothing(segment: Segment) -> bool:
    """What may stand between two statements of a run: blanks, a semicolon."""
    if segment.kind is SegmentKind.GAP:
        return segment.text.isspace()
    return segment.kind is SegmentKind.TERMINATOR and segment.text == ";"


__all__ = ["Run", "with_runs"]
