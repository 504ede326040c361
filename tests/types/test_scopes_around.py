"""The queries around a name are the same, whether a tree is gone through once for all its names or by each of them."""

from __future__ import annotations

import pytest
from estate_of import estate_of
from sqlglot import exp

from dbmigrate.syntax.lex import Lexed
from dbmigrate.syntax.sql import parse
from dbmigrate.types.reader import Reader
from dbmigrate.types.scopes import around

QUERIES = [
    ("oracle", "SELECT a FROM t WHERE b = 1 AND d IN (SELECT e FROM u WHERE u.f = t.a ORDER BY g) ORDER BY h"),
    ("oracle", "INSERT INTO t (a) SELECT b FROM u WHERE c = (SELECT MAX(d) FROM v)"),
    ("oracle", "UPDATE t SET a = (SELECT b FROM u WHERE u.c = t.c) WHERE d = 1 AND e = 2"),
    ("oracle", "MERGE INTO t USING (SELECT a FROM u) s ON (t.a = s.a) WHEN MATCHED THEN UPDATE SET b = s.a"),
    ("sqlserver", "INSERT INTO t (a) OUTPUT inserted.a SELECT b FROM u WHERE c = 1 AND d = 2"),
    ("sqlserver", "DELETE FROM t OUTPUT deleted.a WHERE b IN (SELECT c FROM u UNION SELECT d FROM v)"),
]


@pytest.mark.parametrize(("dialect", "query"), QUERIES)
def test_around(dialect: str, query: str) -> None:
    lexed = Lexed(query, dialect)
    tree = parse(lexed, lexed.whole, "statement")
    assert tree.root is not None, tree.error
    scopes = Reader(estate_of(dialect, ""), tree, "").scopes
    names = list(tree.root.find_all(exp.Identifier))
    assert len(names) > 3
    for name in names:
        assert list(map(id, scopes.around(name))) == list(map(id, around(name)))


def test_a_chain_is_gone_through_once() -> None:
    lexed = Lexed("SELECT a FROM t WHERE " + " AND ".join(f"c{i} = {i}" for i in range(200)), "oracle")
    tree = parse(lexed, lexed.whole, "statement")
    assert tree.root is not None
    scopes = Reader(estate_of("oracle", ""), tree, "").scopes
    columns = list(tree.root.find_all(exp.Column))
    deepest = max(columns, key=lambda c: c.depth)
    list(scopes.around(deepest))
    known = len(scopes.stops)
    assert known > 200
    for column in columns:
        list(scopes.around(column))
    assert len(scopes.stops) <= known + 2 * len(columns)  # itself and its comparison
