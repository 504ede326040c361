"""Which statements of a body PL/pgSQL does not take."""

from __future__ import annotations

import pytest

from dbmigrate.bodies import body_refusal, statement_refusal
from dbmigrate.model import Verdict
from dbmigrate.packs import load_target
from dbmigrate.pipeline import convert_sql

POSTGRES = load_target("postgres@15")
BODY = "CREATE FUNCTION f() RETURNS int AS $$ BEGIN {} RETURN 1; END; $$ LANGUAGE plpgsql"


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("PERFORM 1;", ""),
        ("x := 1;", '"x" is not a known variable'),
        ("SELECT a b c;", 'syntax error at or near "c"'),
        ("SELECT a b 'secret';", "syntax error at or near a literal"),
    ],
)
def test_a_body_is_judged_by_the_parser_of_the_target(statement: str, reason: str) -> None:
    assert body_refusal(BODY.format(statement), POSTGRES, "sqlserver") == reason
    assert body_refusal(BODY.format(statement), load_target("kingbase"), "oracle") == ""


@pytest.mark.parametrize(
    "statement",
    [
        "x := y + 1;",
        "FETCH NEXT FROM c INTO a, b;",
        "RETURN;",
        "RETURN x;",
        "RETURN QUERY SELECT 1;",
        "FOR r IN SELECT 1 AS n LOOP x := r.n; END LOOP;",
        "EXIT WHEN x > 1;",
    ],
)
def test_a_statement_is_taken_whatever_its_variables_are(statement: str) -> None:
    assert statement_refusal(statement, POSTGRES, "sqlserver", set()) == ""


def test_a_statement_with_wrong_words_is_not() -> None:
    refused = statement_refusal("RETURN QUERY SELECT 1 FOR JSON AUTO;", POSTGRES, "sqlserver", set())
    assert refused.startswith("syntax error")


def test_names_that_the_parser_asked_for_are_kept_for_the_next_statement() -> None:
    asked: set[str] = set()
    assert statement_refusal("x := y + 1;", POSTGRES, "sqlserver", asked) == ""
    assert asked == {"x"}
    assert statement_refusal("x := 1 + ;", POSTGRES, "sqlserver", asked).startswith("syntax error")


def test_what_the_parser_does_not_take_costs_its_statement_only() -> None:
    text = "CREATE PROCEDURE p @n INT AS\nBEGIN\n  SET @n = 1\n  ALTER TABLE a.b.c.d.e REBUILD\n  SET @n = 2\nEND\n"
    made = convert_sql(text, source="sqlserver")
    unit = next(s for s in made.stretches if s.unit and s.unit.kind == "procedure")
    assert unit.verdict is Verdict.PARTIAL
    assert "n := 1;" in unit.output and "n := 2;" in unit.output


def test_what_opens_and_ends_a_transaction_is_not_blamed_for_another_statement() -> None:
    text = (
        "CREATE PROCEDURE p @n INT AS\nBEGIN\n  TRUNCATE TABLE t WITH (PARTITIONS (2))\n  BEGIN TRAN\n"
        "  IF @n = 2\n  BEGIN\n    ROLLBACK TRAN\n    RETURN\n  END\n  SET @n = 3\n  COMMIT TRAN\n  RETURN\nEND\n"
    )
    made = convert_sql(text, source="sqlserver")
    assert [i.place.line for i in made.issues if i.code == "PL002"] == [3]
    assert not [i for i in made.issues if i.code in ("XX002", "XX005")]


def test_a_comment_beside_a_type_that_nobody_gave_leaves_the_type() -> None:
    text = "CREATE PROCEDURE p AS\nBEGIN\n  DECLARE @m ut_money--sum\n  SET @m = 1\nEND\n"
    assert "m ut_money;" in convert_sql(text, source="sqlserver").text
