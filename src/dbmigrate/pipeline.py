"""The way of the data: files, encodings, dialects, catalog (pass 1), target text (pass 2), report."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from dbmigrate.assemble import convert_segments
from dbmigrate.catalog.apply import finish
from dbmigrate.catalog.build import add
from dbmigrate.catalog.keys import path_of_text
from dbmigrate.catalog.names import Names
from dbmigrate.catalog.system import PROCEDURES
from dbmigrate.catalog.values import Catalog
from dbmigrate.characters import checked
from dbmigrate.config import Settings
from dbmigrate.definitions import Definitions
from dbmigrate.engine.context import Options
from dbmigrate.engine.contract import RULES, load_rules
from dbmigrate.engine.convert import Table, dispatch_table
from dbmigrate.inclusion import Inclusion
from dbmigrate.model import Edit, Issue, Place, Span, Unit, UsageError, Verdict
from dbmigrate.overrides import Overrides, fingerprint
from dbmigrate.packs import SourcePack, TargetPack, load_source, load_target
from dbmigrate.readings import Readings
from dbmigrate.repeats import with_repeats
from dbmigrate.results import Assumption, ConvertedText, FileResult, Report, UnitResult
from dbmigrate.sources.decode import Encoding, Reader, Unreadable, detect
from dbmigrate.sources.files import FileKind, SourceFile, discover
from dbmigrate.sources.inserts import literal_insert
from dbmigrate.sources.session import Session
from dbmigrate.sources.split import Head, Segment, SegmentKind, guess_dialect, split
from dbmigrate.sources.substitution import set_by
from dbmigrate.statements import REFUSED, Surroundings, issue_of
from dbmigrate.suppress import Globs, Suppressions
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.ddl.read import read
from dbmigrate.syntax.lex import Lexed, LexError

DEFAULT_TARGET = "postgres@15"
COLLECT_EVERY = 500  # stretches of text
SAMPLE = 1 << 16  # characters that are looked at to tell the dialect
DATA_BY_REFERENCE = 4 << 20  # bytes: the load scripts include a data file above this, and do not copy it
FURNITURE = frozenset({"set", "print", "commit", "rollback", "use"})
NO_DDL = frozenset({"insert", "update", "delete", "merge", "select", "set", "print", "declare", "commit", "rollback"})


class Progress(Protocol):
    """Told what is going on; a terminal shows bars, tests and libraries nothing."""

    def stage(self, name: str, total: int) -> None:
        """A stage begins: `total` bytes of files lie ahead."""

    def advance(self, count: int) -> None:
        """So many bytes more are done."""


class Quiet:
    def stage(self, name: str, total: int) -> None:
        """Nobody looks."""

    def advance(self, count: int) -> None:
        """Nobody looks."""


@dataclass
class EstateFile:
    """A file that is read: how its bytes become text, and what pass 1 saw."""

    source: SourceFile
    encoding: Encoding
    sha256: str = ""
    characters: int = 0
    lines: int = 0
    only_data: bool = False  # a big file that holds nothing but INSERTs of literals and script furniture
    broken: bool = False  # pass 2 could not read it to its end


@dataclass
class Estate:
    """All input of one run after pass 1."""

    settings: Settings
    target: TargetPack
    source: SourcePack
    dialect: str
    catalog: Catalog
    names: Names
    table: Table
    files: list[EstateFile] = field(default_factory=list)
    results: list[FileResult] = field(default_factory=list)  # files that are not read, in order
    issues: list[Issue] = field(default_factory=list)
    assumptions: list[Assumption] = field(default_factory=list)
    inclusion: Inclusion = field(default_factory=Inclusion)
    variables: dict[str, str] = field(default_factory=dict)  # of script clients: name in lower case -> as it is set
    globs: Globs = field(default_factory=Globs)
    overrides: Overrides = field(default_factory=Overrides)
    definitions: Definitions = field(default_factory=Definitions)
    grammar: bool = True  # see XX005; convert_sql switches it off like any rule
    readings: Readings = field(default_factory=Readings)
    loads: bool = True  # load scripts will be written

    def around(self, file: str) -> Surroundings:
        return Surroundings(
            file,
            self.source,
            self.dialect,
            self.target,
            self.catalog,
            self.names,
            self.table,
            self.settings.options,
            lang=self.settings.lang,
            suppressions=Suppressions(file, self.globs.on(file)),
            overrides=self.overrides,
            definitions=self.definitions,
            grammar=self.grammar,
            loads=self.loads,
            client_variables=self.variables,
        )


def scan(settings: Settings, progress: Progress | None = None) -> Report:
    """Find and explain what will not work. Writes nothing. Raises UsageError for a wrong call."""
    with controlled_garbage():
        estate = read_estate(settings, progress or Quiet())
        estate.loads = False
        collected = Collector(estate)
        for file, stretches in converted_files(estate, progress or Quiet()):
            collected.add(file, stretches)
        return collected.report()


def read_estate(settings: Settings, progress: Progress) -> Estate:
    """Pass 1: which files there are, how they are encoded, in which dialect, and what they define."""
    load_rules()
    found = discover(settings.paths, settings.exclude)
    results = [not_read(f) for f in found if f.kind is not FileKind.SQL]
    files, unreadable, issues = with_encodings([f for f in found if f.kind is FileKind.SQL], settings)
    if not files:
        raise UsageError(nothing_read(settings, issues))
    dialect = settings.source if settings.source != "auto" else estate_dialect(files)
    estate = empty_estate(settings, dialect)
    estate.results, estate.issues = results + unreadable, issues
    estate.inclusion = Inclusion([f.source for f in files])
    progress.stage("catalog", sum(f.source.size for f in files))
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


def nothing_read(settings: Settings, issues: list[Issue]) -> str:
    """Why a run ends at once: there is no script, or none that can be read."""
    paths = ", ".join(str(p) for p in settings.paths)
    if not issues:
        return f"no SQL script found in {paths}"
    first = issues[0]
    more = f" and {len(issues) - 1} more" if len(issues) > 1 else ""
    return f"no script in {paths} can be read: {first.place.file} ({first.values['reason']}){more}"


def unreadable_file(name: str, error: Unreadable) -> Issue:
    return issue_of(RULES["FI001"], Place(name, 0, 1, 1), "", values={"reason": str(error)})


def settle(estate: Estate) -> None:
    """The catalog is complete: files stand as they run, what waited for one is applied, names can be spelled."""
    estate.inclusion.settle()
    place = {name: i for i, name in enumerate(estate.inclusion.order)}
    estate.files.sort(key=lambda f: place.get(f.source.name, len(place)))
    finish(estate.catalog, [f.source.name for f in estate.files])
    estate.names = Names(estate.dialect, estate.target, estate.catalog, estate.settings.schemas)


def empty_estate(settings: Settings, dialect: str) -> Estate:
    target = load_target(settings.target or DEFAULT_TARGET, dialect)
    source = load_source(dialect)
    catalog = Catalog(dialect)
    names = Names(dialect, target, catalog, settings.schemas)
    table = dispatch_table(load_rules().values(), target.has, dialect)
    return Estate(
        settings,
        target,
        source,
        dialect,
        catalog,
        names,
        table,
        assumptions=assumptions(settings, dialect, target),
        globs=Globs.of(settings.ignore),
        overrides=Overrides.read(settings.overrides),
        readings=Readings(),
    )


def assumptions(settings: Settings, dialect: str, target: TargetPack) -> list[Assumption]:
    options = settings.options
    made = [
        Assumption("target", target.spec, bool(settings.target)),
        Assumption("source", dialect, settings.source != "auto"),
        Assumption("source-charset", options.source_charset, options.charset_given),
        Assumption("length-semantics", options.length_semantics, options.charset_given),
    ]
    if dialect == "oracle":
        number = "numeric(38)" if options.numbers == "numeric" else "bigint"
        made.append(Assumption("oracle-integer", number, options.numbers != Options().numbers))
    return made


def not_read(file: SourceFile) -> FileResult:
    return FileResult(file.name, "unread" if file.kind is FileKind.UNREAD else "other", file.type, file.size)


def with_encodings(
    files: list[SourceFile], settings: Settings
) -> tuple[list[EstateFile], list[FileResult], list[Issue]]:
    """Each file with its encoding; where the bytes fit two encodings the estate's majority decides."""
    read_files: list[EstateFile] = []
    unreadable: list[FileResult] = []
    issues: list[Issue] = []
    for file in files:
        try:
            read_files.append(EstateFile(file, detect(file.path, settings.encoding or None)))
        except Unreadable as error:
            unreadable.append(FileResult(file.name, "unreadable", file.type, file.size))
            issues.append(unreadable_file(file.name, error))
    sure = Counter(f.encoding.name for f in read_files if not f.encoding.assumed)
    majority = sure.most_common(1)[0][0] if sure else None
    for file_read in read_files:
        if file_read.encoding.assumed:
            file_read.encoding = detect(file_read.source.path, settings.encoding or None, majority)
            issues.append(
                issue_of(
                    RULES["FI002"],
                    Place(file_read.source.name, 0, 1, 1),
                    "",
                    values={"encoding": file_read.encoding.name},
                )
            )
    return read_files, unreadable, issues


