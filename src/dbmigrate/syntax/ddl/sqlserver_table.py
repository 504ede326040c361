"""SQL Server CREATE TABLE. Reference: "CREATE TABLE" and its pages on graph and memory-optimised tables."""

from __future__ import annotations

from dbmigrate.syntax.ddl.nodes import CreateTable, Node, Partitioning, Phrase, Piece
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected
from dbmigrate.syntax.ddl.sqlserver_clauses import at_filegroup, read_filegroup, read_with, rest
from dbmigrate.syntax.ddl.sqlserver_columns import read_elements

KINDS = {"NODE": "graph", "EDGE": "graph", "FILETABLE": "filetable"}


def read_create_table(c: Cursor) -> CreateTable:
    first = c.k
    c.need("CREATE")
    c.need("TABLE")
    keyword = c.part(first)
    name = c.name("table")
    brackets, elements = read_elements(c) if c.at("(") else (None, ())
    tail: list[Node] = []
    partitioning: Partitioning | None = None
    query: Piece | None = None
    while not c.ended:
        if scheme := read_scheme(c):
            partitioning = scheme
        elif at_filegroup(c):
            tail.append(read_filegroup(c))
        elif c.at("AS") and c.ahead() in ("SELECT", "WITH", "("):
            c.take()
            query = c.piece(c.n, "statement")
        else:
            tail.append(read_option(c))
    if brackets is None and not tail and query is None:
        raise Unexpected("columns expected")
    return CreateTable(c.part(first), c.lexed, name, keyword, brackets, elements, (), tuple(tail), partitioning, query)


def read_scheme(c: Cursor) -> Partitioning | None:
    """`ON scheme(column)`: the table is partitioned; without the column it only names a filegroup."""
    first = c.k
    if not c.at("ON") or c.ahead(2) != "(" or not c.lexed.is_name(c.k + 1):
        return None
    c.take()
    scheme = c.name("partition scheme", 1)
    columns = c.names("column")
    return Partitioning(c.part(first), c.lexed, "scheme", columns, scheme=scheme)


def read_option(c: Cursor) -> Phrase:
    first = c.k
    if c.at("WITH"):
        return read_with(c)
    if c.at("AS") and c.ahead() in KINDS:
        kind = KINDS[c.ahead()]
        c.take(2)
        return c.phrase(kind, first)
    return rest(c)[0]
