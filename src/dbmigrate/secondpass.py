"""Pass 2: the target text of one file, and what is known beside it when the file has been read to its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dbmigrate.assemble import convert_segments
from dbmigrate.characters import checked
from dbmigrate.engine.contract import RULES
from dbmigrate.estate import Estate, EstateFile
from dbmigrate.inputs import unreadable_file
from dbmigrate.model import Issue, Place
from dbmigrate.outcome import Outcome
from dbmigrate.repeats import with_repeats
from dbmigrate.results import ConvertedText
from dbmigrate.sources.decode import Reader, Unreadable
from dbmigrate.sources.split import Segment, split
from dbmigrate.statements import Surroundings, issue_of


def read_second(file: EstateFile, estate: Estate, outcome: Outcome) -> Iterator[ConvertedText]:
    """The stretches of the file, one statement at a time. Of the estate only its definitions change."""
    reader = Reader(file.source.path, file.encoding)
    hand, globs = estate.overrides.fresh(), estate.globs.fresh()
    estate.definitions.log = []
    around = estate.around(file.source.name, hand, globs)
    try:
        segments = segments_of(file, reader, estate, around)
        stretches = checked(with_repeats(convert_segments(segments, around), around), around)
        yield from estate.garbage.after(estate.inclusion.marked(stretches, around))
    except Unreadable as error:  # it was readable in pass 1
        outcome.broken = True
        outcome.issues.append(unreadable_file(file.source.name, error))
    else:
        outcome.issues += around.suppressions.done()
        outcome.issues += trouble_of(file, reader)
    outcome.sha256, outcome.line_ends, outcome.irregular = reader.sha256, reader.line_ends, reader.irregular
    outcome.met, outcome.used, outcome.globs = hand.met, hand.used, globs.used
    outcome.taken, estate.definitions.log = estate.definitions.log, []


def trouble_of(file: EstateFile, reader: Reader) -> Iterator[Issue]:
    for irregular in reader.irregular[:1]:
        values = {"offset": str(irregular.byte_offset), "count": str(len(reader.irregular))}
        yield issue_of(RULES["FI003"], Place(file.source.name, irregular.offset, 1, 1), "", values=values)
    if reader.sha256 != file.sha256:
        yield issue_of(RULES["FI004"], Place(file.source.name, 0, 1, 1), "")


def join(file: EstateFile, outcome: Outcome, estate: Estate) -> None:
    """The outcome of a file goes into the estate; files in their order."""
    file.outcome, file.broken = outcome, outcome.broken
    estate.issues += outcome.issues
    estate.overrides.join(outcome.met, outcome.used)
    estate.globs.join(outcome.globs)


def segments_of(file: EstateFile, reader: Reader, estate: Estate, around: Surroundings) -> Iterable[Segment]:
    """What pass 1 kept of a file where its bytes are still the same, else the file cut again."""
    kept = estate.readings.take(file.source.name)
    if kept is None:
        return split(reader, estate.dialect)
    for _ in reader:  # its facts are those of this pass
        pass
    if reader.sha256 != file.sha256:
        return split(reader, estate.dialect)
    around.trees = kept.trees
    return kept.segments


__all__ = ["join", "read_second"]