def estate_dialect(files: list[EstateFile]) -> str:
    """The dialect that most of the estate's text speaks, by evidence in the head of each file."""
    weight: Counter[str] = Counter()
    for file in files:
        dialect, confidence = guess_dialect(next(iter(Reader(file.source.path, file.encoding)), "")[:SAMPLE])
        weight[dialect] += confidence * (1 + min(file.source.size, SAMPLE))  # type: ignore[assignment]
    return weight.most_common(1)[0][0] if weight else "oracle"


def read_definitions(file: EstateFile, estate: Estate) -> None:
    """Pass 1 over one file: only statements that can define something are cut into tokens."""
    reader, session = Reader(file.source.path, file.encoding), Session(estate.dialect)
    only_data, name = file.source.size > DATA_BY_REFERENCE, file.source.name
    for segment in estate.readings.follow(name, file.source.size, split(reader, estate.dialect)):
        if segment.kind is SegmentKind.STATEMENT and segment.head and may_define(segment.head):
            node = define(segment, name, session, estate)
            if node is not None:
                estate.readings.keep(name, segment, node)
        elif segment.kind is SegmentKind.DIRECTIVE:
            estate.inclusion.add(name, segment)
            if variable := set_by(segment):
                estate.variables.setdefault(variable.lower(), variable)
        session.follow(segment)
        only_data = only_data and is_data(segment, estate.dialect)
    file.only_data = only_data
    file.sha256, file.characters, file.lines = reader.sha256, reader.characters, reader.lines


