"""PL/SQL: trees of plsql_trees/*.md, whole fixtures, generated nestings, and text with words missing."""

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
from dbmigrate.syntax.ddl.oracle import read_oracle
from dbmigrate.syntax.lex import Lexed, LexError
from dbmigrate.syntax.procedural import nodes as n
from dbmigrate.syntax.procedural import statements as s
from dbmigrate.syntax.procedural.plsql import read_plsql
from dbmigrate.syntax.sql import parse

CASES = read_cases(Path(__file__).parent / "plsql_trees")
FIXTURES = Path(__file__).parents[3] / "fixtures"


def plsql(text: str) -> Node:
    return read_plsql(Lexed(text, "oracle"))


def body(statements: str) -> tuple[Node, ...]:
    root = plsql(f"BEGIN {statements} END;")
    assert isinstance(root, n.AnonymousBlock)
    assert isinstance(root.body, n.Block)
    check(root)
    return root.body.statements


@pytest.mark.parametrize("name", CASES)
def test_tree(name: str) -> None:
    root = plsql(CASES[name].sql)
    assert outline(root) == CASES[name].tree
    check(root)
    assert not [u for u in below(root) if isinstance(u, Unread)]


def units(folder: str) -> Iterator[tuple[str, Lexed]]:
    """The procedural units of a fixture estate."""
    for path in sorted((FIXTURES / folder).rglob("*")):
        if path.suffix.lower() not in (".sql", ".pck", ".pkb", ".pks", ".prc", ".fnc", ".trg", ".tps", ".tpb"):
            continue
        for segment in split(Reader(path, detect(path)), "oracle"):
            if segment.kind is SegmentKind.STATEMENT:
                lexed = Lexed(segment.text, "oracle", [c - segment.start for c in segment.continuations])
                if lexed.tokens and isinstance(read_oracle(lexed), Procedural):
                    yield path.name, lexed


@pytest.mark.parametrize("folder", ["his-oracle", "emr-oracle"])
def test_fixtures_are_read_to_the_last_token(folder: str) -> None:
    count = 0
    for name, lexed in units(folder):
        root = read_plsql(lexed)
        check(root)
        for node in below(root):
            assert not isinstance(node, Unread), (name, node)
            if isinstance(node, Piece):
                assert not parse(lexed, node.part, node.into).error, (name, node.text())
        count += 1
    assert count > 10


SIMPLE = st.sampled_from(
    [
        "NULL;",
        "v := f(a, b)(i) + CASE WHEN a = 1 THEN 2 ELSE 3 END;",
        "pkg.log(p_text => 'x; END IF');",
        "SELECT a, b BULK COLLECT INTO x, y FROM t WHERE c = v;",
        "UPDATE t SET a = 1 WHERE CURRENT OF c RETURNING b, d INTO v, w;",
        "DELETE FROM t WHERE a = 1 RETURN b INTO v;",
        "MERGE INTO t USING u ON (t.a = u.a) WHEN MATCHED THEN UPDATE SET b = 1 DELETE WHERE c = 2;",
        "FORALL i IN 1..n SAVE EXCEPTIONS INSERT INTO t VALUES (x(i));",
        "EXECUTE IMMEDIATE 'x' INTO v USING IN a, OUT b;",
        "FETCH c BULK COLLECT INTO x LIMIT 10;",
        "RETURN;",
        "<<mark>> GOTO mark;",
        "$IF $$debug $THEN p; $ELSE q; $END",
    ]
)


