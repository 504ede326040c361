"""SQL Server's DDL: the trees of sqlserver_trees/*.md, and that no statement ever loses a token or raises."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outline import outline
from trees import read_cases

from dbmigrate.model import Part
from dbmigrate.syntax.ddl import nodes
from dbmigrate.syntax.ddl.sqlserver import read_sqlserver
from dbmigrate.syntax.lex import Lexed, LexError

CASES = read_cases(Path(__file__).parent / "sqlserver_trees")
# Nodes whose text nobody looks into, and parts that only say where a list begins and ends.
OPAQUE = (nodes.Phrase, nodes.Piece, nodes.Environment, nodes.Procedural, nodes.Unread)
AROUND = {"part", "brackets", "columns_part", "include_part", "parentheses"}
# Words that say nothing which the kind of their node, or a flag of it, does not say as well.
STRUCTURE = set(
    """( ) , . ; CHECK REFERENCES INDEX INCLUDE WHERE IDENTITY ON AUTHORIZATION CREATE SCHEMA FOR AS RANGE LEFT RIGHT
    VALUES PARTITION GRANT REVOKE DENY TO FROM TRUNCATE TABLE EXEC EXECUTE ALL OUTPUT OUT CONNECTION =""".split()
)


def read(text: str) -> nodes.Node:
    return read_sqlserver(Lexed(text, "sqlserver"))


def lost(root: nodes.Node) -> list[str]:
    """Tokens that stand in no leaf of the tree."""
    lexed, seen = root.lexed, set(covered(root))
    seen |= {k for pair in lexed.executed.items() for k in pair}
    words = enumerate(lexed.words[: len(lexed.tokens)])
    return [lexed.tokens[k].text for k, word in words if k not in seen and word not in STRUCTURE]


def covered(node: nodes.Node) -> list[int]:
    if isinstance(node, OPAQUE):
        return tokens_of(node.part)
    found: list[int] = []
    for f in fields(node):
        value = getattr(node, f.name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, nodes.Node):
                found += covered(item)
            elif isinstance(item, Part) and f.name not in AROUND:
                found += tokens_of(item)
    if isinstance(node, nodes.Argument) and node.name:
        found.append(node.part.first)
    return found


def tokens_of(part: Part) -> list[int]:
    return list(range(part.first, part.last + 1))


def check_parts(node: nodes.Node) -> None:
    """Each node lies inside its parent, and what a tuple holds stands apart."""
    for child in nodes.children(node):
        assert node.part.first <= child.part.first <= child.part.last <= node.part.last, (node, child)
        check_parts(child)
    for f in fields(node):
        value = getattr(node, f.name)
        if isinstance(value, tuple) and value and isinstance(value[0], nodes.Node):
            taken = [k for v in value for k in tokens_of(v.part)]
            assert len(taken) == len(set(taken)), (node, f.name)


@pytest.mark.parametrize("name", CASES)
def test_tree(name: str) -> None:
    case = CASES[name]
    assert outline(read(case.sql)) == case.tree


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_lost(name: str) -> None:
    root = read(CASES[name].sql)
    assert root.part == root.lexed.whole
    check_parts(root)
    assert lost(root) == []


@settings(deadline=None, derandomize=True, max_examples=1500)
@given(st.sampled_from(sorted(CASES)), st.sets(st.integers(0, 60), min_size=1, max_size=4))
def test_broken_text_gives_nodes(name: str, gone: set[int]) -> None:
    """A statement with words missing is read as far as it goes; what is left of it is all in the tree."""
    sql = CASES[name].sql
    tokens = Lexed(sql, "sqlserver").tokens
    kept = [sql[t.start : t.end + 1] for k, t in enumerate(tokens) if k not in gone]
    try:
        lexed = Lexed(" ".join(kept), "sqlserver")
    except LexError:
        return
    root = read_sqlserver(lexed)
    if lexed.tokens and ";" not in (lexed.words[0], lexed.words[len(lexed.tokens) - 1]):
        assert root.part == lexed.whole
        check_parts(root)
        assert lost(root) == []


WORDS = st.sampled_from(
    """CREATE ALTER DROP TABLE INDEX VIEW IF EXISTS NOT NULL BEGIN END ELSE ( ) , . ; = a [b] 'c' 1 @x EXEC ADD
    CONSTRAINT PRIMARY KEY DEFAULT CHECK FOREIGN REFERENCES ON WITH SELECT 1 FROM WHERE CASE TRY GRANT TO AS
    :: : # ! + -""".split()
)


