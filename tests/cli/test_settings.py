"""The config file and what the command line says over it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import Commands


@pytest.fixture
def estate(tmp_path: Path) -> Path:
    folder = tmp_path / "estate"
    (folder / "old").mkdir(parents=True)
    (folder / "ward.sql").write_text("CREATE TABLE ward (ward_no integer);\n")
    (folder / "old" / "bed.sql").write_text("CREATE TABLE bed (bed_no integer);\n")
    return folder


def report(dbmigrate: Commands, *arguments: object) -> dict[str, str]:
    values = json.loads(dbmigrate("scan", *arguments, "--format", "json").out)
    assumed = {a["key"]: ("" if a["given"] else "assumed ") + a["value"] for a in values["assumptions"]}
    return assumed | {"files": " ".join(f["name"] for f in values["files"])}


def test_without_a_config_the_assumptions_are_said(dbmigrate: Commands, estate: Path) -> None:
    found = report(dbmigrate, estate)
    assert found["target"] == "assumed postgres@15"
    assert found["source-charset"] == "assumed ZHS16GBK"
    assert found["files"] == "old/bed.sql ward.sql"


def test_the_config_of_the_folder_is_taken(dbmigrate: Commands, estate: Path) -> None:
    Path("dbmigrate.toml").write_text('to = "postgres@18"\nfrom = "sqlserver"\nexclude = "old"\n')
    found = report(dbmigrate, estate)
    assert (found["target"], found["source"], found["files"]) == ("postgres@18", "sqlserver", "ward.sql")


def test_pyproject_is_taken_where_it_has_our_table(dbmigrate: Commands, estate: Path) -> None:
    Path("pyproject.toml").write_text('[tool.dbmigrate]\ntarget = "postgres@18"\n')
    assert report(dbmigrate, estate)["target"] == "postgres@18"
    Path("pyproject.toml").write_text('[tool.other]\ntarget = "postgres@18"\n')
    assert report(dbmigrate, estate)["target"] == "assumed postgres@15"


def test_the_command_line_wins_over_the_config(dbmigrate: Commands, estate: Path) -> None:
    Path("dbmigrate.toml").write_text('to = "postgres@18"\nexclude = ["old"]\nsource-charset = "AL32UTF8"\n')
    found = report(dbmigrate, estate, "--to", "postgres@15", "--exclude", "ward.sql")
    assert found["target"] == "postgres@15"
    assert found["files"] == "old/bed.sql"
    assert found["source-charset"] == "AL32UTF8"


def test_a_named_config_wins_over_the_folders(dbmigrate: Commands, estate: Path) -> None:
    Path("dbmigrate.toml").write_text('to = "postgres@18"\n')
    Path("site.toml").write_text('to = "kingbase"\n')
    assert report(dbmigrate, estate, "--config", "site.toml")["target"].startswith("kingbase")


def test_the_language_of_the_config(dbmigrate: Commands, estate: Path) -> None:
    Path("dbmigrate.toml").write_text('lang = "zh"\n')
    assert "判定" in dbmigrate("scan", estate).out
    assert "Verdict" in dbmigrate("scan", estate, "--lang", "en").out


def test_the_form_of_result_sets_for_all_and_for_single_routines(dbmigrate: Commands, tmp_path: Path) -> None:
    folder = tmp_path / "routines"
    folder.mkdir()
    rows = "CREATE PROCEDURE {} AS SELECT no FROM ward\nGO\n"
    text = "CREATE TABLE ward (no INT)\nGO\n" + "".join(map(rows.format, ("listed", "report_a", "report_b")))
    (folder / "all.sql").write_text(text)
    Path("dbmigrate.toml").write_text('[result-sets-of]\n"dbo.Report*" = "refcursor"\nreport_b = "table"\n')
    assert codes(dbmigrate, folder) == "PL250 PL251 PL250"
    assert codes(dbmigrate, folder, "--result-sets", "refcursor") == "PL251 PL251 PL250"
    Path("dbmigrate.toml").write_text('[result-sets-of]\nreport_b = "rows"\n')
    refused = dbmigrate("scan", folder, "--from", "sqlserver")
    assert refused.code == 2 and "'rows' is not one of table, refcursor" in refused.err
    Path("dbmigrate.toml").write_text('result-sets-of = "table"\n')
    assert "result-sets-of: a table is wanted" in dbmigrate("scan", folder, "--from", "sqlserver").err


def codes(dbmigrate: Commands, *arguments: object) -> str:
    values = json.loads(dbmigrate("scan", *arguments, "--from", "sqlserver", "--format", "json").out)
    return " ".join(i["code"] for i in values["issues"] if i["code"] in ("PL250", "PL251"))
