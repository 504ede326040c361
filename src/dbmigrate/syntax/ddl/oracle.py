"""Oracle's DDL: one statement to one node. The tables at the end say which reader takes which word."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Dml, Environment, Node, Piece, Procedural, Unread
from dbmigrate.syntax.ddl.oracle_alter import read_alter_table
from dbmigrate.syntax.ddl.oracle_clauses import modifiers
from dbmigrate.syntax.ddl.oracle_code import read_block, read_compile, read_execute, read_java, read_routine
from dbmigrate.syntax.ddl.oracle_environment import (
    SESSION,
    read_alter_session,
    read_environment,
    read_lock,
    read_session,
    read_set,
)
from dbmigrate.syntax.ddl.oracle_index import read_alter_index, read_create_index
from dbmigrate.syntax.ddl.oracle_object_types import read_create_type
from dbmigrate.syntax.ddl.oracle_objects import read_comment, read_drop, read_rename, read_synonym, read_truncate
from dbmigrate.syntax.ddl.oracle_rights import read_grant
from dbmigrate.syntax.ddl.oracle_sequence import read_sequence
from dbmigrate.syntax.ddl.oracle_table import read_create_table
from dbmigrate.syntax.ddl.oracle_views import read_view, read_view_log
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected
from dbmigrate.syntax.lex import Lexed

Reader = Callable[[Cursor], Node]


def read_oracle(lexed: Lexed) -> Node:
    """One statement without its terminator. Never raises for the user's text: an unknown form gives Unread."""
    c = Cursor(lexed)
    while c.n and lexed.words[c.n - 1] == ";":
        c.n -= 1
    if not c.n:
        return Environment(Part(0, max(0, len(lexed.tokens) - 1)), lexed, "empty")
    try:
        node = reader_of(c)(c)
        if isinstance(node, Procedural):  # the semicolon behind its END is its own
            return replace(node, part=lexed.whole)
        if c.ended:
            return node
        reason = "words behind the end of the statement"
    except Unexpected as error:
        reason = str(error)
    return Unread(lexed.whole, lexed, reason)


def reader_of(c: Cursor) -> Reader:
    word = c.words[0]
    if word == "CREATE":
        return CREATE.get(created(c), read_environment)
    if word == "ALTER":
        return ALTER.get(c.ahead(), read_environment)
    return FIRST.get(word, read_unknown)


def created(c: Cursor) -> str:
    """The word that says what is created; LOG for the log of a materialized view."""
    ahead = Cursor(c.lexed, 1, c.n)
    modifiers(ahead)
    word, k = c.words[ahead.k], ahead.k
    if word == "AND":  # AND RESOLVE JAVA
        return "JAVA"
    if word == "TYPE" and c.words[k + 1] == "BODY":
        return "BODY"
    if word in ("MATERIALIZED", "SNAPSHOT"):
        return "LOG" if c.words[k + 1 : k + 3] == ["VIEW", "LOG"] or c.words[k + 1] == "LOG" else word
    return word


def read_dml(c: Cursor) -> Dml:
    first = c.k
    inner = tuple(merge_deletes(c)) if c.at("MERGE") else ()
    c.k = first
    piece: Piece = c.piece(c.n, "statement")
    return Dml(piece.part, c.lexed, replace(piece, inner=inner) if inner else piece)


def merge_deletes(c: Cursor) -> Iterator[Piece]:
    """The conditions of `DELETE WHERE ..` behind an UPDATE of a MERGE; the SQL parser does not know them."""
    while True:
        c.k = c.find(lambda k: c.words[k] == "DELETE" and c.words[k + 1] == "WHERE")
        if c.k + 2 >= c.n:
            return
        start = c.k
        c.k += 2
        condition = c.piece(c.find(("WHEN", "LOG")), "condition")
        c.lexed.hide(Part(start, condition.part.last))
        yield condition


def read_unknown(c: Cursor) -> Node:
    raise Unexpected("a statement that is not known")


FIRST: Final[Mapping[str, Reader]] = (
    {
        "COMMENT": read_comment,
        "DROP": read_drop,
        "RENAME": read_rename,
        "TRUNCATE": read_truncate,
        "GRANT": read_grant,
        "REVOKE": read_grant,
        "LOCK": read_lock,
        "SET": read_set,
        "EXEC": read_execute,
        "EXECUTE": read_execute,
        "CALL": read_execute,
    }
    | dict.fromkeys("SELECT WITH INSERT UPDATE DELETE MERGE (".split(), read_dml)
    | dict.fromkeys(("BEGIN", "DECLARE", "<<", "<"), read_block)
    | dict.fromkeys(SESSION, read_session)
)
CREATE: Final[Mapping[str, Reader]] = {
    "TABLE": read_create_table,
    "INDEX": read_create_index,
    "SEQUENCE": read_sequence,
    "VIEW": read_view,
    "MATERIALIZED": read_view,
    "SNAPSHOT": read_view,
    "LOG": read_view_log,
    "SYNONYM": read_synonym,
    "TYPE": read_create_type,
    "BODY": read_routine,
    "JAVA": read_java,
} | dict.fromkeys("PROCEDURE FUNCTION TRIGGER PACKAGE".split(), read_routine)
ALTER: Final[Mapping[str, Reader]] = {
    "TABLE": read_alter_table,
    "INDEX": read_alter_index,
    "SEQUENCE": read_sequence,
    "SESSION": read_alter_session,
    "SYSTEM": read_alter_session,
} | dict.fromkeys(
    "TRIGGER PROCEDURE FUNCTION PACKAGE TYPE VIEW MATERIALIZED SNAPSHOT SYNONYM JAVA".split(), read_compile
)