def is_data(segment: Segment, dialect: str) -> bool:
    """An INSERT of literals, or what leaves no trace in the output."""
    if segment.kind is not SegmentKind.STATEMENT:
        return True
    kind = segment.head.kind if segment.head else ""
    return kind in FURNITURE or (kind == "insert" and literal_insert(segment.text, dialect) is not None)


def may_define(head: Head) -> bool:
    """SQL Server's sp_rename, sp_addtype and their relatives define things, other calls do not."""
    if head.kind == "execute":
        return not head.name or path_of_text("sqlserver", head.name)[-1] in PROCEDURES  # EXEC('CREATE ..') has no name
    return head.kind not in NO_DDL


def define(segment: Segment, file: str, session: Session, estate: Estate) -> Node | None:
    """Tell the catalog what a statement defines. Answers its tree, None where there is none."""
    try:
        lexed = Lexed(
            segment.text, estate.dialect, [c - segment.start for c in segment.continuations], session.quoted_strings
        )
    except LexError:
        return None  # pass 2 reports it at its place
    if not lexed.tokens or not segment.head:
        return None
    node, key = read(lexed), f"{segment.head.kind} {segment.head.name}".strip()
    add(estate.catalog, node, file=file, unit_key=key, schema=session.schema, database=session.database)
    return node


def converted_files(estate: Estate, progress: Progress) -> Iterator[tuple[EstateFile, Iterator[ConvertedText]]]:
    """Pass 2: each file with its stretches of target text, as an iterator that keeps one statement at a time."""
    progress.stage("convert", sum(f.source.size for f in estate.files))
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
        yield from collecting(estate.inclusion.marked(stretches, around))
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


