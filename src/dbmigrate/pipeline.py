"""The way of the data: files, encodings, dialects, catalog (pass 1), target text (pass 2), report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from dbmigrate.assemble import convert_segments
from dbmigrate.catalog.apply import finish
from dbmigrate.catalog.names import Names
from dbmigrate.changed import changed_names
from dbmigrate.characters import checked
from dbmigrate.collector import Collector
from dbmigrate.config import Settings
from dbmigrate.engine.context import Options
from dbmigrate.engine.contract import RULES, load_rules
from dbmigrate.estate import DEFAULT_TARGET, Estate, EstateFile, Progress, Quiet, empty_estate
from dbmigrate.firstpass import define, read_definitions
from dbmigrate.garbage import controlled_garbage
from dbmigrate.inclusion import Inclusion
from dbmigrate.inputs import estate_dialect, not_read, nothing_read, unreadable_file, with_encodings
from dbmigrate.mappers import Mappers
from dbmigrate.model import Edit, Issue, Place, UsageError
from dbmigrate.repeats import with_repeats
from dbmigrate.results import ConvertedText, FileResult, Report
from dbmigrate.sources.decode import Reader, Unreadable
from dbmigrate.sources.files import MAPPER, FileKind, discover
from dbmigrate.sources.session import Session
from dbmigrate.sources.split import Segment, SegmentKind, split
from dbmigrate.statements import REFUSED, Surroundings, issue_of


def scan(
    settings: Settings, progress: Progress | None = None, *, since: str | None = None, rewrites: bool = False
) -> Report:
    """Find and explain what will not work. Writes nothing. Raises UsageError for a wrong call.

    `since`: a revision of git; rules look at files that changed since, and at those that name what these make. With
    `rewrites` the report holds the edits of its issues.
    """
    with controlled_garbage():
        only = None if since is None else changed_names(discover(settings.paths, settings.exclude), since)
        estate = read_estate(settings, progress or Quiet(), with_mappers=True)
        estate.loads = rewrites  # texts are kept only for those who look at them
        collected = Collector(estate, rewrites=rewrites)
        for file, stretches in chain(converted_files(estate, progress or Quiet()), converted_mappers(estate)):
            if only is None or file.source.name in only:
                collected.add(file, stretches)
            else:
                collected.leave(file)
        return collected.report()


def converted_mappers(estate: Estate) -> Iterator[tuple[EstateFile, Iterator[ConvertedText]]]:
    """The mappers of applications behind the scripts, whose objects they use."""
    names = {f.source.name for f in estate.mappers}
    estate.results = [r for r in estate.results if r.name not in names]
    yield from Mappers.of(estate, estate.mappers).texts()


def read_estate(settings: Settings, progress: Progress, *, with_mappers: bool = False) -> Estate:
    """Pass 1: which files there are, how they are encoded, in which dialect, and what they define.

    `with_mappers`: SQL in mappers is looked at as well; nothing of it is written back.
    """
    load_rules()
    found = discover(settings.paths, settings.exclude)
    results = [not_read(f) for f in found if f.kind is not FileKind.SQL]
    files, unreadable, issues = with_encodings([f for f in found if f.kind is FileKind.SQL], settings)
    mappers: list[EstateFile] = []
    if with_mappers:
        mappers, broken, more = with_encodings([f for f in found if f.type == MAPPER], settings)
        unreadable, issues = unreadable + broken, issues + more
    if not files and not mappers:
        raise UsageError(nothing_read(settings, issues))
    dialect = settings.source if settings.source != "auto" else estate_dialect(files or mappers)
    estate = empty_estate(settings, dialect)
    estate.mappers = mappers
    estate.results, estate.issues = results + unreadable, issues
    estate.inclusion = Inclusion([f.source for f in files])
    progress.stage("catalog", sum(f.source.size for f in files), len(files))
    for file in files:
        try:
            read_definitions(file, estate)
            estate.files.append(file)
        except Unreadable as error:
            estate.results.append(FileResult(file.source.name, "unreadable", file.source.type, file.source.size))
            estate.issues.append(unreadable_file(file.source.name, error))
        progress.advance(file.source.size)
    settle(estate)
    return estate


def settle(estate: Estate) -> None:
    """The catalog is complete: files stand as they run, what waited for one is applied, names can be spelled."""
    estate.inclusion.settle()
    place = {name: i for i, name in enumerate(estate.inclusion.order)}
    estate.files.sort(key=lambda f: place.get(f.source.name, len(place)))
    finish(estate.catalog, [f.source.name for f in estate.files])
    estate.names = Names(estate.dialect, estate.target, estate.catalog, estate.settings.schemas)


def converted_files(estate: Estate, progress: Progress) -> Iterator[tuple[EstateFile, Iterator[ConvertedText]]]:
    """Pass 2: each file with its stretches of target text, as an iterator that keeps one statement at a time."""
    progress.stage("convert", sum(f.source.size for f in estate.files), len(estate.files))
    for file in estate.files:
        yield file, converted_file(file, estate)
        progress.advance(file.source.size)


def converted_file(file: EstateFile, estate: Estate) -> Iterator[ConvertedText]:
    return open_file(file, estate)[1]


def open_file(file: EstateFile, estate: Estate) -> tuple[Reader, Iterator[ConvertedText]]:
    """The file's reader, whose facts are complete when the stretches have been taken to the end."""
    reader = Reader(file.source.path, file.encoding)
    return reader, stretches_of(file, reader, estate)


