"""`--helpers inline` and `--helpers orafce`: the same rows with fewer functions of our own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dbmigrate.engine.compose import reverse
from dbmigrate.engine.context import Options
from dbmigrate.engine.runtime import runtime_script
from dbmigrate.packs import load_target
from dbmigrate.pipeline import Conversion, convert_sql

TABLE = "CREATE TABLE bill (id NUMBER(6), fee NUMBER(8,2), code VARCHAR2(20), at DATE, day NUMBER(3));"
ROWS = "INSERT INTO bill VALUES (1, 0.50, 'a-b-c', '2024-02-29', 0), (2, 12, NULL, '2023-12-31', 5);"
SETUP = "CREATE TABLE bill (id numeric(6), fee numeric(8,2), code varchar(20), at timestamp(0), day numeric(3));" + ROWS
QUERIES = [
    "SELECT TO_CHAR(fee), MOD(id, day), INSTR(code, '-', 1, 2), SUBSTR(code, day, 2) FROM bill ORDER BY id",
    "SELECT TO_CHAR(SUM(fee)), ADD_MONTHS(MAX(at), MAX(day)) FROM bill GROUP BY MOD(id, day) ORDER BY 1",
    "SELECT SUBSTR(code, day - 2) -- the rest\n, TRUNC(at, 'IW') FROM bill WHERE MOD(id, /* by */ day) = 1 ORDER BY id",
    "SELECT MOD(MOD(id, day), TO_NUMBER(SUBSTR('a12', id + 1, 1))) FROM bill ORDER BY id",
]
CODE = """CREATE OR REPLACE FUNCTION left_over(value NUMBER, h NUMBER) RETURN NUMBER IS
  v NUMBER := MOD(value, h);
BEGIN
  RETURN v + MOD(value, -h);
END;
/
"""


def converted(text: str, helpers: str) -> Conversion:
    made = convert_sql(text, source="oracle", schema=TABLE, options=Options(helpers=helpers))
    assert reverse(made.text, made.edits) == text
    return made


def script(made: Conversion) -> str:
    return runtime_script(load_target("postgres@15"), made.helpers) if made.helpers else ""


@pytest.mark.server
@pytest.mark.parametrize("query", QUERIES)
def test_inline_gives_the_same_rows(query: str, run: Callable[..., str]) -> None:
    with_functions, without = converted(query, "runtime"), converted(query, "inline")
    assert without.helpers < with_functions.helpers
    expected = run(script(with_functions), SETUP, with_functions.text)
    assert run(script(without), SETUP, without.text) == expected


@pytest.mark.server
@pytest.mark.needs("orafce")
@pytest.mark.parametrize("query", QUERIES[:1])
def test_orafce_gives_the_same_rows(query: str, run: Callable[..., str]) -> None:
    with_functions, without = converted(query, "runtime"), converted(query, "orafce")
    assert "oracle.mod(id, day)" in without.text and "oracle.instr(code, '-', 1, 2)" in without.text
    assert "orafce" in without.helpers and not {"mod", "instr"} & without.helpers
    own = runtime_script(load_target("postgres@15"), without.helpers - {"orafce"})
    assert run(own, SETUP, without.text) == run(script(with_functions), SETUP, with_functions.text)


@pytest.mark.server
def test_names_of_the_caller_are_not_the_helpers_own(run: Callable[..., str]) -> None:
    made = converted(CODE, "inline")
    assert not made.helpers
    assert run(made.text, "SELECT left_over(7, 4)") == "6"


def test_what_cannot_be_written_inline_is_said() -> None:
    made = converted("SELECT INSTR(code, 'a', -1), MOD(id, day) FROM bill", "inline")
    assert made.helpers == {"instr"}
    assert [(i.code, dict(i.values)) for i in made.issues if i.code == "OP040"] == [("OP040", {"helpers": "instr"})]


def test_constraints_take_no_sub_query() -> None:
    made = converted("ALTER TABLE bill ADD CONSTRAINT ck CHECK (MOD(id, day) = 1)", "inline")
    assert made.helpers == {"mod"} and "dbmigrate.mod(id, day)" in made.text
    assert [i.code for i in made.issues if i.code == "OP040"] == ["OP040"]


@pytest.mark.parametrize("helpers", ["inline", "orafce"])
def test_views_and_what_they_need_stay(helpers: str) -> None:
    made = converted("SELECT sequence_name FROM user_sequences", helpers)
    assert made.helpers >= {"dictionary", "dictionary_sequences"}
