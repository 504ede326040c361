"""The inventory of routines: what each takes and gives, who calls it, and calls that the server takes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from dbmigrate.config import Settings
from dbmigrate.engine.runtime import runtime_script
from dbmigrate.inventory import Interface
from dbmigrate.output import convert
from dbmigrate.packs import load_target
from dbmigrate.pipeline import convert_sql
from dbmigrate.report.sheets import as_workbook

SQLSERVER = """\
CREATE TABLE dbo.ward (id INT, beds SMALLINT, name NVARCHAR(20))
GO
INSERT INTO dbo.ward VALUES (1, 10, N'a')
GO
CREATE PROCEDURE dbo.listed @id INT, @kind VARCHAR(10) = 'a' AS
SELECT id, beds, name FROM dbo.ward WHERE id >= @id
GO
CREATE PROCEDURE dbo.report @id INT AS
BEGIN
  IF @id < 0
  BEGIN
    SELECT 'F', 'no'
    RETURN
  END
  EXEC dbo.listed @id
  SELECT COUNT(*) AS n, name FROM dbo.ward GROUP BY name
END
GO
CREATE PROCEDURE dbo.told @id INT, @msg VARCHAR(20) OUTPUT AS
BEGIN
  SELECT @msg = 'a'
  SELECT id, beds * 1.5 AS more FROM dbo.ward
  RETURN 5
END
GO
CREATE PROCEDURE dbo.closed @id INT, @n INT OUTPUT AS
BEGIN
  UPDATE dbo.ward SET beds = 0 WHERE id = @id
  SELECT @n = @@ROWCOUNT
END
GO
CREATE FUNCTION dbo.within(@id INT) RETURNS TABLE AS RETURN (SELECT id, name FROM dbo.ward WHERE id = @id)
GO
CREATE FUNCTION dbo.made(@id INT) RETURNS @t TABLE (id INT, name VARCHAR(9)) AS
BEGIN
  INSERT INTO @t VALUES (@id, 'x')
  RETURN
END
GO
CREATE FUNCTION dbo.shown(@id INT) RETURNS VARCHAR(10) AS
BEGIN
  RETURN 'a'
END
GO
"""
ORACLE = """\
CREATE TABLE ward (id NUMBER(5), beds NUMBER(3), name VARCHAR2(20));
INSERT INTO ward VALUES (1, 10, 'a');
CREATE OR REPLACE PACKAGE wards AS
  TYPE rows_of IS REF CURSOR;
  PROCEDURE listed(p_id IN NUMBER, p_rows OUT rows_of, p_msg IN OUT VARCHAR2);
  FUNCTION all_of RETURN SYS_REFCURSOR;
  FUNCTION one(p NUMBER DEFAULT 1) RETURN VARCHAR2;
END;
/
CREATE OR REPLACE PACKAGE BODY wards AS
  FUNCTION hidden RETURN NUMBER IS BEGIN RETURN 1; END;
  PROCEDURE listed(p_id IN NUMBER, p_rows OUT rows_of, p_msg IN OUT VARCHAR2) IS
  BEGIN
    OPEN p_rows FOR SELECT id, name FROM ward WHERE id = p_id;
  END;
  FUNCTION all_of RETURN SYS_REFCURSOR IS
    c SYS_REFCURSOR;
  BEGIN
    OPEN c FOR SELECT * FROM ward;
    RETURN c;
  END;
  FUNCTION one(p NUMBER DEFAULT 1) RETURN VARCHAR2 IS BEGIN RETURN 'a'; END;
