"""What the condition of an IF looks for: OBJECT_ID('t') IS NULL, EXISTS (.. FROM sys.objects ..) and their relatives.

Only a condition that asks for nothing but the existence of one object gives a test; with any other term in it (a
type, a length, data) the answer is empty, and nobody may take the IF for a mere guard.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from dbmigrate.syntax.ddl.nodes import Piece
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected
from dbmigrate.syntax.ddl.sqlserver_catalog import OBJECT_TYPES, Test
from dbmigrate.syntax.ddl.sqlserver_catalog_query import read_catalog_query
from dbmigrate.syntax.ddl.sqlserver_strings import need_string, split_path

PRESENT: Final = ((">", "0"), ("<>", "0"), ("!=", "0"), (">", "=", "1"), (">=", "1"), ("=", "1"))
MISSING: Final = (("=", "0"), ("<", "1"), ("<=", "0"), ("IS", "NULL"))


def read_test(condition: Piece) -> Test:
    """Never raises; an empty Test where the condition is anything else."""
    c = Cursor(condition.lexed, condition.part.first, condition.part.last + 1)
    try:
        return read_condition(c)
    except Unexpected:
        return Test()


def read_condition(c: Cursor) -> Test:
    if c.eat("NOT"):
        return inverted(read_condition(c))
    if c.close.get(c.k) == c.n - 1:
        return read_condition(Cursor(c.lexed, c.k + 1, c.n - 1))
    if c.eat("EXISTS"):
        inner = bracketed(c)
        if not c.ended or inner.words[inner.k + 1] == "COUNT":  # there is always a count
            raise Unexpected("more than a test of existence")
        return read_catalog_query(inner)
    test = read_count(c) if c.at("(") else read_function(c)
    return inverted(test) if is_missing(c) else test


def inverted(test: Test) -> Test:
    return replace(test, negated=not test.negated) if test.kind else test


def bracketed(c: Cursor) -> Cursor:
    part = c.brackets()
    if part is None:
        raise Unexpected("parentheses expected")
    return Cursor(c.lexed, part.first + 1, part.last)


def read_count(c: Cursor) -> Test:
    """`(SELECT COUNT(*) FROM sysobjects WHERE ..)`, to be compared with 0; `(SELECT OBJECT_ID('t'))`, with NULL."""
    inner = bracketed(c)
    if inner.at("SELECT") and inner.ahead() in FUNCTIONS:
        inner.take()
        test = read_function(inner)
        if not inner.ended:
            raise Unexpected("more than a function")
        return test
    if inner.words[inner.k : inner.k + 3] != ["SELECT", "COUNT", "("]:
        raise Unexpected("COUNT expected")
    return read_catalog_query(inner)


def is_missing(c: Cursor) -> bool:
    """The comparison that ends the condition: does it hold when the object is missing?"""
    rest = tuple(c.words[c.k : c.n])
    if rest in MISSING:
        return True
    if rest in PRESENT or rest == ("IS", "NOT", "NULL"):
        return False
    raise Unexpected("more than a test of existence")


def read_function(c: Cursor) -> Test:
    reader = FUNCTIONS.get(c.words[c.k]) if not c.ended else None
    if reader is None or c.ahead() != "(":
        raise Unexpected("a metadata function expected")
    c.take()
    inner = bracketed(c)
    test = reader(inner)
    if not inner.ended:
        raise Unexpected("more arguments than known")
    return test


def object_id(c: Cursor) -> Test:
    """OBJECT_ID('schema.name' [, 'type'])."""
    path = split_path(need_string(c))
    kind = "object"
    if c.eat(","):
        kind = OBJECT_TYPES.get(need_string(c).strip().upper(), "object")
    return Test(kind, path)


def col_length(c: Cursor) -> Test:
    path = split_path(need_string(c))
    c.need(",")
    return Test("column", path, column=need_string(c))


def owner_of(c: Cursor) -> tuple[str, ...]:
    """`OBJECT_ID('t'),` as first argument."""
    c.need("OBJECT_ID")
    path = object_id(bracketed(c)).path
    c.need(",")
    return path


def column_property(c: Cursor) -> Test:
    """COLUMNPROPERTY(OBJECT_ID('t'), 'c', 'ColumnId'): with another property it asks for more than existence."""
    path = owner_of(c)
    column = need_string(c)
    c.need(",")
    if need_string(c).lower() != "columnid":
        raise Unexpected("ColumnId expected")
    return Test("column", path, column=column)


def index_property(c: Cursor) -> Test:
    table = owner_of(c)
    name = need_string(c)
    c.need(",")
    if need_string(c).lower() != "indexid":
        raise Unexpected("IndexID expected")
    return Test("index", (name,), table)


def named(kind: str) -> Callable[[Cursor], Test]:
    return lambda c: Test(kind, split_path(need_string(c)))


FUNCTIONS: Final[dict[str, Callable[[Cursor], Test]]] = {
    "OBJECT_ID": object_id,
    "COL_LENGTH": col_length,
    "COLUMNPROPERTY": column_property,
    "INDEXPROPERTY": index_property,
    "TYPE_ID": named("type"),
    "SCHEMA_ID": named("schema"),
    "DB_ID": named("database"),
    "USER_ID": named("user"),
    "SUSER_ID": named("login"),
    "SUSER_SID": named("login"),
    "DATABASE_PRINCIPAL_ID": named("user"),
}
