"""SQL*Plus substitution variables: which are set where, and what becomes of them in each kind of place."""

from pathlib import Path

import pytest

from dbmigrate.config import Settings
from dbmigrate.model import Severity
from dbmigrate.output import convert
from dbmigrate.pipeline import Conversion, convert_sql
from dbmigrate.sources.split import split
from dbmigrate.sources.substitution import Variables


def after(script: str) -> Variables:
    variables = Variables()
    for segment in split([script], "oracle"):
        variables.follow(segment)
    return variables


@pytest.mark.parametrize(
    ("script", "on"),
    [
        ("", True),
        ("set define off\n", False),
        ("SET ECHO ON DEF OFF\n", False),
        ("set scan off\nset define on\n", True),
        ("set define '&'\n", True),
        ("set define ^\n", False),
        ("set serveroutput off\n", True),
    ],
)
def test_whether_the_sign_means_a_variable(script: str, on: bool) -> None:
    assert after(script).on is on


def test_which_variables_are_set() -> None:
    variables = after("define Owner = his\naccept ward prompt 'which'\ndef a = 1\nundefine A\n")
    assert variables.known == {"owner": "Owner", "ward": "ward"}
    assert variables.spelled("OWNER") == "Owner"


def converted(text: str) -> tuple[str, Conversion]:
    made = convert_sql(text, source="oracle")
    return made.text.splitlines()[-1], made


@pytest.mark.parametrize(
    ("text", "expected", "note"),
    [
        ("SELECT 'R&D' FROM visit", "SELECT 'R&D' FROM visit", "text"),
        ("SELECT '&ward' FROM visit", "SELECT :'ward' FROM visit", "undefined"),
        ("SELECT a FROM &own.visit", "SELECT a FROM &own.visit", "joined"),
        ('SELECT a FROM "&tab"', 'SELECT a FROM :"tab"', "undefined"),
        ("SELECT a FROM visit WHERE b = q'[&x]'", "SELECT a FROM visit WHERE b = '&x'", "text"),
        ("CREATE TABLE t_&year. (a VARCHAR(10))", "CREATE TABLE t_:year (a VARCHAR(10))", "undefined"),
    ],
)
def test_variables_that_the_script_does_not_set(text: str, expected: str, note: str) -> None:
    line, made = converted(text)
    assert line == expected
    assert [(i.code, i.note, i.open) for i in made.issues if i.code == "SE021"] == [("SE021", note, True)]


def test_variables_of_sqlcmd() -> None:
    made = convert_sql(':setvar Db "his"\nSELECT $(db)x, N\'$(DB)\', \'$(y)z\' FROM t\nGO\n', source="sqlserver")
    assert "SELECT $(db)x, :'Db', '$(y)z' FROM t" in made.text
    assert {i.note for i in made.issues if i.code == "SE021"} == {"joined"}


def test_data_keeps_an_ordinary_sign() -> None:
    line, made = converted("INSERT INTO visit (memo) VALUES ('R&D');")
    assert line == "INSERT INTO visit (memo) VALUES ('R&D');"


def test_a_variable_in_data_is_no_text() -> None:
    line, made = converted("define d = x\nINSERT INTO visit (memo) VALUES ('R&D');\n")
    assert line == "INSERT INTO visit (memo) VALUES (('R' || :'d'));"
    assert not any(i.open for i in made.issues)


def test_a_script_may_set_variables_for_others(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "install.sql").write_text("define Own=his\n@a.sql\n", "utf-8")
    (tmp_path / "in" / "a.sql").write_text("SELECT a FROM &own..visit;\n", "utf-8")
    convert(Settings(paths=(tmp_path / "in",), source="oracle").checked(), tmp_path / "out")
    assert (tmp_path / "out" / "a.sql").read_text("utf-8") == "SELECT a FROM :Own.visit;\n"


def test_character_references_are_text() -> None:
    made = convert_sql("SELECT REPLACE(a, '&lt;', '&nbsp;') FROM visit;", source="oracle")
    assert made.text == "SELECT REPLACE(a, '&lt;', '&nbsp;') FROM visit;"
    assert [(i.note, i.severity) for i in made.issues if i.code == "SE021"] == [("entity", Severity.NOTE)]


def test_a_variable_amid_a_constant_of_ddl_is_reported() -> None:
    made = convert_sql("define w = A1\nCOMMENT ON TABLE visit IS 'ward &w.';\n", source="oracle")
    assert made.text.endswith("COMMENT ON TABLE visit IS 'ward &w.';\n")
    assert [(i.note, i.values["variable"]) for i in made.issues if i.code == "SE021"] == [("part", "w")]


def test_bodies_of_routines_hold_no_variables_of_psql() -> None:
    made = convert_sql("BEGIN\n  p(&x);\nEND;\n/\n", source="oracle")
    assert "body" in {i.note for i in made.issues if i.code == "SE021"}