def collecting(stretches: Iterable[ConvertedText]) -> Iterator[ConvertedText]:
    """The stretches; the garbage that their trees are is collected now and then, for a file may be large."""
    for count, stretch in enumerate(stretches, 1):
        yield stretch
        if count % COLLECT_EVERY == 0:
            gc.collect(0)
    gc.collect(0)


WORSE = (
    Verdict.IGNORED,
    Verdict.NATIVE,
    Verdict.CONVERTED,
    Verdict.PARTIAL,
    Verdict.INCOMPATIBLE,
    Verdict.UNASSESSED,
)


class Collector:
    """Folds the stretches of all files into a Report; keeps counts and issues, no text."""

    def __init__(self, estate: Estate):
        self.estate = estate
        self.units: list[UnitResult] = []
        self.issues: list[Issue] = []
        self.files: list[FileResult] = []

    def add(self, file: EstateFile, stretches: Iterator[ConvertedText]) -> None:
        run: UnitResult | None = None  # neighbouring INSERTs of literals into one table are one unit
        for stretch in stretches:
            if stretch.unit is None:
                continue
            self.issues += stretch.issues
            made = unit_result(stretch)
            if run and continues(run.unit, made.unit):
                run = extended(run, made)
                continue
            self.units += [run] if run else []
            run = made
        self.units += [run] if run else []
        source, encoding = file.source, file.encoding
        self.files.append(
            FileResult(
                source.name,
                "unreadable" if file.broken else "read",
                source.type,
                source.size,
                self.estate.dialect,
                encoding.name,
                encoding.assumed,
                file.characters,
                file.lines,
                file.sha256,
            )
        )

    def report(self) -> Report:
        estate = self.estate
        estate.issues += [*estate.overrides.stale(), *estate.globs.unused()]
        files = sorted(self.files + estate.results, key=lambda f: f.name)
        issues = sorted(estate.issues + self.issues, key=lambda i: (i.place.file, i.place.offset, i.code))
        return Report(estate.target.spec, estate.assumptions, files, self.units, issues, defined(estate.catalog))


def unit_result(stretch: ConvertedText) -> UnitResult:
    assert stretch.unit is not None
    lines = stretch.lines or stretch.source.count("\n") + 1
    codes = tuple(i.code for i in stretch.issues)
    rung = "read" if stretch.verdict is Verdict.UNASSESSED else "converted"
    opened = sum(i.open for i in stretch.issues)
    mark = fingerprint(stretch.source) if opened and stretch.unit.kind != "data" else ""
    return UnitResult(stretch.unit, stretch.verdict, lines, codes, rung, opened, mark)


def continues(run: Unit, unit: Unit) -> bool:
    return run.kind == "data" == unit.kind and run.name == unit.name


def extended(run: UnitResult, more: UnitResult) -> UnitResult:
    first = run.unit  # written out, not `replace`: this runs once for each row of table data
    span = Span(first.span.start, more.unit.span.end)
    unit = Unit(first.file, span, first.line, first.kind, first.name, first.rows + more.unit.rows)
    verdict = run.verdict if run.verdict is more.verdict else max(run.verdict, more.verdict, key=WORSE.index)
    codes = run.codes + tuple(c for c in more.codes if c not in run.codes)
    opened = run.open_issues + more.open_issues
    return UnitResult(unit, verdict, run.lines + more.lines, codes, run.rung, opened, run.fingerprint)


def defined(catalog: Catalog) -> dict[str, int]:
    """How many objects of each kind the estate defines."""
    counts = {kind: len(shelf) for kind, shelf in catalog.shelves.items()}
    counts["column"] = sum(len(table.columns) for table in catalog.tables.values())
    return counts


@contextmanager
def controlled_garbage() -> Iterator[None]:
    """Trees are cyclic and many: they are collected when `collecting` says so; the caller's state comes back."""
    was = gc.isenabled()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        if was:
            gc.enable()


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
        kept = ((k, tuple(r for r in rules if r.code not in without)) for k, rules in estate.table.items())
        estate.table = Table(kept)
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
    "read_estate",
    "scan",
]
