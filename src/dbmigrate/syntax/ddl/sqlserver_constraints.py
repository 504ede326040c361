"""SQL Server constraints, defaults, inline indexes. Reference: "CREATE TABLE", column_constraint, table_constraint."""

from __future__ import annotations

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Constraint, Default, Name, Node, Phrase, Reference, TableIndex
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected
from dbmigrate.syntax.ddl.sqlserver_clauses import inside, read_storage, read_value

Label = tuple[Part | None, Name | None]
ACTIONS = (("NO", "ACTION"), ("CASCADE",), ("SET", "NULL"), ("SET", "DEFAULT"))


def read_constraint(c: Cursor) -> Node | None:
    """A constraint or a default, with its `CONSTRAINT n`, wherever it may stand; None if nothing of that comes next."""
    first = c.k
    label = read_label(c)
    if c.at("DEFAULT"):
        return read_default(c, first, label)
    if c.at("NOT", "NULL"):
        return plain(c, first, label, "not null", c.take(2))
    if c.at("NULL"):
        return plain(c, first, label, "null", c.take())
    if keyword := eat_key(c, "PRIMARY"):
        return read_key(c, first, label, "primary key", keyword)
    if keyword := c.eat("UNIQUE"):
        return read_key(c, first, label, "unique", keyword)
    if c.at("CHECK"):
        return read_check(c, first, label)
    if c.at_any("REFERENCES", "FOREIGN KEY", "FOREIGN"):
        return read_foreign_key(c, first, label)
    if c.eat("CONNECTION"):
        return read_connection(c, first)
    if label[0]:
        raise Unexpected("a constraint expected")
    return None


def read_label(c: Cursor) -> Label:
    first = c.k
    if not c.eat("CONSTRAINT"):
        return None, None
    name = c.name("constraint", 3)
    return c.part(first), name


def eat_key(c: Cursor, word: str) -> Part | None:
    """PRIMARY KEY, FOREIGN KEY: one token, unless a comment stands between the words."""
    return c.eat(f"{word} KEY") or c.eat(word, "KEY")


def plain(c: Cursor, first: int, label: Label, kind: str, keyword: Part) -> Constraint:
    return Constraint(c.part(first), c.lexed, kind, *label, keyword=keyword)


def read_default(c: Cursor, first: int, label: Label) -> Default:
    """`[CONSTRAINT n] DEFAULT value [FOR column] [WITH VALUES]`."""
    keyword = c.need("DEFAULT")
    value = read_value(c)
    for_part = c.eat("FOR")
    column = c.name("column", 1) if for_part else None
    with_values = c.eat("WITH", "VALUES")
    return Default(
        c.part(first), c.lexed, value, keyword, None, *label, column=column, for_part=for_part, with_values=with_values
    )


def read_key(c: Cursor, first: int, label: Label, kind: str, keyword: Part) -> Constraint:
    extras = read_clustered(c)
    columns = c.names("column") if c.at("(") else None
    extras += read_clustered(c) + read_storage(c)
    if part := c.eat("NOT", "ENFORCED"):
        extras += (Phrase(part, c.lexed, "state"),)
    return Constraint(c.part(first), c.lexed, kind, *label, keyword=keyword, columns=columns, extras=extras)


def read_clustered(c: Cursor) -> tuple[Phrase, ...]:
    first = c.k
    c.eat_any("CLUSTERED", "NONCLUSTERED")
    c.eat("HASH")
    return (c.phrase("clustered", first),) if c.k > first else ()


def read_check(c: Cursor, first: int, label: Label) -> Constraint:
    keyword = c.need("CHECK")
    extras = not_for_replication(c)
    _, check = inside(c)
    return Constraint(c.part(first), c.lexed, "check", *label, keyword=keyword, check=check, extras=extras)


def not_for_replication(c: Cursor) -> tuple[Phrase, ...]:
    part = c.eat("NOT", "FOR", "REPLICATION")
    return (Phrase(part, c.lexed, "not for replication"),) if part else ()


def read_foreign_key(c: Cursor, first: int, label: Label) -> Constraint:
    keyword = eat_key(c, "FOREIGN")
    columns = c.names("column") if c.at("(") else None
    start = c.k
    c.need("REFERENCES")
    table = c.name("table")
    targets = c.names("column") if c.at("(") else None
    actions = read_actions(c)
    reference = Reference(c.part(start), c.lexed, table, targets, actions)
    extras = not_for_replication(c)
    return Constraint(
        c.part(first),
        c.lexed,
        "foreign key",
        *label,
        keyword=keyword,
        columns=columns,
        reference=reference,
        extras=extras,
    )


def read_actions(c: Cursor) -> tuple[Phrase, ...]:
    found: list[Phrase] = []
    while c.at("ON", "DELETE") or c.at("ON", "UPDATE"):
        first, kind = c.k, f"on {c.ahead().lower()}"
        c.take(2)
        if not any(c.eat(*words) for words in ACTIONS):
            raise Unexpected("a referential action expected")
        found.append(c.phrase(kind, first))
    return tuple(found)


def read_connection(c: Cursor, first: int) -> Phrase:
    """Edge constraint of a graph table: `CONNECTION (a TO b) [ON DELETE ..]`."""
    c.brackets()
    read_actions(c)
    return c.phrase("graph", first)


def read_table_index(c: Cursor) -> TableIndex:
    """`INDEX n [UNIQUE] [CLUSTERED] [(a, b)] [INCLUDE (..)] [WHERE ..] [WITH (..)] [ON g]`."""
    first = c.k
    c.need("INDEX")
    name = c.name("index", 1)
    extras = read_index_words(c)
    columns = c.names("column") if c.at("(") else None
    include = c.names("column") if c.eat("INCLUDE") else None
    where = c.piece(c.find(("WITH", "ON", "FILESTREAM_ON"))) if c.eat("WHERE") else None
    extras += read_storage(c)
    return TableIndex(c.part(first), c.lexed, name, columns, extras, include, where)


def read_index_words(c: Cursor) -> tuple[Phrase, ...]:
    found: tuple[Phrase, ...] = ()
    while True:
        if part := c.eat("UNIQUE"):
            found += (Phrase(part, c.lexed, "unique"),)
        elif part := c.eat("COLUMNSTORE"):
            found += (Phrase(part, c.lexed, "columnstore"),)
        elif clustered := read_clustered(c):
            found += clustered
        else:
            return found
