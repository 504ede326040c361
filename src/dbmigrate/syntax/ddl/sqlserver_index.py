"""SQL Server indexes of every sort, ALTER INDEX, statistics. Reference: "CREATE INDEX" and its relatives."""

from __future__ import annotations

from dbmigrate.syntax.ddl.nodes import CreateIndex, Environment, IndexColumn, Node, Phrase
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected
from dbmigrate.syntax.ddl.sqlserver_clauses import listed, read_storage, rest

SORTS = {"UNIQUE": "unique", "CLUSTERED": "clustered", "NONCLUSTERED": "clustered", "COLUMNSTORE": "columnstore"}
OTHER_SORTS = {"XML": "xml", "SPATIAL": "spatial", "JSON": "json", "VECTOR": "vector", "SELECTIVE": "xml"}
AFTER_WHERE = ("WITH", "ON", "FILESTREAM_ON")


def read_create_index(c: Cursor) -> CreateIndex:
    first = c.k
    c.need("CREATE")
    options = read_sorts(c)
    c.need("INDEX")
    keyword = c.part(first)
    name = c.name("index", 1)
    c.need("ON")
    table = c.name("table", 3)
    start = c.k
    columns = read_keys(c)
    columns_part = c.part(start) if c.k > start else None
    start = c.k
    include = c.names("column") if c.eat("INCLUDE") else None
    include_part = c.part(start) if include else None
    tail = read_method(c, options)
    where = c.piece(c.find(AFTER_WHERE)) if c.eat("WHERE") else None
    tail += read_storage(c)
    return CreateIndex(
        c.part(first),
        c.lexed,
        name,
        table,
        keyword,
        columns,
        columns_part,
        unique=any(o.kind == "unique" for o in options),
        options=options,
        include=include,
        include_part=include_part,
        where=where,
        tail=tail + rest(c),
    )


def read_sorts(c: Cursor) -> tuple[Phrase, ...]:
    found: list[Phrase] = []
    while not c.ended and not c.at("INDEX"):
        first = c.k
        c.eat("PRIMARY") or c.eat("SELECTIVE")
        word = c.words[c.k]
        kind = SORTS.get(word) or OTHER_SORTS.get(word)
        if kind is None:
            raise Unexpected("a sort of index expected")
        c.take()
        found.append(c.phrase(kind, first))
    return tuple(found)


def read_keys(c: Cursor) -> tuple[IndexColumn, ...]:
    """`(a ASC, b DESC)`; a clustered columnstore index has none."""
    last = c.close.get(c.k)
    if last is None:
        return ()
    c.take()
    keys = tuple(read_key(item) for item in listed(c, last))
    c.take()
    return keys


def read_key(c: Cursor) -> IndexColumn:
    first = c.k
    name = c.name("column", 1)
    order = rest(c, "order")
    return IndexColumn(c.part(first), c.lexed, name, None, order[0] if order else None)


def read_method(c: Cursor, options: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """USING .. of XML and spatial indexes, FOR (paths), ORDER (columns) of a columnstore index."""
    first = c.k
    if not c.at_any("USING", "FOR", "ORDER"):
        return ()
    kind = next((o.kind for o in options if o.kind not in ("unique", "clustered")), "unknown")
    c.k = c.find(("WITH", "WHERE", "ON", "FILESTREAM_ON"))
    return (c.phrase(kind, first),)


def read_alter_index(c: Cursor) -> Node:
    """ALTER INDEX n | ALL ON t REBUILD | REORGANIZE | DISABLE | SET ..: no change of what is stored."""
    first = c.k
    c.need("ALTER")
    c.need("INDEX")
    name = None if c.eat("ALL") else c.name("index", 1)
    c.need("ON")
    c.name("table")
    action = "" if c.ended else c.words[c.k]
    rest(c)
    return Environment(c.part(first), c.lexed, "index state", name, action)


def read_statistics(c: Cursor) -> Node:
    """CREATE | UPDATE | DROP STATISTICS."""
    first = c.k
    rest(c)
    return Environment(c.part(first), c.lexed, "statistics")
