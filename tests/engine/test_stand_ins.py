"""The runtime's stand-ins answer as the functions of PostgreSQL's do for which they stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dbmigrate.engine.stand_ins import STAND_INS, absent, fit_changes, helpers_of, missing_functions, with_stand_ins
from dbmigrate.packs import load_target
from dbmigrate.packs.runtime import helper_sql
from dbmigrate.pipeline import convert_sql

OPENGAUSS, POSTGRES = load_target("opengauss/PG"), load_target("postgres@18")
CALLS = {
    "array_position": ["ARRAY['a','b',NULL], 'b'", "ARRAY[1,2], 3", "NULL::int[], 1", "ARRAY['a',NULL], NULL"],
    "cardinality": ["ARRAY[1,2,3]", "ARRAY[]::int[]", "NULL::int[]"],
    "current_setting": ["'search_path', true", "'dbmigrate.no_such', true"],
    "date_bin": [
        "interval '15 minutes', timestamp '2024-02-11 15:44:17', timestamp '2001-01-01'",
        "interval '2 days', timestamp '1999-02-11 15:44:17', timestamp '2001-01-01'",
    ],
    "make_date": ["2024, 2, 29", "987, 1, 1"],
    "make_time": ["8, 15, 23.5", "0, 0, 0"],
    "make_timestamp": ["2024, 7, 15, 8, 15, 23.5", "2024, 1, 1, 0, 0, 0"],
    "regexp_match": ["'foobar', '(o)(b)'", "'foobar', 'x'"],
    "starts_with": ["'alphabet', 'alph'", "'a', 'alph'", "'a', ''"],
    "to_regclass": ["'pg_class'", "'no_such'", "'no_such.table'"],
    "to_regtype": ["'integer'", "'no_such'"],
    "trim_scale": ["1.2300", "100", "0.00", "-5.10"],
}
OWN = {
    "gen_random_uuid": "SELECT count(DISTINCT substr(dbmigrate.gen_random_uuid()::text, 15, 1)) FROM pg_class",
    "pg_sleep_for": "SELECT dbmigrate.pg_sleep_for(interval '0.001 seconds') IS NOT NULL",
    "to_regnamespace": "SELECT count(dbmigrate.to_regnamespace(n)) FROM unnest(ARRAY['pg_catalog', 'none']) AS n",
}


def runtime(name: str) -> str:
    return f"CREATE SCHEMA dbmigrate;\n{helper_sql(POSTGRES, name)}"


@pytest.mark.server
@pytest.mark.parametrize(("name", "arguments"), [(n, a) for n, calls in CALLS.items() for a in calls])
def test_it_answers_as_the_function_it_stands_for(name: str, arguments: str, run: Callable[..., str]) -> None:
    answers = run(runtime(name), f"SELECT {name}({arguments}), dbmigrate.{name}({arguments})")
    own, made = answers.split(" | ")
    assert made == own


@pytest.mark.server
@pytest.mark.parametrize("name", OWN)
def test_what_has_no_fixed_answer_answers(name: str, run: Callable[..., str]) -> None:
    assert run(runtime(name), OWN[name]) in ("1", "t")


def test_each_stand_in_is_tried() -> None:
    assert {*CALLS, *OWN} == set(STAND_INS)


def test_calls_of_what_the_target_lacks_go_to_the_runtime() -> None:
    text, helpers = with_stand_ins("SELECT to_regclass('a'), x.cardinality, length(b)", OPENGAUSS)
    assert text == "SELECT dbmigrate.to_regclass('a'), x.cardinality, length(b)"
    assert helpers == {"to_regclass"}
    assert with_stand_ins("SELECT to_regclass('a')", POSTGRES) == ("SELECT to_regclass('a')", frozenset())


def test_settings_that_may_be_missing_are_asked_for_by_the_runtime() -> None:
    text = "SELECT current_setting('a.' || f(x), true), current_setting('b')"
    changed = "SELECT dbmigrate.current_setting('a.' || f(x), true), current_setting('b')"
    assert with_stand_ins(text, OPENGAUSS) == (changed, {"current_setting"})
    assert with_stand_ins(text, load_target("kingbase/pg")) == (text, frozenset())


@pytest.mark.parametrize("target", ["opengauss/PG", "kingbase/sqlserver"])
def test_what_rules_move_stays_as_it_was(target: str) -> None:
    """Literals and names of the user's hold words that mean something else in code."""
    text = "SELECT CHARINDEX('a||b', [cardinality (x)]), CHARINDEX('cardinality (timestamp)', a) FROM t"
    made = convert_sql(text, source="sqlserver", target=target)
    assert "'a||b'" in made.text and "'cardinality (timestamp)'" in made.text and '"cardinality (x)"' in made.text


def test_load_scripts_hold_the_same_text() -> None:
    schema = "CREATE TABLE s (id int PRIMARY KEY);\nGO\n"
    columns = "id int REFERENCES s (id), v varchar(20) DEFAULT 'a||timestamp', at datetime DEFAULT GETDATE()"
    text = f"CREATE TABLE t ({columns})\nGO\n"
    made = convert_sql(text, source="sqlserver", target="kingbase/sqlserver", schema=schema)
    for written in (made.text, next(s.load for s in made.stretches if s.load)):
        assert "'a||timestamp'" in written and "datetime2(3)" in written


def test_a_name_that_a_rule_writes_alone_is_a_call() -> None:
    class Change:
        template, hi = "array_position", 1

    change = Change()
    assert fit_changes([change], "f (a, 'b')", OPENGAUSS) == ({"array_position"}, set())  # type: ignore[list-item]
    assert change.template == "dbmigrate.array_position"


def test_helpers_bring_the_stand_ins_that_they_call() -> None:
    assert "to_regclass" in helpers_of(OPENGAUSS, "assert_name")


def test_what_nothing_stands_in_for_is_an_issue() -> None:
    assert "sha256" in absent(OPENGAUSS)
    assert missing_functions("SELECT sha256(a), 'sha512(b)'", OPENGAUSS) == ["sha256"]
    made = convert_sql("SELECT HASHBYTES('SHA2_256', a) FROM t\nGO\n", source="sqlserver", target="opengauss/PG")
    assert [i.values["name"] for i in made.issues if i.code == "FN901"] == ["sha256"]
