"""Oracle's DDL: the trees of oracle_trees/*.md, and that no statement ever loses a token or raises."""

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
from dbmigrate.syntax.ddl.oracle import read_oracle
from dbmigrate.syntax.lex import Lexed, LexError

CASES = read_cases(Path(__file__).parent / "oracle_trees")
# Nodes whose text nobody looks into, and parts that only say where a list begins and ends.
OPAQUE = (nodes.Environment, nodes.Procedural, nodes.Unread)
AROUND = {"part", "brackets", "columns_part", "parentheses", "options_part"}
# Words that say nothing which the kind of their node does not say as well.
STRUCTURE = set(
    """( ) , . CREATE ALTER TABLE TYPE INDEX SYNONYM SEQUENCE AS IS OF ON OBJECT REFERENCES PARTITION SUBPARTITION
    PARTITIONS BY CONSISTENT RANGE LIST HASH SYSTEM REFERENCE VALUES LESS THAN GENERATED IDENTITY TO FOR COMMENT COLUMN
    VIEW MATERIALIZED PROCEDURE FUNCTION INDEXTYPE NULL RENAME TRUNCATE CLUSTER GRANT REVOKE FROM EXEC => CONSTRAINT
    PRECHECK NOPRECHECK SNAPSHOT EXECUTE""".split()
) | {"PARTITION BY"}


def lost(root: nodes.Node) -> list[str]:
    """Tokens that stand in no leaf of the tree."""
    lexed = root.lexed
    seen = set(covered(root))
    words = enumerate(lexed.words[: len(lexed.tokens)])
    return [lexed.tokens[k].text for k, word in words if k not in seen and word not in STRUCTURE]


def covered(node: nodes.Node) -> list[int]:
    if isinstance(node, (nodes.Phrase, nodes.Piece, *OPAQUE)):
        return tokens_of(node.part)
    found: list[int] = []
    for f in fields(node):
        value = getattr(node, f.name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, nodes.Node):
                found += covered(item)
            elif isinstance(item, Part) and f.name not in AROUND:
                found += tokens_of(item)
    if isinstance(node, nodes.Partitioning) and node.count:  # kept as text
        found += [k for k in tokens_of(node.part) if node.lexed.words[k - 1] in ("PARTITIONS", "SUBPARTITIONS")]
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
    assert outline(read_oracle(Lexed(case.sql, "oracle"))) == case.tree


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_lost(name: str) -> None:
    root = read_oracle(Lexed(CASES[name].sql, "oracle"))
    assert root.part == root.lexed.whole
    check_parts(root)
    assert lost(root) == []


@settings(deadline=None, derandomize=True, max_examples=500)
@given(st.sampled_from(sorted(CASES)), st.sets(st.integers(0, 60), min_size=1, max_size=4))
def test_broken_text_gives_nodes(name: str, gone: set[int]) -> None:
    """A statement with words missing is read as far as it goes; what is left of it is all in the tree."""
    sql = CASES[name].sql
    tokens = Lexed(sql, "oracle").tokens
    kept = [sql[t.start : t.end + 1] for k, t in enumerate(tokens) if k not in gone]
    try:
        lexed = Lexed(" ".join(kept), "oracle")
    except LexError:
        return
    root = read_oracle(lexed)
    if lexed.tokens and lexed.words[len(lexed.tokens) - 1] != ";":
        assert root.part == lexed.whole
        check_parts(root)
        assert lost(root) == []


def test_a_terminator_is_no_part_of_the_tree() -> None:
    lexed = Lexed("COMMENT ON TABLE t IS 'x';", "oracle")
    root = read_oracle(lexed)
    assert isinstance(root, nodes.Comment)
    assert root.text() == "COMMENT ON TABLE t IS 'x'"


def test_the_semicolon_of_a_block_belongs_to_it() -> None:
    root = read_oracle(Lexed("BEGIN NULL; END;", "oracle"))
    assert root.text() == "BEGIN NULL; END;"


@pytest.mark.parametrize("text", ["", "-- 病人", ";"])
def test_nothing_to_read(text: str) -> None:
    root = read_oracle(Lexed(text, "oracle"))
    assert isinstance(root, nodes.Environment)
    assert root.kind == "empty"


@pytest.mark.parametrize(
    ("text", "keyword", "numbers"),
    [
        ('"SYS"."XMLTYPE"', "XMLTYPE", ()),
        ("number(5, -2)", "NUMBER", ("5", "-2")),
        ("NUMBER(*, 2)", "NUMBER", ("*", "2")),
        ("national character  varying(10)", "NATIONAL CHARACTER VARYING", ("10",)),
        ("INTERVAL DAY(2) TO SECOND(6)", "INTERVAL DAY", ("2",)),
        ("varchar2(20 char)", "VARCHAR2", ("20",)),
    ],
)
def test_type_values(text: str, keyword: str, numbers: tuple[str, ...]) -> None:
    root = read_oracle(Lexed(f"CREATE TABLE t (a {text})", "oracle"))
    assert isinstance(root, nodes.CreateTable)
    (column,) = root.columns
    assert column.type is not None
    assert (column.type.keyword, column.type.numbers) == (keyword, numbers)
