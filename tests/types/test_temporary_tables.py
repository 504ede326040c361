"""Temporary tables and table variables of T-SQL code have the types that the code gives them."""

from __future__ import annotations

import pytest

from dbmigrate.pipeline import convert_sql

TABLE = "CREATE TABLE t (i INT, v VARCHAR(25), d DECIMAL(6,2), dt DATETIME)"


def body(statements: str) -> str:
    text = f"CREATE PROCEDURE p AS\nBEGIN\n{statements}\nEND"
    return convert_sql(text, source="sqlserver", schema=TABLE).text


@pytest.mark.parametrize(
    "making",
    [
        "CREATE TABLE #t (i INT, v VARCHAR(5), at DATETIME)",
        "SELECT i, CAST(v AS VARCHAR(5)) AS v, dt AS at INTO #t FROM t",
    ],
)
def test_columns_of_a_temporary_table_are_known(making: str) -> None:
    made = body(f"{making}\nINSERT INTO #t VALUES (2.7, 'a', '10:30')\nUPDATE #t SET v = v + 'x', i = i / 2.0")
    assert "VALUES (2, 'a', '1900-01-01 10:30')" in made
    assert "v = v || 'x', i = trunc(" in made


def test_a_table_of_the_estate_is_another_one() -> None:
    made = body("CREATE TABLE #t (i VARCHAR(5))\nSELECT i + i AS x INTO #u FROM #t")
    assert "SELECT i || i AS x" in made


def test_two_kinds_of_one_name_are_not_known() -> None:
    made = body("CREATE TABLE #t (i INT)\nDROP TABLE #t\nCREATE TABLE #t (i VARCHAR(5))\nINSERT INTO #t VALUES (2.7)")
    assert "VALUES (2.7)" in made


def test_table_variables_are_converted_to() -> None:
    made = body("DECLARE @r TABLE (i INT, v VARCHAR(20))\nINSERT @r SELECT d, dt FROM t")
    assert "SELECT trunc(d), dbmigrate.datetime_text(dt) FROM t" in made