def compounds(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    lists = st.lists(inner, min_size=1, max_size=3).map(" ".join)
    return st.one_of(
        st.tuples(lists, lists).map(lambda b: f"IF a = 1 THEN {b[0]} ELSIF b THEN {b[1]} ELSE {b[0]} END IF;"),
        lists.map(lambda b: f"<<l>> FOR i IN REVERSE 1..x.last LOOP {b} EXIT l WHEN a; END LOOP l;"),
        lists.map(lambda b: f"FOR r IN (SELECT 1 FROM t) LOOP {b} END LOOP;"),
        lists.map(lambda b: f"WHILE a LOOP {b} END LOOP;"),
        st.tuples(lists, lists).map(lambda b: f"CASE a WHEN 1 THEN {b[0]} ELSE {b[1]} END CASE;"),
        st.tuples(lists, lists).map(
            lambda b: f"DECLARE x NUMBER := 1; PROCEDURE p IS BEGIN {b[0]} END p; BEGIN {b[0]} "
            f"EXCEPTION WHEN e OR no_data_found THEN {b[1]} WHEN OTHERS THEN RAISE; END;"
        ),
    )


STATEMENTS = st.recursive(SIMPLE, compounds, max_leaves=8)


@settings(deadline=None, derandomize=True, max_examples=100)
@given(STATEMENTS)
def test_nested_statements_are_read_whole(text: str) -> None:
    for node in body(text):
        assert not [u for u in below(node) if isinstance(u, Unread)]


@settings(deadline=None, derandomize=True, max_examples=200)
@given(STATEMENTS, st.sets(st.integers(0, 80), min_size=1, max_size=4))
def test_text_with_words_missing_loses_nothing(text: str, gone: set[int]) -> None:
    tokens = Lexed(f"BEGIN {text} END;", "oracle").tokens
    kept = [f"BEGIN {text} END;"[t.start : t.end + 1] for k, t in enumerate(tokens) if k not in gone]
    try:
        lexed = Lexed(" ".join(kept), "oracle")
    except LexError:
        return
    if lexed.tokens:
        root = read_plsql(lexed)
        assert root.part == lexed.whole
        check(root)


@pytest.mark.parametrize(
    ("text", "reasons", "kinds"),
    [
        ("y := = 2; z := 1;", [], ["Assignment", "Assignment"]),  # the pieces are parsed later
        ("IF a NULL; END IF; z := 1;", ["THEN expected", "END IF without its beginning"], ["Assignment"]),
        ("IF a THEN NULL; z := 1;", ["END IF is missing"], ["If"]),
        ("a b c; z := 1;", ["a statement of a form that is not known"], ["Assignment"]),
        ("LOOP NULL; END IF; END LOOP; z := 1;", ["END IF without its beginning"], ["Loop", "Assignment"]),
        ("z := 1; ELSE z := 2;", ["ELSE without its beginning"], ["Assignment"]),
        ("IF a THEN NULL; ELSIF b NULL; ELSE z; END IF;", ["THEN expected"], ["If"]),
    ],
)
def test_an_error_costs_only_itself(text: str, reasons: list[str], kinds: list[str]) -> None:
    statements = body(text)
    unread = [u.reason for node in statements for u in below(node) if isinstance(u, Unread)]
    assert unread == reasons
    assert [type(node).__name__ for node in statements if not isinstance(node, Unread)] == kinds


@pytest.mark.parametrize("word", ["open", "close", "set", "pipe", "execute", "merge", "continue", "lock", "type"])
def test_words_that_are_not_reserved_name_variables(word: str) -> None:
    (statement,) = body(f"{word} := 1;")
    assert isinstance(statement, s.Assignment)
    assert statement.target.text() == word


@pytest.mark.parametrize("word", ["map", "order_no", "type", "member", "final"])
def test_words_that_are_not_reserved_are_declared(word: str) -> None:
    root = plsql(f"DECLARE {word} t_row; BEGIN NULL; END;")
    (block,) = [b for b in below(root) if isinstance(b, n.Block)]
    assert [type(d) for d in block.declarations] == [n.Variable]


def test_deep_nesting_costs_the_unit_only() -> None:
    root = plsql("BEGIN " + "IF a THEN " * 2000 + "NULL; " + "END IF; " * 2000 + "END;")
    assert isinstance(root, Unread)
    assert root.part == root.lexed.whole


def test_wrapped_code_is_one_phrase() -> None:
    root = plsql("CREATE OR REPLACE PACKAGE BODY his.p wrapped \na000000\nb2\nabcd\n9a0 3f")
    assert isinstance(root, n.Package)
    assert [o.kind for o in root.options] == ["wrapped"]
    check(root)


def test_a_unit_of_another_kind_is_unread() -> None:
    root = plsql("CREATE TABLE t (a NUMBER)")
    assert isinstance(root, Unread)


def test_text_behind_the_unit_is_kept() -> None:
    root = plsql("CREATE PROCEDURE p IS BEGIN NULL; END; and more")
    assert isinstance(root, n.Routine)
    assert root.rest is not None
    assert root.rest.text() == "and more"
    check(root)
