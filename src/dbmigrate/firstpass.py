"""Pass 1: every file is read far enough to fill the catalog."""

from __future__ import annotations

from dbmigrate.catalog.build import add
from dbmigrate.catalog.keys import path_of_text
from dbmigrate.catalog.system import PROCEDURES
from dbmigrate.estate import Estate, EstateFile
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
