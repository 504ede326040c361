"""SQL Server columns and the other elements of a table. Transact-SQL reference: "CREATE TABLE", "column_definition"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Column, Computed, Constraint, Identity, Name, Node, Phrase, Piece, TypeName
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected
from dbmigrate.syntax.ddl.sqlserver_clauses import AFTER_VALUE, inside, listed, read_type, read_value, rest
from dbmigrate.syntax.ddl.sqlserver_constraints import not_for_replication, read_constraint, read_table_index

# Clauses of a column that have no structure here: their words, whether parentheses follow, the kind of phrase.
PLAIN: Final = (
    (("SPARSE",), False, "sparse"),
    (("FILESTREAM",), False, "filestream"),
    (("ROWGUIDCOL",), False, "rowguidcol"),
    (("HIDDEN",), False, "hidden"),
    (("MASKED", "WITH"), True, "masked"),
    (("ENCRYPTED", "WITH"), True, "encrypted"),
    (("COLUMN_SET", "FOR", "ALL_SPARSE_COLUMNS"), False, "column set"),
)
STARTS: Final = (AFTER_VALUE - {",", "ON", "WITH"}) | {"COLLATE", "COLUMN_SET"}


def read_elements(c: Cursor) -> tuple[Part, tuple[Node, ...]]:
    """`( columns, constraints, indexes )`; also of table types."""
    first, last = c.k, c.close.get(c.k)
    if last is None:
        raise Unexpected("a closing parenthesis expected")
    c.take()
    elements = tuple(read_element(item) for item in listed(c, last))
    c.take()
    return c.part(first), elements


def read_element(c: Cursor) -> Node:
    """One element; what is not understood of it is an `unknown` phrase, so that it costs only itself."""
    first = c.k
    try:
        node = read_known_element(c)
    except Unexpected:
        c.k = c.n
        return c.phrase("unknown", first)
    left = rest(c)
    if left and isinstance(node, Constraint):
        return replace(node, part=c.part(first), extras=node.extras + left)
    return c.phrase("unknown", first) if left else node


def read_known_element(c: Cursor) -> Node:
    if c.at("PERIOD", "FOR"):
        return read_period(c)
    if c.at("INDEX"):
        return read_table_index(c)
    return read_constraint(c) or read_column(c)


def read_period(c: Cursor) -> Phrase:
    """`PERIOD FOR SYSTEM_TIME (start, end)`."""
    first = c.k
    c.take(3)
    c.brackets()
    return c.phrase("period", first)


def read_column(c: Cursor) -> Column:
    first = c.k
    name = c.name("column", 1)
    if c.at("AS"):
        items = read_computed(c)
        return Column(c.part(first), c.lexed, name, None, items)
    type_ = nameless_timestamp(c, name) or read_type(c)
    items = read_items(c)
    return Column(c.part(first), c.lexed, name, type_, items)


def nameless_timestamp(c: Cursor, name: Name) -> TypeName | None:
    """A column of type timestamp may go without a name; it is then called timestamp ("rowversion", Remarks)."""
    if c.words[name.part.first] == "TIMESTAMP" and (c.ended or c.at_any("NOT", "NULL", "CONSTRAINT", "DEFAULT")):
        return TypeName(name.part, c.lexed, name.part)
    return None


def read_computed(c: Cursor) -> tuple[Node, ...]:
    """`AS (e) [PERSISTED [NOT NULL]]` with its constraints."""
    first = c.k
    head = c.need("AS")
    close = c.close.get(c.k)
    parentheses: Part | None = None
    value: Piece
    if close is not None and (close + 1 >= c.n or c.words[close + 1] in AFTER_VALUE):
        parentheses, value = inside(c)
    else:
        value = read_value(c)
    tail = c.eat("PERSISTED")
    computed = Computed(c.part(first), c.lexed, value, parentheses, head, tail)
    return (computed, *read_items(c))


def read_items(c: Cursor) -> tuple[Node, ...]:
    """Everything behind a column's type, in any order."""
    found: list[Node] = []
    while not c.ended:
        first = c.k
        try:
            item = read_item(c)
        except Unexpected:
            item, c.k = None, first
        found.append(item or skip_unknown(c))
    return tuple(found)


def read_item(c: Cursor) -> Node | None:
    reader = READERS.get(c.words[c.k])
    return reader(c) if reader else read_plain(c) or read_constraint(c)


def read_plain(c: Cursor) -> Phrase | None:
    first = c.k
    for words, parentheses, kind in PLAIN:
        if c.eat(*words):
            if parentheses and not c.brackets():
                raise Unexpected("parentheses expected")
            return c.phrase(kind, first)
    return None


def skip_unknown(c: Cursor) -> Phrase:
    first = c.k
    c.take()
    c.k = c.find(STARTS)
    return c.phrase("unknown", first)


def read_collate(c: Cursor) -> Phrase:
    first = c.k
    c.take(2)
    return c.phrase("collate", first)


def read_generated(c: Cursor) -> Phrase:
    """`GENERATED ALWAYS AS ROW START [HIDDEN]`: the times of a system-versioned table, or its ledger columns."""
    first = c.k
    c.need("GENERATED", "ALWAYS", "AS")
    c.take(2)
    c.eat("HIDDEN")
    return c.phrase("period", first)


def read_identity(c: Cursor) -> Identity:
    first = c.k
    c.need("IDENTITY")
    options = c.brackets()
    seed, increment = read_seed(c, options)
    extras = not_for_replication(c)
    return Identity(c.part(first), c.lexed, "", options_part=options, seed=seed, increment=increment, extras=extras)


def read_seed(c: Cursor, options: Part | None) -> tuple[str, str]:
    if options is None:
        return "", ""
    words = "".join(c.words[options.first + 1 : options.last])
    seed, _, increment = words.partition(",")
    return seed, increment


def read_not(c: Cursor) -> Node | None:
    found = not_for_replication(c)
    return found[0] if found else read_constraint(c)


READERS: Final[dict[str, Callable[[Cursor], Node | None]]] = {
    "COLLATE": read_collate,
    "GENERATED": read_generated,
    "IDENTITY": read_identity,
    "NOT": read_not,
    "INDEX": read_table_index,
}
