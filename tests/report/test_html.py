"""The page: nothing of the input acts in it, it needs no network, and it works with 20,000 issues."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import browser
import pytest
from commands import FIXTURES, Commands
from reports import HOSTILE, report
from servers import installations

from dbmigrate.report.html.page import as_html, flowing
from dbmigrate.report.html.parts import Proven, funnel
from dbmigrate.results import Report

needs_browser = pytest.mark.skipif(browser.PROGRAM is None, reason="no Chromium")
UNITS = "document.querySelector('#unit-table tbody')"
ISSUES = "document.querySelector('#issue-table .where').textContent"
CHOOSE = """(name, label) => {
  const list = document.querySelector(`#issue-table select[name=${name}]`);
  list.value = [...list.options].find(o => o.text === label).value;
  list.dispatchEvent(new Event("change"));
}"""
TYPE = """(text) => new Promise(done => {
  const box = document.querySelector("#issue-table input[type=search]");
  box.value = text; box.dispatchEvent(new Event("input")); setTimeout(done, 400);
})"""


class Outline(HTMLParser):
    """The elements and attributes of a page; what stands in scripts is no element."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.stack: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))


@pytest.fixture(scope="module")
def hostile() -> str:
    return as_html(report(60, 5, HOSTILE), "zh")


def written(folder: Path, text: str) -> Path:
    path = folder / "report.html"
    path.write_text(text, "utf-8", errors="backslashreplace")
    return path


def test_nothing_of_the_input_becomes_markup(hostile: str) -> None:
    tags = Outline(hostile).tags
    assert [a for t, a in tags if t == "script"] == [{"type": "application/json", "id": "data"}, {}]
    assert not [t for t, _ in tags if t in ("img", "iframe", "object", "link", "base", "form", "embed")]
    for _, attributes in tags:
        assert not [k for k in attributes if k.startswith("on") or k in ("src", "style")]
        assert str(attributes.get("href", "#")).startswith("#")
    assert "\x1b" not in hostile and "\u202e" not in hostile and "\udce4" not in hostile
    assert "{{ 7*7 }}" in hostile  # as text


def test_the_data_is_whole(hostile: str) -> None:
    body = re.search(r'<script type="application/json" id="data">(.*?)</script>', hostile, re.S)
    assert body
    values = json.loads(body[1])
    assert (len(values["issues"]), len(values["units"])) == (300, 60)
    assert any("</script>" in text for text in values["texts"])


def test_no_address_but_those_of_namespaces(hostile: str) -> None:
    assert "default-src 'none'" in hostile
    outside = [u for u in re.findall(r"https?://[^\s\"'<)]+", hostile) if not u.startswith("http://x")]
    assert not [u for u in outside if "w3.org" not in u]


def test_each_rate_stands_beside_the_others(hostile: str) -> None:
    line = re.search(r'<p class="verdict">(.*?)</p>', hostile, re.S)
    assert line and "个单元中" in line[1] and "占行数" in line[1] and "静默" in line[1] and "1 个文件未评估" in line[1]


def test_files_and_kinds_of_what_lies_outside(hostile: str) -> None:
    table = re.search(r'<table class="matrix">(.*?)</table>', hostile, re.S)
    assert table
    rows = re.findall(r"<tr>(.*?)</tr>", table[1], re.S)[1:]
    for row in rows:
        counts = [int(n or 0) for n in re.findall(r'<td class="n">(?:<b>)?(\d*)', row)]
        assert sum(counts[:-1]) == counts[-1] > 0


def test_without_a_baseline_there_is_no_comparison(hostile: str) -> None:
    assert 'id="baseline"' not in hostile and "collation" in hostile


def test_what_was_not_assessed_is_named(hostile: str) -> None:
    assert "forms/menu.pbl" in hostile


def test_loading_is_not_checked_unless_verify_did(dbmigrate: Commands) -> None:
    dbmigrate("scan", FIXTURES / "emr-oracle", "--format", "html=r.html")
    text = Path("r.html").read_text("utf-8")
    assert text.count("未检查") == 2 and 'id="proof"' not in text


def test_an_estate_without_issues_has_a_page() -> None:
    assert "未发现问题" in as_html(Report("postgres@15"), "zh")


