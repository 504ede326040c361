"""Partitions of Oracle tables. SQL Language Reference, "CREATE TABLE", table_partitioning_clauses."""

from __future__ import annotations

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Name, Partition, Partitioning, Phrase, Piece
from dbmigrate.syntax.ddl.oracle_clauses import bracketed
from dbmigrate.syntax.ddl.oracle_physical import IN_PARTITION
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected

KINDS = {"RANGE": "range", "LIST": "list", "HASH": "hash", "REFERENCE": "reference", "SYSTEM": "system"}


def read_partitioning(c: Cursor) -> Partitioning:
    """From PARTITION BY to the end of the list of partitions."""
    first = c.k
    c.need("PARTITION BY")
    c.eat("CONSISTENT")
    kind = KINDS.get(c.words[c.k], "") if not c.ended else ""
    if not kind:
        raise Unexpected("a kind of partitioning expected")
    c.take()
    columns = c.names("constraint" if kind == "reference" else "column") if c.at("(") and kind != "system" else None
    automatic: tuple[Phrase, ...] = ()
    start = c.k
    if c.eat("AUTOMATIC"):
        automatic = (c.phrase("automatic", start),)
    interval = read_interval(c)
    sub = read_sub(c)
    count, stores = read_count(c)
    partitions: tuple[Partition, ...] = ()
    if c.at("("):
        partitions = tuple(read_partition(i) for i in bracketed(c)[1])
    extras = automatic + stores
    return Partitioning(c.part(first), c.lexed, kind, columns, partitions, interval, sub, count, extras=extras)


def read_interval(c: Cursor) -> Part | None:
    """`INTERVAL (NUMTOYMINTERVAL(1, 'MONTH')) [STORE IN (t1, t2)]`."""
    first = c.k
    if not c.at("INTERVAL", "("):
        return None
    c.take()
    c.brackets()
    if c.eat("STORE", "IN"):
        c.brackets()
    return c.part(first)


def read_sub(c: Cursor) -> Part | None:
    """`SUBPARTITION BY HASH (a) [SUBPARTITION TEMPLATE (..) | SUBPARTITIONS n [STORE IN (..)]]`."""
    first = c.k
    if not c.eat("SUBPARTITION", "BY"):
        return None
    c.take()
    c.brackets()
    c.eat("AUTOMATIC")
    if c.eat("SUBPARTITION", "TEMPLATE"):
        _ = c.brackets() or c.take()
    if c.at("SUBPARTITIONS"):
        c.take(2)
        if c.eat("STORE", "IN"):
            c.brackets()
    return c.part(first)


def read_count(c: Cursor) -> tuple[str, tuple[Phrase, ...]]:
    """`PARTITIONS 8 [STORE IN (t1, t2)]`, `PARTITIONS AUTO`; the tablespaces as a phrase."""
    count = ""
    if c.at_any("PARTITIONS", "SUBPARTITIONS"):
        c.take()
        count = c.lexed.source(c.take())
    start = c.k
    if not c.eat("STORE", "IN"):
        return count, ()
    c.brackets()
    return count, (c.phrase("physical", start),)


def read_partition(c: Cursor) -> Partition:
    """One item of the list, the cursor ends with it."""
    first = c.k
    if not c.eat_any("PARTITION", "SUBPARTITION"):
        raise Unexpected("a partition expected")
    name: Name | None = None
    if not c.ended and not c.at_any("VALUES", "(") and not IN_PARTITION.starts(c):
        name = c.name("partition", 1)
    bounds = read_bounds(c)
    extras: list[Phrase] = []
    parts: tuple[Partition, ...] = ()
    while not c.ended:
        if c.at("(") and c.words[c.k + 1] in ("SUBPARTITION", "PARTITION"):
            parts = tuple(read_partition(i) for i in bracketed(c)[1])
        elif c.at("SUBPARTITIONS"):
            start = c.k
            read_count(c)
            extras.append(c.phrase("physical", start))
        else:
            extras.append(IN_PARTITION.read(c) or IN_PARTITION.unknown(c))
    return Partition(c.part(first), c.lexed, name, bounds, tuple(extras), parts)


def read_bounds(c: Cursor) -> tuple[Piece | Phrase, ...]:
    """`VALUES LESS THAN (a, MAXVALUE)`, `VALUES ('x', NULL)`, `VALUES (DEFAULT)`, `VALUES LESS THAN MAXVALUE`."""
    if not c.eat("VALUES"):
        return ()
    c.eat("LESS", "THAN")
    if c.at("("):
        return tuple(read_bound(i) for i in bracketed(c)[1])
    bound = c.take()
    return (read_bound(Cursor(c.lexed, bound.first, c.k)),)


def read_bound(c: Cursor) -> Piece | Phrase:
    first, word = c.k, c.words[c.k]
    if c.n - first == 1 and word in ("MAXVALUE", "DEFAULT"):
        c.take()
        return c.phrase(word.lower(), first)
    return c.piece(c.n)
