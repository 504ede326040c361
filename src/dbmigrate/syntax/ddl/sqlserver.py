"""The SQL Server front end: one statement to one node. Reference: "Transact-SQL statements"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import CreateSchema, Dml, Environment, Guard, Node, Procedural, Unread
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected
from dbmigrate.syntax.ddl.sqlserver_alter import read_alter_table
from dbmigrate.syntax.ddl.sqlserver_calls import read_call, read_execute
from dbmigrate.syntax.ddl.sqlserver_ends import Ends
from dbmigrate.syntax.ddl.sqlserver_environment import (
    WORDS,
    everything,
    read_bulk_load,
    read_dbcc,
    read_object,
    read_raiserror,
    read_set,
    read_trigger_state,
    read_use,
    read_waitfor,
    read_words,
)
from dbmigrate.syntax.ddl.sqlserver_guard import read_guard
from dbmigrate.syntax.ddl.sqlserver_index import (
    OTHER_SORTS,
    SORTS,
    read_alter_index,
    read_create_index,
    read_statistics,
)
from dbmigrate.syntax.ddl.sqlserver_objects import (
    read_default_object,
    read_partition_function,
    read_partition_scheme,
    read_sequence,
    read_synonym,
    read_type_definition,
    read_view,
)
from dbmigrate.syntax.ddl.sqlserver_rights import DROPPED, read_drop, read_grant, read_truncate
from dbmigrate.syntax.ddl.sqlserver_table import read_create_table
from dbmigrate.syntax.executed import OPEN
from dbmigrate.syntax.lex import Lexed

Reader = Callable[[Cursor], Node]
ROUTINES: Final = {
    "PROCEDURE": "procedure",
    "PROC": "procedure",
    "FUNCTION": "function",
    "TRIGGER": "trigger",
    "AGGREGATE": "aggregate",
}
BLOCK_WORDS: Final = (
    "BEGIN DECLARE WHILE RETURN GOTO THROW BREAK CONTINUE OPEN FETCH CLOSE DEALLOCATE "
    "SEND RECEIVE GET MOVE READTEXT WRITETEXT UPDATETEXT"
).split()


def read_sqlserver(lexed: Lexed) -> Node:
    """Read one statement (IF .. BEGIN .. END is one). Never raises for the text: what is not known is Unread."""
    try:
        node = read_range(lexed, 0, len(lexed.tokens))
    except RecursionError:
        return Unread(lexed.whole, lexed, "nested too deeply")
    if isinstance(node, Unread) and lexed.words[0] == "IF" and holds_several(lexed, node.part.last):
        return Procedural(node.part, lexed, "block")  # tied together by variables
    if isinstance(node, Guard) and holds_code(node):
        return Procedural(node.part, lexed, "block")
    return node


def holds_code(guard: Guard) -> bool:
    """Variables, loops or cursors stand in it."""
    return any(
        holds_code(node) if isinstance(node, Guard) else isinstance(node, Procedural) and node.kind == "block"
        for node in (*guard.then, *guard.otherwise)
    )


def holds_several(lexed: Lexed, last: int) -> bool:
    """More follows behind the first statement."""
    return Ends(lexed, 0, len(lexed.tokens)).statement(0) <= last


def read_range(lexed: Lexed, first: int, end: int) -> Node:
    """Read the statement in the tokens first .. end (end excluded); semicolons around it are no part of it."""
    words, whole = lexed.words, Part(first, end - 1)
    while first < end and words[first] == ";":
        first += 1
    while end > first and words[end - 1] == ";":
        end -= 1
    if first == end:
        return Environment(whole, lexed, "empty")
    c = Cursor(lexed, first, end)
    try:
        node = find_reader(c)(c)
        if not c.ended:
            raise Unexpected("the end of the statement expected")
    except Unexpected as error:
        return Unread(Part(first, end - 1), lexed, str(error))
    return replace(node, part=Part(first, end - 1))  # the last clauses, read late, belong to it as well


def find_reader(c: Cursor) -> Reader:
    word = c.words[c.k]
    if word in DEFINITIONS:
        return find_definition(c, word)
    if word in STATEMENTS:
        return STATEMENTS[word]
    if c.ahead() == ":" and c.lexed.is_name(c.k):
        return read_block
    return lambda c: read_call(c, c.k)


def find_definition(c: Cursor, verb: str) -> Reader:
    """CREATE, ALTER, DROP: by the longest run of words behind the verb."""
    readers = DEFINITIONS[verb]
    for length in (3, 2, 1):
        reader = readers.get(" ".join(c.words[c.k + 1 : c.k + 1 + length]))
        if reader and c.k + 1 + length <= c.n:
            return reader
    return read_object


def read_dml(c: Cursor) -> Dml:
    """Of `DELETE FROM t FROM ..` the SQL parser sees the second FROM alone."""
    first = c.k
    if c.at("DELETE", "FROM"):
        ahead = Cursor(c.lexed, first + 2, c.n)
        if ahead.find(("FROM",)) < ahead.find(("WHERE",)):
            c.lexed.hide(Part(first + 1, first + 1))
    if c.at("INSERT"):
        hide_hints(c)
    query = c.piece(c.n, "statement")
    return Dml(c.part(first), c.lexed, query)


def hide_hints(c: Cursor) -> None:
    """`INSERT INTO t WITH (TABLOCK)`: the SQL parser takes the WITH for that of a query."""
    k = c.k + 1 + (c.ahead() == "INTO")
    while k + 1 < c.n and c.words[k] != "WITH" and c.words[k + 1] in (".", "WITH") or (k < c.n and c.words[k] == "."):
        k += 1
    if k + 1 < c.n and c.words[k] == "WITH" and k + 1 in c.close:
        c.lexed.hide(Part(k, c.close[k + 1]))


def read_executed(c: Cursor) -> Node:
    """`EXEC('statement')`: the statement itself. Several ones stay a text that is run."""
    first, last = c.k, c.lexed.executed[c.k]
    ends = Ends(c.lexed, first + 1, last)
    c.k = last + 1
    if ends.skip_semicolons(ends.statement(first + 1)) == last:
        node = read_range(c.lexed, first + 1, last)
        if not isinstance(node, Unread):
            return node
    return Procedural(c.part(first), c.lexed, "dynamic")


def read_block(c: Cursor) -> Procedural:
    first, c.k = c.k, c.n
    return Procedural(c.part(first), c.lexed, "block")


def read_begin(c: Cursor) -> Node:
    if c.ahead() in ("TRAN", "TRANSACTION", "DISTRIBUTED"):
        return everything(c, "transaction")
    return read_block(c)


def read_routine(c: Cursor) -> Procedural:
    first = c.k
    c.take()
    c.eat("OR", "ALTER")
    kind = ROUTINES[c.words[c.take().first]]
    name = c.name(kind, 3)
    c.k = c.n
    return Procedural(c.part(first), c.lexed, kind, name)


def read_schema(c: Cursor) -> CreateSchema:
    """CREATE SCHEMA [n] [AUTHORIZATION owner] with the statements that it contains."""
    first = c.k
    c.need("CREATE", "SCHEMA")
    name = None if c.at("AUTHORIZATION") else c.name("schema", 1)
    owner = c.name("user", 1) if c.eat("AUTHORIZATION") else None
    statements: list[Node] = []
    ends = Ends(c.lexed, c.k, c.n)
    while (start := ends.skip_semicolons(c.k)) < c.n:
        c.k = max(ends.statement(start), start + 1)
        statements.append(read_range(c.lexed, start, c.k))
    c.k = c.n
    return CreateSchema(c.part(first), c.lexed, name, owner, tuple(statements))


def read_schema_transfer(c: Cursor) -> Environment:
    first = c.k
    c.need("ALTER", "SCHEMA")
    return everything(c, "schema transfer", c.name("schema", 1), first)


def read_execute_or_context(c: Cursor) -> Node:
    return everything(c, "session") if c.ahead() == "AS" else read_execute(c)


INDEX_WORDS: Final = ["INDEX", *SORTS, *(f"{w} INDEX" for w in OTHER_SORTS), "PRIMARY XML", "SELECTIVE XML"]
CREATE: Final[dict[str, Reader]] = {
    "TABLE": read_create_table,
    "VIEW": read_view,
    "OR ALTER VIEW": read_view,
    "MATERIALIZED VIEW": read_view,
    "TYPE": read_type_definition,
    "SEQUENCE": read_sequence,
    "SYNONYM": read_synonym,
    "DEFAULT": read_default_object,
    "RULE": read_default_object,
    "SCHEMA": read_schema,
    "STATISTICS": read_statistics,
    "PARTITION FUNCTION": read_partition_function,
    "PARTITION SCHEME": read_partition_scheme,
    **dict.fromkeys(INDEX_WORDS, read_create_index),
    **dict.fromkeys(ROUTINES, read_routine),
    **{f"OR ALTER {word}": read_routine for word in ROUTINES},
}
ALTER: Final[dict[str, Reader]] = {
    "TABLE": read_alter_table,
    "VIEW": read_view,
    "SEQUENCE": read_sequence,
    "INDEX": read_alter_index,
    "SCHEMA": read_schema_transfer,
    **dict.fromkeys(ROUTINES, read_routine),
}
DROP: Final[dict[str, Reader]] = {
    "STATISTICS": read_statistics,
    "PARTITION FUNCTION": read_drop,
    "PARTITION SCHEME": read_drop,
    **dict.fromkeys(DROPPED, read_drop),
}
DEFINITIONS: Final = {"CREATE": CREATE, "ALTER": ALTER, "DROP": DROP}
STATEMENTS: Final[dict[str, Reader]] = {
    **dict.fromkeys(WORDS, read_words),
    **dict.fromkeys(BLOCK_WORDS, read_block),
    **dict.fromkeys(("SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "WITH", "("), read_dml),
    **dict.fromkeys(("GRANT", "REVOKE", "DENY"), read_grant),
    **dict.fromkeys(("EXEC", "EXECUTE"), read_execute_or_context),
    "BEGIN": read_begin,
    OPEN: read_executed,
    "IF": lambda c: read_guard(c, read_range),
    "SET": read_set,
    "BULK": read_bulk_load,
    "DBCC": read_dbcc,
    "RAISERROR": read_raiserror,
    "WAITFOR": read_waitfor,
    "USE": read_use,
    **dict.fromkeys(("ENABLE", "DISABLE"), read_trigger_state),
    "TRUNCATE": read_truncate,
    "UPDATE STATISTICS": read_statistics,
}