END;
/
CREATE PROCEDURE told(a IN NUMBER, b OUT VARCHAR2) IS BEGIN b := wards.one(a); END;
/
CREATE FUNCTION halved(a IN NUMBER, b OUT NUMBER) RETURN NUMBER IS BEGIN b := a / 2; RETURN b; END;
/
"""
FORMS = {
    "dbo.listed": ("function", "table", 1, "SELECT * FROM public.listed(p_id => ?, kind => ?)"),
    "dbo.report": ("function", "refcursors", 3, 'SELECT * FROM public.report(id => ?); FETCH ALL FROM "<cursor>"'),
    "dbo.told": (
        "procedure",
        "result_sets",
        1,
        'CALL public.told(id => ?, msg => ?, result_sets => NULL, return_status => NULL); FETCH ALL FROM "<cursor>"',
    ),
    "dbo.closed": ("procedure", "", 0, "CALL public.closed(id => ?, n => ?)"),
    "dbo.within": ("function", "table", 1, "SELECT * FROM public.within(p_id => ?)"),
    "dbo.made": ("function", "table", 1, "SELECT * FROM public.made(p_id => ?)"),
    "dbo.shown": ("function", "", 0, "SELECT public.shown(id => ?)"),
    "wards.listed": (
        "procedure",
        "out refcursor",
        1,
        'CALL wards.listed(p_id => ?, p_rows => NULL, p_msg => ?); FETCH ALL FROM "<cursor>"',
    ),
    "wards.all_of": ("function", "refcursor", 1, 'SELECT wards.all_of(); FETCH ALL FROM "<cursor>"'),
    "wards.one": ("function", "", 0, "SELECT wards.one(p => ?)"),
    "told": ("procedure", "", 0, "CALL told(a => ?, b => NULL)"),
    "halved": ("function", "", 0, "SELECT * FROM halved(a => ?)"),
}


def found(text: str, source: str) -> list[Interface]:
    return [i for s in convert_sql(text, source=source).stretches for i in s.interfaces]


def test_what_each_routine_becomes() -> None:
    every = [*found(SQLSERVER, "sqlserver"), *found(ORACLE, "oracle")]
    assert {i.name: (i.kind, i.form, len(i.sets), i.call) for i in every} == FORMS


@pytest.mark.server
@pytest.mark.parametrize(("source", "text"), [("sqlserver", SQLSERVER), ("oracle", ORACLE)])
def test_the_server_takes_the_calls(source: str, text: str, run: Callable[..., str]) -> None:
    made = convert_sql(text, source=source)
    helpers = runtime_script(load_target("postgres@15"), made.helpers | {"fill"})
    for one in found(text, source):
        call, fetched, _ = one.call.replace("?", "'1'").partition("; FETCH")
        rows = run(helpers, "CREATE SCHEMA IF NOT EXISTS wards", made.text, call)
        assert ("unnamed portal" in rows) == bool(fetched)


def test_columns_and_lines_of_the_sets() -> None:
    sets = {i.name: i.sets for i in [*found(SQLSERVER, "sqlserver"), *found(ORACLE, "oracle")]}
    places = [(s.line, s.given_by) for s in sets["dbo.report"]]
    assert places == [(12, "query"), (15, "call of dbo.listed"), (16, "query")]
    assert sets["dbo.report"][0].columns == (("column1", "varchar"), ("column2", "varchar"))
    assert sets["dbo.listed"][0].columns == (("id", "integer"), ("beds", "smallint"), ("name", "varchar"))
    assert sets["dbo.made"][0].columns == (("id", "integer"), ("name", "varchar(9)"))
    assert (sets["wards.listed"][0].line, sets["wards.listed"][0].given_by) == (14, "cursor p_rows")
    assert [name for name, _ in sets["wards.all_of"][0].columns] == ["id", "beds", "name"]


@pytest.fixture
def estate(tmp_path: Path) -> Path:
    folder = tmp_path / "estate"
    folder.mkdir()
    (folder / "a.sql").write_text(SQLSERVER)
    return folder


def test_the_manifest_lists_them_with_their_callers(estate: Path, tmp_path: Path) -> None:
    convert(Settings(paths=(estate,), source="sqlserver"), tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / "_dbmigrate" / "manifest.json").read_text("utf-8"))
    routines: dict[str, Any] = {r["name"]: r for r in manifest["routines"]}
    assert list(routines) == [name for name in FORMS if name.startswith("dbo.")]
    listed = routines["dbo.listed"]
    assert (listed["file"], listed["line"], listed["results"]) == ("a.sql", 5, "table")
    assert listed["before"] == "EXEC dbo.listed @id = ?, @kind = ?"
    assert [c["name"] for c in listed["callers"]] == ["dbo.report"]
    assert routines["dbo.told"]["status"] and not listed["status"]
    message = {"name": "msg", "type": "varchar(20)", "mode": "in out", "default": False}
    assert message in routines["dbo.told"]["parameters"]


def test_the_workbook_has_a_sheet_of_them(estate: Path, tmp_path: Path) -> None:
    report = convert(Settings(paths=(estate,), source="sqlserver"), tmp_path / "out")
    (tmp_path / "a.xlsx").write_bytes(as_workbook(report, "zh"))
    rows = list(load_workbook(tmp_path / "a.xlsx")["例程接口"].iter_rows(values_only=True))
    assert rows[0][:4] == ("例程", "位置", "转换为", "参数")
    shown = {row[0]: row for row in rows[1:]}
    assert shown["dbo.report"][5:7] == (3, "每个结果集一个游标")
    assert shown["dbo.report"][7].startswith("1) column1 varchar, column2 varchar; 2) id integer")


def test_a_target_that_runs_the_code_keeps_its_calls() -> None:
    made = convert_sql(SQLSERVER, source="sqlserver", target="kingbase/sqlserver")
    assert not [i for s in made.stretches for i in s.interfaces]
