"""Oracle CREATE TABLE. SQL Language Reference, chapter "CREATE TABLE"."""

from __future__ import annotations

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import CreateTable, Name, Node, Partitioning, Phrase, Piece
from dbmigrate.syntax.ddl.oracle_clauses import bracketed, if_exists, modifiers
from dbmigrate.syntax.ddl.oracle_columns import read_element
from dbmigrate.syntax.ddl.oracle_partitions import read_partitioning
from dbmigrate.syntax.ddl.oracle_physical import IN_TABLE
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected


def read_create_table(c: Cursor) -> CreateTable:
    first = c.k
    c.need("CREATE")
    options = modifiers(c)
    c.need("TABLE")
    keyword = c.part(first)
    options += if_exists(c)
    name = c.name("table", 3)
    tail: list[Node] = list(IN_TABLE.some(c))  # SHARING = .., MEMOPTIMIZE ..
    of_type: Name | None = None
    if c.eat("OF"):
        of_type = c.name("type", 3)
        tail += IN_TABLE.some(c)
    brackets: Part | None = None
    elements: tuple[Node, ...] = ()
    if c.at("("):
        brackets, items = bracketed(c)
        elements = tuple(read_element(i) for i in items)
    partitioning: Partitioning | None = None
    query: Piece | None = None
    while not c.ended:
        if c.at_any("PARTITION BY", "PARTITIONSET") and partitioning is None:
            partitioning, unread = try_partitioning(c)
            tail += unread
        elif at_query(c):
            c.take()
            query = c.piece(c.n, "statement")
        else:
            tail.append(IN_TABLE.read(c) or IN_TABLE.unknown(c))
    if brackets is None and of_type is None and query is None:
        raise Unexpected("columns expected")
    return CreateTable(
        c.part(first), c.lexed, name, keyword, brackets, elements, options, tuple(tail), partitioning, query, of_type
    )


def at_query(c: Cursor) -> bool:
    return c.at("AS") and c.ahead() in ("SELECT", "WITH", "(")


def try_partitioning(c: Cursor) -> tuple[Partitioning | None, tuple[Phrase, ...]]:
    """A form that is not known costs only the partitioning, not the table."""
    start = c.k
    try:
        return read_partitioning(c), ()
    except Unexpected:
        c.k = start
        return None, (IN_TABLE.unknown(c),)