def test_the_same_input_gives_the_same_bytes(dbmigrate: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    for name in ("a", "b"):
        dbmigrate("scan", FIXTURES / "emr-oracle", "-f", f"html={name}.html", "-f", f"xlsx={name}.xlsx")
    assert Path("a.html").read_bytes() == Path("b.html").read_bytes()
    assert Path("a.xlsx").read_bytes() == Path("b.xlsx").read_bytes()
    assert "2023-11-14 22:13 UTC" in Path("a.html").read_text("utf-8")


def test_a_date_that_is_none(dbmigrate: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert "SOURCE_DATE_EPOCH" in dbmigrate("scan", FIXTURES / "emr-oracle", "-f", "html=a.html").complaint


def test_a_page_needs_a_file(dbmigrate: Commands) -> None:
    assert "--format html needs a file" in dbmigrate("scan", FIXTURES / "emr-oracle", "-f", "html").complaint


@needs_browser
def test_hostile_names_do_nothing_in_a_browser(hostile: str, tmp_path: Path) -> None:
    with browser.page(written(tmp_path, hostile)) as page:
        assert page.run("document.documentElement.dataset.ready") == "1"
        assert page.run("document.title") == "dbmigrate · postgres@15"
        page.run("document.querySelectorAll('details').forEach(d => d.open = true)")
        page.run("new Promise(done => setTimeout(done, 200))")
        assert page.run("document.querySelectorAll('main img, main script').length") == 0
        for width in (1440, 1024):
            page.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
            assert page.run("document.documentElement.scrollWidth") <= width
        assert page.trouble == []


@needs_browser
def test_twenty_thousand_issues(tmp_path: Path) -> None:
    text = as_html(report(5000, 4), "zh")
    assert len(text.encode()) < 15_000_000
    with browser.page(written(tmp_path, text)) as page:
        assert page.run(ISSUES) == "1–30 / 20000"
        page.run(f"({CHOOSE})('severity', '结果不同')")
        assert page.run(ISSUES) == "1–30 / 2858"
        page.run(f"({CHOOSE})('severity', '严重度: 全部')")
        page.run(f"({TYPE})('his.t_4999')")
        assert page.run(ISSUES) == "1–4 / 4"
        page.run(f"({TYPE})('')")
        page.run("document.querySelector('#issue-table .pager button:last-child').click()")
        assert page.run(ISSUES) == "31–60 / 20000"
        page.run("document.querySelector('#issue-table th[data-sort]').click()")
        assert page.run("document.querySelector('#issue-table tbody code').textContent") == "DD058"
        page.run("document.querySelector('#issue-table tbody a').click()")
        page.run("new Promise(done => setTimeout(done, 300))")
        assert page.run("document.getElementById('code-DD058').open")
        assert page.run("document.querySelectorAll('#code-DD058 .places tr').length") == 20
        assert page.trouble == []


@needs_browser
def test_the_language_is_switched_in_the_page(hostile: str, tmp_path: Path) -> None:
    with browser.page(written(tmp_path, hostile)) as page:
        assert page.run("document.querySelector('#overview h1').innerText") == "评估结论"
        assert "部分兼容" in page.run(f"{UNITS}.innerText")
        page.run("document.querySelector('[data-to=en]').click()")
        assert page.run("document.querySelector('#overview h1').innerText") == "Assessment"
        assert page.run("document.documentElement.lang") == "en"
        assert "partial" in page.run(f"{UNITS}.innerText")
        assert page.trouble == []


def test_paragraphs_flow() -> None:
    assert flowing("one\ntwo\n\n甲，\n乙\n- item\n- item") == "one two\n\n甲，乙\n- item\n- item"


@pytest.mark.skipif(not installations(), reason="PostgreSQL: not installed")
def test_after_verify_it_says_what_was_loaded(dbmigrate: Commands) -> None:
    Path("a.sql").write_text("CREATE TABLE ward (ward_no NUMBER(8));\nCREATE TABLE ward (ward_no NUMBER(8));\n")
    dbmigrate("verify", "a.sql", "--from", "oracle", "-f", "html=r.html", "-f", "xlsx=r.xlsx")
    text = Path("r.html").read_text("utf-8")
    assert "1 个单元已加载" in text and 'id="proof"' in text and "already exists" in text
    assert Path("r.xlsx").stat().st_size > 1000


def test_the_funnel() -> None:
    made = report(200, 2)
    found = [(s.key, s.count) for s in funnel(made, None)]
    assert found == [("read", 200), ("parsed", 198), ("converted", 198), ("loaded", None), ("body-checked", None)]
    rungs = ["loaded" if u.rung == "converted" else u.rung for u in made.units]
    proven = Proven("PostgreSQL 18", rungs, 0, (198, 200), [])
    assert [s.count for s in funnel(made, proven)] == [200, 198, 198, 198, 0]
    assert funnel(made, replace(proven, unchecked=5))[4].count is None
