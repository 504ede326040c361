"""Pass 1: every file is read far enough to fill the catalog."""

from __future__ import annotations

from dataclasses import dataclass, field

from dbmigrate.catalog.build import add
from dbmigrate.catalog.catalog import Catalog
from dbmigrate.catalog.facts import Fact
from dbmigrate.catalog.keys import path_of_text
from dbmigrate.catalog.system import PROCEDURES
from dbmigrate.estate import Estate, EstateFile
from dbmigrate.inclusion import includes
from dbmigrate.readings import Readings
from dbmigrate.running import Turn
from dbmigrate.sources.decode import Reader
from dbmigrate.sources.inserts import literal_insert
from dbmigrate.sources.session import Session
from dbmigrate.sources.split import Head, Segment, SegmentKind, split
from dbmigrate.sources.substitution import set_by
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.ddl.read import read
from dbmigrate.syntax.lex import Lexed, LexError

DATA_BY_REFERENCE = 4 << 20  # bytes: the load scripts include a data file above this, and do not copy it
FURNITURE = frozenset({"set", "print", "commit", "rollback", "use"})
NO_DDL = frozenset({"insert", "update", "delete", "merge", "select", "set", "print", "declare", "commit", "rollback"})


@dataclass
class First:
    """What the first reading of a file tells, as plain values."""

    facts: list[Fact] = field(default_factory=list)
    includes: list[tuple[int, str]] = field(default_factory=list)  # place and text of what runs other scripts
    turns: list[Turn] = field(default_factory=list)  # where the session of the script may change
    variables: list[str] = field(default_factory=list)  # of the client, as they are set
    only_data: bool = False
    sha256: str = ""
    characters: int = 0
    lines: int = 0


def read_first(file: EstateFile, dialect: str, readings: Readings) -> First:
    """Pass 1 over one file: only statements that can define something are cut into tokens. Raises Unreadable."""
    reader, session = Reader(file.source.path, file.encoding), Session(dialect)
    name, size = file.source.name, file.source.size
    made, facts = First(only_data=size > DATA_BY_REFERENCE), Catalog(dialect)
    for segment in readings.follow(name, size, split(reader, dialect)):
        if segment.kind is SegmentKind.STATEMENT and segment.head and may_define(segment.head):
            node = define(segment, name, session, facts)
            if node is not None:
                readings.keep(name, segment, node)
        elif segment.kind is SegmentKind.DIRECTIVE:
            if includes(segment):
                made.includes.append((segment.start, segment.text))
                made.turns.append(Turn(segment.start, len(facts.pending), None))
            if variable := set_by(segment):
                made.variables.append(variable)
        if session.follow(segment):
            made.turns.append(Turn(segment.start, len(facts.pending), session.state))
        made.only_data = made.only_data and is_data(segment, dialect)
    made.facts = facts.pending
    made.sha256, made.characters, made.lines = reader.sha256, reader.characters, reader.lines
    return made


def take_first(file: EstateFile, made: First, estate: Estate) -> None:
    """What the first reading told goes into the estate; files in their order."""
    estate.catalog.pending += made.facts
    estate.inclusion.turns[file.source.name] = made.turns
    for start, text in made.includes:
        estate.inclusion.add(file.source.name, start, text)
    for variable in made.variables:
        estate.variables.setdefault(variable.lower(), variable)
    file.only_data = made.only_data
    file.sha256, file.characters, file.lines = made.sha256, made.characters, made.lines


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


def define(segment: Segment, file: str, session: Session, catalog: Catalog) -> Node | None:
    """Tell the catalog what a statement defines. Answers its tree, None where there is none."""
    try:
        lexed = Lexed(
            segment.text, catalog.dialect, [c - segment.start for c in segment.continuations], session.quoted_strings
        )
    except LexError:
        return None  # pass 2 reports it at its place
    if not lexed.tokens or not segment.head:
        return None
    node, key = read(lexed), f"{segment.head.kind} {segment.head.name}".strip()
    add(catalog, node, file=file, unit_key=key, schema=session.schema, database=session.database)
    return node
