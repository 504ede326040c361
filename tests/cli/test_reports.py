"""What the commands print: a useful scan of each estate, both languages, JSON as its schema says, patches, pages."""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from commands import ESTATES, FIXTURES, Commands
from jsonschema import Draft202012Validator

from dbmigrate.engine.contract import load_rules


@cache
def schema() -> Draft202012Validator:
    values = json.loads((files("dbmigrate.report") / "schemas" / "report-1.json").read_text("utf-8"))
    Draft202012Validator.check_schema(values)
    return Draft202012Validator(values)


def checked(text: str) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(text)
    assert [f"{list(e.path)}: {e.message}" for e in schema().iter_errors(values)] == []
    return values


@pytest.mark.parametrize("estate", ESTATES)
def test_scan_without_an_option_is_useful(dbmigrate: Commands, estate: str) -> None:
    answer = dbmigrate("scan", FIXTURES / estate)
    assert (answer.code, answer.err) == (1, "")
    assert answer.out.startswith("target: not given, postgres@15 assumed")
    assert re.search(r"\d+ files read: ", answer.out)
    assert re.search(r"tables \d\d", answer.out)
    assert re.search(r"\d+ of \d+ units need nothing or a safe edit", answer.out)
    assert re.search(r"PL\d{3}", answer.out) and "partial" in answer.out


@pytest.mark.parametrize(("estate", "lang"), [("emr-oracle", "en"), ("his-oracle", "zh"), ("lis-sqlserver", "zh")])
def test_the_json_report_keeps_to_its_schema(dbmigrate: Commands, estate: str, lang: str) -> None:
    answer = dbmigrate("scan", FIXTURES / estate, "--format", "json", "--lang", lang)
    assert answer.code == 1
    values = checked(answer.out)
    assert sum(values["verdicts"].values()) == len(values["units"])
    assert values["rates"]["units"] == sum(u["verdict"] != "ignored" for u in values["units"])
    assert all(re.search("[\u4e00-\u9fff]", i["message"]) for i in values["issues"]) is (lang == "zh")
    unmade = [i for i in values["issues"] if re.search(r"\{\w+\}", i["message"])]
    assert unmade == []


def test_a_schema_that_refuses_nothing_would_prove_nothing(dbmigrate: Commands) -> None:
    values = checked(dbmigrate("scan", FIXTURES / "emr-oracle", "--format", "json").out)
    values["units"][0]["verdict"] = "perfect"
    del values["issues"][0]["code"]
    assert len(list(schema().iter_errors(values))) == 2


def test_a_report_into_a_file_leaves_the_terminal_to_the_other(dbmigrate: Commands) -> None:
    answer = dbmigrate("scan", FIXTURES / "emr-oracle", "--format", "rich", "--format", "json=report.json")
    assert "units need nothing" in answer.out
    checked(Path("report.json").read_text("utf-8"))


def test_severity_filters_the_report(dbmigrate: Commands) -> None:
    answer = dbmigrate("scan", FIXTURES / "emr-oracle", "--format", "json", "--severity", "refused")
    assert {i["severity"] for i in checked(answer.out)["issues"]} == {"refused"}


def test_the_same_report_twice(dbmigrate: Commands) -> None:
    first = dbmigrate("scan", FIXTURES / "emr-oracle", "--format", "json").out
    assert dbmigrate("scan", FIXTURES / "emr-oracle", "--format", "json").out == first
    assert str(FIXTURES) not in first


def test_chinese_report(dbmigrate: Commands) -> None:
    answer = dbmigrate("scan", FIXTURES / "emr-oracle", "--lang", "zh")
    assert "判定" in answer.out and "不兼容" in answer.out and "Verdict" not in answer.out


def test_the_locale_gives_the_language(dbmigrate: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "判定" in dbmigrate("scan", FIXTURES / "emr-oracle").out


def test_convert_says_what_it_wrote(dbmigrate: Commands) -> None:
    answer = dbmigrate("convert", FIXTURES / "emr-oracle", "-o", "out")
    assert answer.code == 0
    assert "written to out" in answer.out
    made = {p.name for p in Path("out/_dbmigrate/load").iterdir()}
    assert made == {"00_runtime.sql", "10_pre.sql", "20_data.sql", "30_post.sql", "load.sql"}
    assert {p.name for p in Path("out").glob("*.sql")} == {p.name for p in (FIXTURES / "emr-oracle").iterdir()}


@pytest.mark.parametrize("estate", ["emr-oracle", "his-oracle"])
def test_the_patch_applies(dbmigrate: Commands, estate: str, tmp_path: Path) -> None:
    """With git, to a copy of the estate: then it is what convert writes, in the files' own encodings."""
    assert dbmigrate("diff", FIXTURES / estate, "-o", "estate.patch").code == 0
    copy = tmp_path / "copy"
    for file in (FIXTURES / estate).rglob("*"):
        if file.is_file():
            target = copy / file.relative_to(FIXTURES / estate)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
    subprocess.run(["git", "init", "-q"], cwd=copy, check=True)
    subprocess.run(
        ["git", "-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", tmp_path / "estate.patch"],
        cwd=copy,
        check=True,
    )
    assert dbmigrate("convert", FIXTURES / estate, "-o", "out", "--keep-encoding").code == 0
    for file in Path("out").rglob("*"):
        if file.is_file() and "_dbmigrate" not in file.parts:
            assert (copy / file.relative_to("out")).read_bytes() == file.read_bytes(), file


def test_explain_shows_a_page_in_both_languages(dbmigrate: Commands) -> None:
    english, chinese = dbmigrate("explain", "PL001").out, dbmigrate("explain", "procedural-unit", "--lang", "zh").out
    assert english.startswith("PL001 procedural-unit") and chinese.startswith("PL001 procedural-unit")
    assert re.search("[\u4e00-\u9fff]", chinese)


def test_rules_lists_every_rule(dbmigrate: Commands) -> None:
    listed = set(re.findall(r"^ ?([A-Z]{2}\d{3}) ", dbmigrate("rules").out, re.M))
    assert listed == set(load_rules())


def test_rules_of_a_family_and_a_source(dbmigrate: Commands) -> None:
    out = dbmigrate("rules", "--family", "se", "--from", "sqlserver").out
    listed = set(re.findall(r"^ ?([A-Z]{2}\d{3}) ", out, re.M))
    assert listed == {r.code for r in load_rules().values() if r.family == "SE" and "sqlserver" in r.source}


@pytest.mark.parametrize("columns", ["80", "140"])
def test_the_list_of_rules_cuts_no_text(dbmigrate: Commands, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    out = dbmigrate("rules", "--family", "DD", "--lang", "zh").out
    assert "…" not in out
    for text in ("拒绝执行", "自动改写", "oracle-current-schema", "写入 NULL 时也用默认值（DEFAULT ON NULL）"):
        assert text in out
