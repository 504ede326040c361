"""T-SQL: trees of tsql_trees/*.md, whole fixtures, generated nestings, and text with words missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outline import outline
from tiling import below, check
from trees import read_cases

from dbmigrate.sources.decode import Reader, detect
from dbmigrate.sources.split import SegmentKind, split
from dbmigrate.syntax.ddl.nodes import Node, Piece, Procedural, Unread
from dbmigrate.syntax.ddl.sqlserver import read_sqlserver
from dbmigrate.syntax.lex import Lexed, LexError
from dbmigrate.syntax.procedural import tsql_nodes as n
from dbmigrate.syntax.procedural import tsql_statements as s
from dbmigrate.syntax.procedural.read import TSQL
from dbmigrate.syntax.procedural.tsql import read_tsql
from dbmigrate.syntax.sql import parse

CASES = read_cases(Path(__file__).parent / "tsql_trees")
FIXTURES = Path(__file__).parents[3] / "fixtures"


def tsql(text: str) -> Node:
    return read_tsql(Lexed(text, "sqlserver"))


def body(statements: str) -> tuple[Node, ...]:
    root = tsql(f"CREATE PROC p AS {statements}")
    assert isinstance(root, n.TsqlRoutine)
    assert isinstance(root.body, n.TsqlBody)
    check(root)
    return root.body.statements


def unread(root: Node) -> list[Unread]:
    return [u for u in below(root) if isinstance(u, Unread)]


@pytest.mark.parametrize("name", CASES)
def test_tree(name: str) -> None:
    root = tsql(CASES[name].sql)
    assert outline(root) == CASES[name].tree
    check(root)
    assert not unread(root)


def units() -> Iterator[tuple[str, Lexed]]:
    """The procedural units of the fixture estate."""
    for path in sorted((FIXTURES / "lis-sqlserver").rglob("*.sql")):
        for segment in split(Reader(path, detect(path)), "sqlserver"):
            if segment.kind is SegmentKind.STATEMENT:
                lexed = Lexed(segment.text, "sqlserver", quoted_strings=True)
                node = read_sqlserver(lexed) if lexed.tokens else None
                if isinstance(node, Procedural) and node.kind in TSQL:
                    yield path.name, Lexed(segment.text, "sqlserver", quoted_strings=True)


def test_fixtures_are_read_to_the_last_token() -> None:
    pieces, refused = 0, []
    for _, lexed in units():
        root = read_tsql(lexed)
        check(root)
        assert not unread(root)
        for node in below(root):
            if isinstance(node, Piece):
                pieces += 1
                refused += [node.text()] if parse(lexed, node.part, node.into).error else []
    assert pieces > 800
    assert len(refused) <= 4, refused  # the outer joins *= and =*, and `SET a -= b`


SIMPLE = st.sampled_from(
    [
        "SET @v = CASE WHEN @a = 1 THEN 2 ELSE 3 END",
        "SELECT @v = a, @w += b FROM t WHERE c = @v",
        "SELECT a, b FROM t ORDER BY a",
        "INSERT INTO t (a) SELECT 1 UNION ALL SELECT 2",
        "INSERT t EXEC p 1",
        "UPDATE t SET a = 1 OUTPUT inserted.a INTO @x FROM u WHERE t.b = u.b",
        "DELETE FROM t WHERE CURRENT OF c",
        "MERGE t USING u ON t.a = u.a WHEN MATCHED THEN UPDATE SET b = 1 WHEN NOT MATCHED THEN DELETE",
        "DECLARE @d INT = 1, @e VARCHAR(5)",
        "EXEC @r = dbo.p @a = 1, @b = @v OUTPUT",
        "RAISERROR('x %s', 16, 1, @v)",
        "FETCH NEXT FROM c INTO @v",
        "BEGIN TRAN",
        "COMMIT",
        "SET NOCOUNT ON",
        "PRINT 'END'",
        "RETURN",
        "DROP TABLE #t",
    ]
).flatmap(lambda text: st.sampled_from([text, f"{text};"]))


def compounds(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    lists = st.lists(inner, min_size=1, max_size=3).map("\n".join)
    return st.one_of(
        lists.map(lambda b: f"BEGIN {b} END"),
        st.tuples(lists, inner).map(lambda b: f"IF @a = 1 BEGIN {b[0]} END ELSE {b[1]}"),
        st.tuples(inner, lists).map(
            lambda b: f"IF EXISTS (SELECT 1 FROM t) BEGIN {b[0]} END ELSE IF @b > 1 BEGIN {b[1]} END"
        ),
        lists.map(lambda b: f"WHILE @@FETCH_STATUS = 0 BEGIN {b} BREAK END"),
        st.tuples(lists, lists).map(lambda b: f"BEGIN TRY {b[0]} END TRY BEGIN CATCH {b[1]} END CATCH"),
    )


STATEMENTS = st.recursive(SIMPLE, compounds, max_leaves=8)


@settings(deadline=None, derandomize=True, max_examples=100)
@given(STATEMENTS)
def test_nested_statements_are_read_whole(text: str) -> None:
    for node in body(text):
        assert not unread(node)


@settings(deadline=None, derandomize=True, max_examples=200)
@given(STATEMENTS, st.sets(st.integers(0, 80), min_size=1, max_size=4))
def test_text_with_words_missing_loses_nothing(text: str, gone: set[int]) -> None:
    whole = f"CREATE PROC p AS {text}"
    kept = [whole[t.start : t.end + 1] for k, t in enumerate(Lexed(whole, "sqlserver").tokens) if k not in gone]
    try:
        lexed = Lexed(" ".join(kept), "sqlserver")
    except LexError:
        return
    if lexed.tokens:
        root = read_tsql(lexed)
        assert root.part == lexed.whole
        check(root)


@pytest.mark.parametrize(
    ("text", "reasons", "kinds"),
    [
        ("SET @y = = 2 SET @z = 1", [], ["SetVariable", "SetVariable"]),  # the pieces are parsed later
        ("END SET @z = 1", ["END without its beginning"], ["SetVariable"]),
        ("BEGIN SET @z = 1", ["END is missing"], ["BeginEnd"]),
        ("BEGIN TRY SET @z = 1 END TRY SET @y = 1", ["END CATCH is missing"], ["TryCatch", "SetVariable"]),
        ("OPEN SET @z = 1", ["a name expected"], ["SetVariable"]),
        ("DECLARE @a INT, 5, @b INT SET @z = 1", ["a variable expected"], ["Declare", "SetVariable"]),
        ("ELSE SET @z = 1", ["ELSE without its beginning"], ["SetVariable"]),
    ],
)
def test_an_error_costs_only_itself(text: str, reasons: list[str], kinds: list[str]) -> None:
    statements = body(text)
    assert [u.reason for node in statements for u in unread(node)] == reasons
    assert [type(node).__name__ for node in statements if not isinstance(node, Unread)] == kinds


def test_variables_are_declared_for_all_of_the_batch() -> None:
    root = tsql("CREATE PROC p @A INT AS IF @a = 1 BEGIN DECLARE @b INT, @T TABLE (id INT) END SELECT @B")
    assert isinstance(root, n.TsqlRoutine)
    assert set(root.declared) == {"@a", "@b", "@t"}


def test_what_is_assigned_is_hidden_from_the_sql_parser() -> None:
    (statement,) = body("SELECT @a = x, @b = y FROM t")
    assert isinstance(statement, s.TsqlSqlStatement)
    query = statement.sql.query
    tree = parse(query.lexed, query.part, query.into)
    assert tree.root is not None
    assert [e.name for e in tree.root.expressions] == ["x", "y"]


def test_deep_nesting_costs_the_unit_only() -> None:
    root = tsql("CREATE PROC p AS " + "BEGIN " * 2000 + "SELECT 1 " + "END " * 2000)
    assert isinstance(root, Unread)
    assert root.part == root.lexed.whole


def test_a_unit_without_a_head_that_can_be_read_is_unread() -> None:
    assert isinstance(tsql("CREATE PROC p SELECT 1"), Unread)
