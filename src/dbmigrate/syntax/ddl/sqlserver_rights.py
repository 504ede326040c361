"""SQL Server GRANT, REVOKE, DENY; DROP of anything; TRUNCATE TABLE."""

from __future__ import annotations

from typing import Final

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Drop, Grant, Name, Node, Phrase, Truncate
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected
from dbmigrate.syntax.ddl.sqlserver_clauses import comma_names, if_exists, listed, read_with, rest

DROPPED: Final = (
    "TABLE VIEW INDEX SEQUENCE PROCEDURE PROC FUNCTION TRIGGER TYPE SCHEMA SYNONYM DEFAULT RULE AGGREGATE".split()
)
SECURABLES: Final = {"SCHEMA": "schema", "TYPE": "type", "DATABASE": "database", "ROLE": "role", "USER": "user"}


def read_grant(c: Cursor) -> Grant:
    """`GRANT privileges [ON [class::]object [(columns)]] TO grantees [WITH GRANT OPTION] [CASCADE] [AS grantor]`."""
    first = c.k
    verb = c.words[c.k].lower()
    c.take()
    part = c.eat("GRANT", "OPTION", "FOR")
    extras: tuple[Phrase, ...] = (Phrase(part, c.lexed, "grant option for"),) if part else ()
    stop = c.find(("ON", "TO", "FROM"))
    privileges = tuple(item.phrase("privilege", whole(item)) for item in listed(c, stop))
    if not privileges:
        raise Unexpected("a privilege expected")
    on: Name | None = None
    if c.eat("ON"):
        on, more = read_securable(c)
        extras += more
    if not c.eat_any("TO", "FROM"):
        raise Unexpected("TO expected")
    grantees = comma_names(c, "user", 1)
    return Grant(c.part(first), c.lexed, verb, privileges, on, grantees, extras + read_grant_tail(c))


def whole(c: Cursor) -> int:
    first, c.k = c.k, c.n
    return first


def read_securable(c: Cursor) -> tuple[Name, tuple[Phrase, ...]]:
    first, kind = c.k, "object"
    extras: tuple[Phrase, ...] = ()
    mark = c.find(("::", "TO", "FROM", "("))
    if mark < c.n and c.words[mark] == "::":
        kind = SECURABLES.get(c.words[first], "object")
        c.k = mark + 1
        extras = (c.phrase("class", first),)
    name = c.name(kind)
    start = c.k
    if c.brackets():
        extras += (c.phrase("columns", start),)
    return name, extras


def read_grant_tail(c: Cursor) -> tuple[Phrase, ...]:
    found: list[Phrase] = []
    while not c.ended:
        first = c.k
        if c.eat("WITH", "GRANT", "OPTION"):
            found.append(c.phrase("with grant option", first))
        elif c.eat("CASCADE"):
            found.append(c.phrase("cascade", first))
        elif c.eat("AS"):
            c.name("user", 1)
            found.append(c.phrase("as", first))
        else:
            found += rest(c)
    return tuple(found)


def read_drop(c: Cursor) -> Node:
    first = c.k
    c.need("DROP")
    on = read_dropped(c)
    keyword = c.part(first)
    extras = if_exists(c)
    if on == "index":
        return read_drop_index(c, first, keyword, extras)
    names = comma_names(c, on)
    if on == "trigger" and c.at("ON"):
        extras += rest(c, "on")
    return Drop(c.part(first), c.lexed, on, names, keyword, extras=extras + rest(c))


def read_dropped(c: Cursor) -> str:
    if c.eat("PARTITION"):
        return f"partition {c.words[c.take().first].lower()}"
    word = c.eat_any(*DROPPED)
    if word is None:
        raise Unexpected("a kind of object expected")
    kind = c.words[word.first].lower()
    return "procedure" if kind == "proc" else kind


def read_drop_index(c: Cursor, first: int, keyword: Part, extras: tuple[Phrase, ...]) -> Drop:
    """`DROP INDEX i ON t [WITH (..)], j ON u`, or the old form `DROP INDEX t.i, u.j`."""
    names: list[Name] = []
    tables: list[Name] = []
    for item in listed(c, c.n):
        names.append(item.name("index", 4))
        if item.eat("ON"):
            tables.append(item.name("table", 3))
        if item.at("WITH"):
            extras += (read_with(item),)
        extras += rest(item)
    if not names:
        raise Unexpected("a name expected")
    table = tables[0] if len(tables) == 1 else None
    return Drop(c.part(first), c.lexed, "index", tuple(names), keyword, table, extras, () if table else tuple(tables))


def read_truncate(c: Cursor) -> Truncate:
    first = c.k
    c.need("TRUNCATE", "TABLE")
    name = c.name("table")
    return Truncate(c.part(first), c.lexed, name, rest(c, "partitions" if c.at("WITH") else "unknown"))
