"""`GO n` runs the batch before it n times: the converted batch is written again, or an issue says why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Final

from dbmigrate.catalog.effects import Effects
from dbmigrate.engine.contract import RULES
from dbmigrate.engine.sections import Rank
from dbmigrate.messages import message
from dbmigrate.model import Edit, Fix, Place, Span, Unit, Verdict
from dbmigrate.results import ConvertedText
from dbmigrate.sources.scan import line_count
from dbmigrate.statements import Surroundings, issue_of

REPEATED, SEPARATOR = "SE004", "SE003"
MOST: Final = 1 << 18  # characters of the source that one line may run again
BLOCKING: Final = (Verdict.INCOMPATIBLE, Verdict.UNASSESSED)


def with_repeats(stretches: Iterable[ConvertedText], around: Surroundings) -> Iterator[ConvertedText]:
    """The stretches of one script, each `GO n` with what it repeats."""
    batch: list[ConvertedText] = []
    size, line = 0, 1
    for stretch in stretches:
        ends = stretch.unit is None and any(e.code == SEPARATOR for e in stretch.edits)
        count = times(stretch) if ends else 1
        if count > 1:
            place = Place(around.file, stretch.edits[0].start, line, 1)
            yield repeated(stretch, batch, count, place, around.lang) if size <= MOST // count else left(
                stretch, count, place, "long", around.lang
            )
        else:
            yield stretch
        if ends:
            batch, size = [], 0
        else:
            size += len(stretch.source)
            if size <= MOST:  # a longer one is not written again
                batch.append(stretch)
        line += line_count(stretch.source)


def times(stretch: ConvertedText) -> int:
    number = stretch.edits[0].old.rstrip("; \t").split()[-1]
    return int(number) if number.isdigit() else 1


def unit_of(stretch: ConvertedText, place: Place) -> Unit:
    edit = stretch.edits[0]
    return Unit(place.file, Span(edit.start, edit.end), place.line, "repeated batch")


def left(stretch: ConvertedText, count: int, place: Place, reason: str, lang: str) -> ConvertedText:
    """The batch stays as it is, once; a comment says so."""
    unit, edit = unit_of(stretch, place), stretch.edits[0]
    values = {"count": str(count)}
    issue = issue_of(RULES[REPEATED], place, unit.key, values=values, note=reason, fix=Fix.REVIEW)
    mark = f"-- dbmigrate {REPEATED} {place.line}: {message(issue, lang)}"
    edits = (Edit(edit.start, edit.end, edit.old, mark, REPEATED),)
    output = stretch.output + mark
    return replace(stretch, output=output, edits=edits, unit=unit, verdict=Verdict.PARTIAL, issues=(issue,))


def repeated(
    stretch: ConvertedText, batch: list[ConvertedText], count: int, place: Place, lang: str
) -> ConvertedText:
    """The terminator with the batch written count - 1 times in its place."""
    if any(s.verdict in BLOCKING for s in batch):
        return left(stretch, count, place, "blocked", lang)
    written = [s for s in batch if s.rank]
    if not written:
        return stretch
    unit, edit = unit_of(stretch, place), stretch.edits[0]
    text = "".join(s.output for s in batch).strip()
    again = "\n".join([text] * (count - 1))
    issue = issue_of(RULES[REPEATED], place, unit.key, values={"count": str(count)}, edited=True)
    rank = Rank.DATA if all(s.rank == Rank.DATA for s in written) else Rank.OTHER
    return replace(
        stretch,
        output=stretch.output + again,
        edits=(Edit(edit.start, edit.end, edit.old, again, REPEATED),),
        unit=unit,
        verdict=Verdict.CONVERTED,
        issues=(issue,),
        rank=int(rank),
        effects=together(written),
        schema=written[0].schema,
        load=again,
    )


def together(batch: list[ConvertedText]) -> Effects:
    """What the batch makes is there already when it runs again."""
    found = [s.effects for s in batch if s.effects is not None]
    uses = chain.from_iterable((*e.makes, *e.uses) for e in found)
    fills = chain.from_iterable(e.fills for e in found)
    return Effects(uses=tuple(dict.fromkeys(uses)), fills=tuple(dict.fromkeys(fills)))
