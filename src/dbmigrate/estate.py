"""All input of one run, with what pass 1 found in it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Protocol

from dbmigrate.catalog.catalog import Catalog
from dbmigrate.catalog.names import Names
from dbmigrate.config import Settings
from dbmigrate.definitions import Definitions
from dbmigrate.engine.context import Options
from dbmigrate.engine.contract import load_rules
from dbmigrate.engine.native import keeping, rewriting
from dbmigrate.engine.table import Table
from dbmigrate.garbage import Garbage
from dbmigrate.inclusion import Inclusion
from dbmigrate.model import Issue
from dbmigrate.outcome import Outcome
from dbmigrate.overrides import Overrides
from dbmigrate.packs import SourcePack, TargetPack, load_source, load_target
from dbmigrate.readings import Readings
from dbmigrate.results import Assumption, FileResult
from dbmigrate.sources.decode import Encoding
from dbmigrate.sources.files import SourceFile
from dbmigrate.statements import Surroundings
from dbmigrate.suppress import Globs, Suppressions

DEFAULT_TARGET = "postgres@15"


class Progress(Protocol):
    """Told what is going on; a terminal shows bars, tests and libraries nothing."""

    def stage(self, name: str, total: int, files: int = 0) -> None:
        """A stage begins: `total` bytes lie ahead, in so many files where each of them is told."""

    def advance(self, count: int) -> None:
        """So many bytes more are done: a file, where files are counted."""


class Quiet:
    def stage(self, name: str, total: int, files: int = 0) -> None:
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
    outcome: Outcome = field(default_factory=Outcome)  # complete when pass 2 has taken its last stretch


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
    kept: Table  # the rules for code that the target runs as it is
    files: list[EstateFile] = field(default_factory=list)
    mappers: list[EstateFile] = field(default_factory=list)  # of applications: looked at, never written
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
    garbage: Garbage = field(default_factory=Garbage)
    loads: bool = True  # load scripts will be written

    def around(self, file: str, hand: Overrides | None = None, globs: Globs | None = None) -> Surroundings:
        """`hand`, `globs`: those of the estate unless the file keeps its own account of what it uses."""
        return Surroundings(
            file,
            self.source,
            self.dialect,
            self.target,
            self.catalog,
            self.names,
            self.table,
            self.kept,
            self.inclusion.sitting(file).session(self.dialect),
            self.settings.options,
            lang=self.settings.lang,
            suppressions=Suppressions(file, (globs or self.globs).on(file)),
            overrides=hand or self.overrides,
            definitions=self.definitions,
            grammar=self.grammar,
            loads=self.loads,
            client_variables=self.variables,
        )


def empty_estate(settings: Settings, dialect: str, target: TargetPack | None = None) -> Estate:
    """`target`: the pack where it is at hand, else that of the settings."""
    target = target or load_target(settings.target or DEFAULT_TARGET, dialect)
    settings = replace(settings, options=settled(settings.options, target))
    source = load_source(dialect)
    catalog = Catalog(dialect)
    names = Names(dialect, target, catalog, settings.schemas)
    rules = load_rules().values()
    table, kept = (make(rules, target.has, dialect) for make in (rewriting, keeping))
    return Estate(
        settings,
        target,
        source,
        dialect,
        catalog,
        names,
        table,
        kept,
        assumptions=assumptions(settings, dialect, target),
        globs=Globs.of(settings.ignore),
        overrides=Overrides.read(settings.overrides),
        readings=Readings(),
    )


def settled(options: Options, target: TargetPack) -> Options:
    """The options with what the target decides where the user did not."""
    if options.numbers != "target":
        return options
    return replace(options, numbers="numeric" if target.has("plain_number_type") else "keys")


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
        made.append(Assumption("oracle-integer", number, options.numbers != "keys"))
    return made
