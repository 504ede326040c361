"""The target's grammar has the last word on what is written."""

from __future__ import annotations

import pytest

from dbmigrate.grammar import refusal, source_offset
from dbmigrate.model import Edit, Verdict
from dbmigrate.packs import load_target
from dbmigrate.pipeline import convert_sql

TEXT = "CREATE TABLE t (a NUMBER(5,2));\nSELECT t.a\n  FROM t WHERE t.a = 1 ORDER SIBLINGS BY t.a;\n"


def test_text_that_the_grammar_refuses_is_reported_at_its_place_and_blocked() -> None:
    made = convert_sql(TEXT, source="oracle")
    query = next(s for s in made.stretches if s.unit and s.unit.kind == "select")
    assert query.verdict in (Verdict.INCOMPATIBLE, Verdict.UNASSESSED)
    assert "-- SELECT t.a" in query.output


def test_what_another_target_may_know_is_left_to_it() -> None:
    assert refusal("SELECT a FROM t WHERE a = b(+)", load_target("postgres@15"), "oracle") is not None
    assert refusal("SELECT a FROM t WHERE a = b(+)", load_target("kingbase@V9"), "oracle") is None
    assert refusal("CREATE TABLE t (a int)", load_target("postgres@15"), "oracle") is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("SELECT a b c FROM t", 'syntax error at or near "c"'),
        ("SELECT a b 'secret' FROM t", "syntax error at or near a literal"),
        ("SELECT a FROM t WHERE", "syntax error at end of input"),
    ],
)
def test_reasons_quote_no_literal(text: str, reason: str) -> None:
    found = refusal(text, load_target("postgres@15"), "oracle")
    assert found is not None and found.reason == reason


@pytest.mark.parametrize(
    ("text", "what", "since"),
    [
        ("SELECT x.a FROM JSON_TABLE('[1]'::jsonb, '$[*]' COLUMNS (a int PATH '$')) x", "JSON_TABLE", 17),
        ("SELECT 1 FROM (SELECT 1)", "a subquery in FROM without an alias", 16),
        ("SELECT a FROM t WHERE a = 0x1F", "a number in another base or with underscores", 16),
        ("MERGE INTO t USING s ON a = b WHEN NOT MATCHED BY SOURCE THEN DELETE", "WHEN NOT MATCHED BY SOURCE", 17),
        ("CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a) VIRTUAL)", "a virtual generated column", 18),
        ("SELECT a FROM t WHERE a IS JSON", "IS JSON", 16),
    ],
)
def test_what_is_newer_than_the_target_is_refused(text: str, what: str, since: int) -> None:
    found = refusal(text, load_target("postgres@15"), "oracle")
    assert found is not None and found.reason == f"PostgreSQL knows {what} from version {since} on"
    assert refusal(text, load_target(f"postgres@{since}"), "oracle") is None


def test_what_only_looks_newer_is_taken() -> None:
    for text in ("SELECT '0x1', 'IS JSON' FROM (SELECT 1) x", "SELECT a FROM t WHERE (a, b) IN ((1, 2))"):
        assert refusal(text, load_target("postgres@15"), "oracle") is None


def test_what_looks_newer_in_a_body_is_none_and_behind_one_it_is() -> None:
    body = "CREATE FUNCTION f() RETURNS int AS $$ BEGIN RETURN 1; END; $$ LANGUAGE plpgsql"
    quiet = body.replace("RETURN 1", "MERGE INTO t USING s ON a = b WHEN NOT MATCHED BY SOURCE THEN DELETE; RETURN 1")
    assert refusal(quiet, load_target("postgres@15"), "oracle") is None  # PL/pgSQL's parser looks at it
    behind = f"{body}; SELECT a FROM t WHERE b = '\\' AND a IS JSON"
    assert refusal(behind, load_target("postgres@15"), "oracle") is not None


def test_places_go_back_through_the_edits() -> None:
    edits = [Edit(2, 4, "ab", "xyz!", "A"), Edit(6, 6, "", "--", "B")]  # 01abCD..  ->  01xyz!CD--..
    assert [source_offset(edits, at) for at in (0, 2, 5, 6, 7, 8, 9, 10)] == [0, 2, 2, 4, 5, 6, 6, 6]


def test_an_ignored_refusal_leaves_the_text() -> None:
    text = "-- dbmigrate: ignore[XX005] known\nSELECT t.a FROM t FOR UPDATE OF t WAIT 3;\n"
    made = convert_sql(text, source="oracle")
    assert "RAISE EXCEPTION" not in made.text