def stretches_of(file: EstateFile, reader: Reader, estate: Estate) -> Iterator[ConvertedText]:
    around = estate.around(file.source.name)
    try:
        segments = segments_of(file, reader, estate, around)
        stretches = checked(with_repeats(convert_segments(segments, around), around), around)
        yield from estate.garbage.after(estate.inclusion.marked(stretches, around))
    except Unreadable as error:  # it was readable in pass 1
        file.broken = True
        estate.issues.append(unreadable_file(file.source.name, error))
        return
    estate.issues += around.suppressions.done()
    for irregular in reader.irregular[:1]:
        values = {"offset": str(irregular.byte_offset), "count": str(len(reader.irregular))}
        estate.issues.append(
            issue_of(RULES["FI003"], Place(file.source.name, irregular.offset, 1, 1), "", values=values)
        )
    if reader.sha256 != file.sha256:
        estate.issues.append(issue_of(RULES["FI004"], Place(file.source.name, 0, 1, 1), ""))


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


@dataclass(frozen=True)
class Conversion:
    """What `convert_sql` answers: the target text, the issues, and the stretches with their edits."""

    text: str
    issues: tuple[Issue, ...]
    stretches: tuple[ConvertedText, ...]

    @property
    def edits(self) -> list[Edit]:
        return [e for s in self.stretches for e in s.edits]

    @property
    def helpers(self) -> frozenset[str]:
        """Names of the runtime functions that the text calls (`engine.runtime.runtime_script` writes them)."""
        return frozenset(name for s in self.stretches for name in s.helpers)


def convert_sql(
    text: str,
    *,
    source: str,
    target: str = DEFAULT_TARGET,
    schema: str = "",
    options: Options | None = None,
    without: frozenset[str] = frozenset(),
    lang: str = "en",
    schemas: Mapping[str, str] | None = None,
) -> Conversion:
    """Convert a text in memory. `schema` is DDL that describes the tables it uses; `without` switches rules off;
    `schemas` is the configuration's table of target schemas.

    Raises UsageError for an unknown source or target; trouble in the text is an issue.
    """
    load_rules()
    given = Settings(source=source, target=target, options=options or Options(), lang=lang, schemas=dict(schemas or {}))
    settings = given.checked()
    estate = empty_estate(settings, settings.source)
    if without:
        estate.grammar = REFUSED not in without
        estate.table, estate.kept = estate.table.without(without), estate.kept.without(without)
    with controlled_garbage():
        for script in filter(None, (schema, text)):
            session = Session(estate.dialect)
            for segment in split([script], estate.dialect):
                if segment.kind is SegmentKind.STATEMENT:
                    define(segment, "", session, estate)
                session.follow(segment)
        settle(estate)
        around = estate.around("")
        converted = with_repeats(convert_segments(split([text], estate.dialect), around), around)
        stretches = tuple(checked(converted, around))
    issues = tuple(i for s in stretches for i in s.issues)
    return Conversion("".join(s.output for s in stretches), issues, stretches)


__all__ = [
    "Conversion",
    "Estate",
    "EstateFile",
    "Progress",
    "Quiet",
    "convert_sql",
    "converted_files",
    "converted_mappers",
    "read_estate",
    "scan",
]
