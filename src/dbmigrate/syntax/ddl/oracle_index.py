"""Oracle CREATE INDEX and ALTER INDEX. SQL Language Reference, chapters of these names."""

from __future__ import annotations

from typing import Final

from dbmigrate.syntax.ddl.nodes import AlterIndex, CreateIndex, IndexColumn, Name, Phrase
from dbmigrate.syntax.ddl.oracle_clauses import bracketed, if_exists, modifiers, rest
from dbmigrate.syntax.ddl.oracle_physical import IN_INDEX
from dbmigrate.syntax.ddl.reader import Cursor

WHOLE: Final = frozenset("rebuild coalesce shrink monitoring nomonitoring compile enable disable".split())


def read_create_index(c: Cursor) -> CreateIndex:
    first = c.k
    c.need("CREATE")
    options = modifiers(c)
    c.need("INDEX")
    keyword = c.part(first)
    options += if_exists(c)
    name = c.name("index", 3)
    c.need("ON")
    start = c.k
    cluster = c.eat("CLUSTER") is not None
    if cluster:
        options += (c.phrase("cluster", start),)
    table = c.name("cluster" if cluster else "table", 3)
    tail: list[Phrase] = []
    if not c.at("(") and not c.ended and not cluster and c.ahead() == "(":
        start = c.k
        c.take()
        tail.append(c.phrase("alias", start))
    part, items = bracketed(c) if c.at("(") else (None, [])
    columns = tuple(read_key(i) for i in items)
    if c.at("FROM"):
        tail.append(read_join(c))
    tail += IN_INDEX.all(c)
    unique = any(o.kind == "unique" for o in options)
    return CreateIndex(c.part(first), c.lexed, name, table, keyword, columns, part, unique, options, tail=tuple(tail))


def read_key(c: Cursor) -> IndexColumn:
    """A column's name, or an expression; the cursor ends with it."""
    first = c.k
    stop = c.n - 1 if c.n - 1 > first and c.words[c.n - 1] in ("ASC", "DESC") else c.n
    name = read_column_name(c, stop)
    value = None if name else c.piece(stop)
    order = rest(c, "order")
    return IndexColumn(c.part(first), c.lexed, name, value, order[0] if order else None)


def read_column_name(c: Cursor, stop: int) -> Name | None:
    """`a`, `"A"`, in bitmap join indexes `t.a`; None for an expression."""
    dots = [k for k in range(c.k + 1, stop, 2) if c.words[k] == "."]
    if (stop - c.k) % 2 == 0 or len(dots) != (stop - c.k) // 2 or not c.lexed.is_name(c.k):
        return None
    return c.name("column")


def read_join(c: Cursor) -> Phrase:
    """The FROM and WHERE of a bitmap join index."""
    first = c.k
    c.k = c.find(lambda k: k > first and c.words[k] in IN_INDEX.stops)
    return c.phrase("join", first)


def read_alter_index(c: Cursor) -> AlterIndex:
    """`RENAME TO n`, `REBUILD ..`, or attributes."""
    first = c.k
    c.need("ALTER")
    c.need("INDEX")
    keyword = c.part(first)
    extras = if_exists(c)
    name = c.name("index", 3)
    new: Name | None = None
    start, kind = c.k, c.words[c.k].lower() if not c.ended else ""
    if c.eat("RENAME", "TO"):
        new = c.name("index", 1)
        extras += rest(c)
    elif kind in WHOLE:
        c.k = c.n
        extras += (c.phrase("physical", start),)
    else:
        kind = "attributes"
        extras += IN_INDEX.all(c)
    return AlterIndex(c.part(first), c.lexed, name, keyword, kind, new, extras)