@settings(deadline=None, derandomize=True, max_examples=1500)
@given(st.lists(WORDS, max_size=25))
def test_any_words_give_a_node(words: list[str]) -> None:
    try:
        lexed = Lexed(" ".join(words), "sqlserver")
    except LexError:
        return
    root = read_sqlserver(lexed)
    assert isinstance(root, nodes.Node)
    if lexed.tokens:
        check_parts(root)


@pytest.mark.parametrize("text", ["", "-- 病人", ";", "/* x */ ;;"])
def test_nothing_to_read(text: str) -> None:
    root = read(text)
    assert isinstance(root, nodes.Environment)
    assert root.kind == "empty"
    assert root.text() == text.removeprefix("/* x */ ").removeprefix("-- 病人")


def test_semicolons_are_no_part_of_the_tree() -> None:
    root = read(";WITH c AS (SELECT 1 a) SELECT a FROM c;")
    assert isinstance(root, nodes.Dml)
    assert root.text() == "WITH c AS (SELECT 1 a) SELECT a FROM c"


def test_the_statements_of_a_schema_may_end_in_semicolons() -> None:
    schema = read("CREATE SCHEMA s CREATE TABLE a (b int); CREATE VIEW v AS SELECT 1 b;")
    assert isinstance(schema, nodes.CreateSchema)
    assert [s.text() for s in schema.statements] == ["CREATE TABLE a (b int)", "CREATE VIEW v AS SELECT 1 b"]


@given(st.data())
@settings(deadline=None, derandomize=True, max_examples=1500)
def test_mixed_statements_lose_nothing(data: st.DataObject) -> None:
    """A statement with a run of another one in its middle."""
    texts = [data.draw(st.sampled_from(sorted(CASES))) for _ in range(2)]
    one, other = (
        [sql[t.start : t.end + 1] for t in Lexed(sql, "sqlserver").tokens] for sql in (CASES[n].sql for n in texts)
    )
    at, start = data.draw(st.integers(0, len(one))), data.draw(st.integers(0, len(other)))
    mixed = [*one[:at], *other[start : start + data.draw(st.integers(1, 6))], *one[at:]]
    try:
        lexed = Lexed(" ".join(mixed), "sqlserver")
    except LexError:
        return
    root = read_sqlserver(lexed)
    check_parts(root)
    assert lost(root) == []


def test_deep_nesting_is_no_crash() -> None:
    root = read("IF @a = 1 " * 3000 + "PRINT 'x'")
    assert isinstance(root, (nodes.Guard, nodes.Unread))


def test_a_reason_tells_nothing_of_the_text() -> None:
    root = read("ALTER TABLE t FROBNICATE '441900198801011234'")
    assert isinstance(root, nodes.Unread)
    assert "4419" not in root.reason


def test_numbers_of_types() -> None:
    table = read("CREATE TABLE t (a [numeric](18, 2), b varchar(max), c sys.sysname, d [sys].[datetime2](7), e dbo.ut)")
    assert isinstance(table, nodes.CreateTable)
    types = [column.type for column in table.columns if column.type]
    assert [(t.keyword, t.numbers, t.user is None) for t in types] == [
        ("NUMERIC", ("18", "2"), True),
        ("VARCHAR", ("MAX",), True),
        ("SYSNAME", (), True),
        ("DATETIME2", ("7",), True),
        ("UT", (), False),
    ]


def test_strings_of_arguments() -> None:
    call = read("EXEC p N'it''s', @b = -1, @c = 0x1F")
    assert isinstance(call, nodes.SystemCall)
    assert [(a.name, a.string) for a in call.arguments] == [("", "it's"), ("b", "-1"), ("c", "0x1F")]
