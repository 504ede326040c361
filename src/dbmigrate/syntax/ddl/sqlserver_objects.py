"""SQL Server views, types, sequences, schemas, synonyms, partition functions. One page of the reference for each."""

from __future__ import annotations

from typing import Final

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import (
    CreateDefault,
    CreateSequence,
    CreateType,
    CreateView,
    PartitionFunction,
    PartitionScheme,
    Phrase,
    Piece,
    Synonym,
    TypeName,
)
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected
from dbmigrate.syntax.ddl.sqlserver_clauses import listed, read_type, read_with, rest
from dbmigrate.syntax.ddl.sqlserver_columns import read_elements

VIEW_OPTIONS: Final = {"SCHEMABINDING": "schemabinding", "ENCRYPTION": "encryption", "VIEW_METADATA": "view metadata"}
SEQUENCE_OPTIONS: Final = (
    (("START", "WITH"), "start"),
    (("INCREMENT", "BY"), "increment"),
    (("RESTART", "WITH"), "restart"),
    (("RESTART",), "restart"),
    (("NO", "MINVALUE"), "nominvalue"),
    (("NO", "MAXVALUE"), "nomaxvalue"),
    (("NO", "CYCLE"), "nocycle"),
    (("NO", "CACHE"), "nocache"),
    (("MINVALUE",), "minvalue"),
    (("MAXVALUE",), "maxvalue"),
    (("CYCLE",), "cycle"),
    (("CACHE",), "cache"),
)


def read_view(c: Cursor) -> CreateView:
    """CREATE | ALTER | CREATE OR ALTER VIEW."""
    first = c.k
    alter = c.at("ALTER")
    c.take()
    replace = c.eat("OR", "ALTER")
    materialized = c.eat("MATERIALIZED")
    c.need("VIEW")
    keyword = c.part(first)
    name = c.name("view", 3)
    columns = c.names("column") if c.at("(") else None
    middle = read_view_options(c)
    as_part = c.need("AS")
    stop = check_option(c)
    query = c.piece(stop, "statement")
    return CreateView(
        c.part(first) if c.ended else Part(first, c.n - 1),
        c.lexed,
        name,
        keyword,
        query,
        as_part,
        columns,
        (Phrase(replace, c.lexed, "replace"),) if replace else (),
        middle,
        rest(c, "check option"),
        bool(materialized),
        alter,
    )


def read_view_options(c: Cursor) -> tuple[Phrase, ...]:
    """WITH SCHEMABINDING, ENCRYPTION: one phrase with its WITH for all, named after the first."""
    first = c.k
    if not c.eat("WITH"):
        return ()
    kind = VIEW_OPTIONS.get(c.words[c.k], "physical" if c.at("(") else "unknown")
    c.k = c.find(("AS",))
    return (c.phrase(kind, first),)


def check_option(c: Cursor) -> int:
    """Where WITH CHECK OPTION begins at the end of a view."""
    last = c.n - 3
    return last if last > c.k and c.words[last : c.n] == ["WITH", "CHECK", "OPTION"] else c.n


def read_type_definition(c: Cursor) -> CreateType:
    """CREATE TYPE n FROM base [NOT NULL]; CREATE TYPE n AS TABLE (..); CREATE TYPE n EXTERNAL NAME assembly."""
    first = c.k
    c.need("CREATE", "TYPE")
    keyword = c.part(first)
    name = c.name("type", 3)
    if c.eat("FROM"):
        base = read_type(c)
        start = c.k
        nullability: Phrase | None = None
        if c.eat("NOT", "NULL"):
            nullability = c.phrase("not null", start)
        elif c.eat("NULL"):
            nullability = c.phrase("null", start)
        tail = rest(c)
        return CreateType(c.part(first), c.lexed, name, keyword, "alias", base, nullability=nullability, tail=tail)
    if c.eat("AS", "TABLE"):
        brackets, elements = read_elements(c)
        tail = ((read_with(c),) if c.at("WITH") else ()) + rest(c)
        return CreateType(c.part(first), c.lexed, name, keyword, "table", None, elements, brackets, tail=tail)
    if c.at("EXTERNAL"):
        tail = rest(c, "external")
        return CreateType(c.part(first), c.lexed, name, keyword, "external", tail=tail)
    raise Unexpected("FROM or AS TABLE expected")


def read_sequence(c: Cursor) -> CreateSequence:
    first = c.k
    alter = c.at("ALTER")
    c.take()
    c.need("SEQUENCE")
    keyword = c.part(first)
    name = c.name("sequence", 3)
    options: list[Phrase] = []
    type_: TypeName | None = None
    while not c.ended:
        start = c.k
        if c.eat("AS"):
            type_ = read_type(c)
            options.append(c.phrase("as", start))
        else:
            options.append(read_sequence_option(c))
    return CreateSequence(c.part(first), c.lexed, name, keyword, tuple(options), type_, alter)


def read_sequence_option(c: Cursor) -> Phrase:
    first = c.k
    for words, kind in SEQUENCE_OPTIONS:
        if c.eat(*words):
            c.eat_any("-", "+")
            if not c.ended and c.words[c.k][:1].isdigit() or c.at("$"):
                c.take()
            return c.phrase(kind, first)
    return rest(c)[0]


def read_synonym(c: Cursor) -> Synonym:
    first = c.k
    c.need("CREATE", "SYNONYM")
    keyword = c.part(first)
    name = c.name("synonym", 2)
    c.need("FOR")
    target = c.name("object")
    return Synonym(c.part(first), c.lexed, name, keyword, target, options=rest(c))


def read_default_object(c: Cursor) -> CreateDefault:
    """CREATE DEFAULT n AS value; CREATE RULE n AS condition."""
    first = c.k
    c.need("CREATE")
    kind = c.words[c.k].lower()
    c.take()
    keyword = c.part(first)
    name = c.name(kind, 3)
    c.need("AS")
    value = c.piece(c.n)
    return CreateDefault(c.part(first), c.lexed, name, keyword, kind, value)


def read_partition_function(c: Cursor) -> PartitionFunction:
    """CREATE PARTITION FUNCTION n (type) AS RANGE [LEFT | RIGHT] FOR VALUES (a, b)."""
    first = c.k
    c.need("CREATE", "PARTITION", "FUNCTION")
    keyword = c.part(first)
    name = c.name("partition function", 1)
    c.need("(")
    type_ = read_type(c)
    c.need(")")
    c.need("AS", "RANGE")
    side = c.eat_any("LEFT", "RIGHT")
    c.need("FOR", "VALUES")
    values = read_values(c)
    range_ = c.words[side.first].lower() if side else "left"
    return PartitionFunction(c.part(first), c.lexed, name, keyword, type_, range_, values)


def read_values(c: Cursor) -> tuple[Piece, ...]:
    last = c.close.get(c.k)
    if last is None:
        raise Unexpected("boundary values expected")
    c.take()
    values = tuple(item.piece(item.n) for item in listed(c, last))
    c.take()
    return values


def read_partition_scheme(c: Cursor) -> PartitionScheme:
    """CREATE PARTITION SCHEME n AS PARTITION f [ALL] TO (filegroups)."""
    first = c.k
    c.need("CREATE", "PARTITION", "SCHEME")
    keyword = c.part(first)
    name = c.name("partition scheme", 1)
    c.need("AS", "PARTITION")
    function = c.name("partition function", 1)
    return PartitionScheme(c.part(first), c.lexed, name, keyword, function, tail=rest(c, "physical"))
