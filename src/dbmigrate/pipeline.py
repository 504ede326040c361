"""The way of the data: files, encodings, dialects, catalog (pass 1), target text (pass 2), report."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from itertools import chain

from dbmigrate.assemble import convert_segments
from dbmigrate.catalog.apply import finish
from dbmigrate.catalog.names import Names
from dbmigrate.changed import changed_names
from dbmigrate.characters import checked
from dbmigrate.collector import Collector
from dbmigrate.config import Settings
from dbmigrate.engine.context import Options
from dbmigrate.engine.contract import load_rules
from dbmigrate.estate import DEFAULT_TARGET, Estate, EstateFile, Progress, Quiet, empty_estate
from dbmigrate.firstpass import define
from dbmigrate.garbage import controlled_garbage
from dbmigrate.inclusion import Inclusion
from dbmigrate.inputs import estate_dialect, not_read, nothing_read, with_encodings
from dbmigrate.mappers import Mappers
from dbmigrate.model import Edit, Issue, UsageError
from dbmigrate.records import dataclass
from dbmigrate.repeats import with_repeats
from dbmigrate.results import ConvertedText, Report
from dbmigrate.sources.files import MAPPER, FileKind, discover
from dbmigrate.sources.session import Session
from dbmigrate.sources.split import SegmentKind, split
from dbmigrate.statements import REFUSED
from dbmigrate.work.crew import Crew
from dbmigrate.work.means import Means


def scan(
    settings: Settings,
    progress: Progress | None = None,
    *,
    since: str | None = None,
    rewrites: bool = False,
    means: Means | None = None,
) -> Report:
    """Find and explain what will not work. Writes nothing. Raises UsageError for a wrong call.

    `since`: a revision of git; rules look at files that changed since, and at those that name what these make. With
    `rewrites` the report holds the edits of its issues. `means` change nothing but the time it takes.
    """
    progress = progress or Quiet()
    with controlled_garbage(), Crew(means) as crew:
        only = None if since is None else changed_names(discover(settings.paths, settings.exclude), since)
        estate = read_estate(settings, progress, crew, with_mappers=True)
        estate.loads = rewrites  # texts are kept only for those who look at them
        collected = Collector(estate, rewrites=rewrites)
        for file, stretches in chain(converted_files(estate, progress, crew, only), converted_mappers(estate)):
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


def read_estate(
    settings: Settings, progress: Progress, crew: Crew | None = None, *, with_mappers: bool = False
) -> Estate:
    """Pass 1: which files there are, how they are encoded, in which dialect, and what they define.

    `crew` reads the files, the caller alone where there is none. `with_mappers`: SQL in mappers is looked at as well;
    nothing of it is written back.
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
    (crew or Crew()).definitions(files, estate, progress)
    settle(estate)
    return estate


def settle(estate: Estate) -> None:
    """The catalog is complete: files stand as they run, what waited for one is applied, names can be spelled."""
    estate.inclusion.settle()
    estate.catalog.pending = estate.inclusion.placed(estate.catalog.pending, estate.dialect)
    place = {name: i for i, name in enumerate(estate.inclusion.order)}
    estate.files.sort(key=lambda f: place.get(f.source.name, len(place)))
    finish(estate.catalog, [f.source.name for f in estate.files])
    estate.names = Names(estate.dialect, estate.target, estate.catalog, estate.settings.schemas)


def converted_files(
    estate: Estate, progress: Progress, crew: Crew | None = None, only: Container[str] | None = None
) -> Iterator[tuple[EstateFile, Iterator[ConvertedText]]]:
    """Pass 2: each file with its stretches of target text, which the caller takes to the end; then the file's outcome
    is complete. Files that are not in `only` have none."""
    progress.stage("convert", sum(f.source.size for f in estate.files), len(estate.files))
    yield from (crew or Crew()).texts(estate, progress, only)


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
                    define(segment, "", session, estate.catalog)
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
