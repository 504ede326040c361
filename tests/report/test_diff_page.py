"""The comparison's page and its Markdown: nothing of the input acts in them, and each change leads to its reason."""

from __future__ import annotations

import json
import re
from pathlib import Path

import browser
import pytest
from commands import FIXTURES, Commands
from markdown_it import MarkdownIt
from reports import HOSTILE
from test_html import Outline, needs_browser

from dbmigrate.model import Edit, Fix, Issue, Place, Severity, Span, Unit, Verdict
from dbmigrate.report.diff.compared import Compared, compared
from dbmigrate.report.diff.markdown import markdown
from dbmigrate.report.diff.page import comparison_page
from dbmigrate.results import ConvertedText


def hostile_files() -> list[Compared]:
    files = []
    for n, text in enumerate(HOSTILE):
        source = f"create {text}\n  varchar2(3) -- {text}\n{text};\n"
        at = source.index("varchar2")
        edits = (Edit(at, at + 8, "varchar2", f"varchar /* {text} */", "TY002"),)
        issue = Issue(
            "XX001", "x", Severity.REFUSED, Fix.NONE, Place("f", at, 2, 3), values={"reason": text}
        )
        unit = Unit("f", Span(0, len(source)), 1, "comment", f"his.{text}")
        stretch = ConvertedText(0, source, "", edits, unit, Verdict.PARTIAL, (issue,))
        files.append(compared(f"{text[:80]}_{n}.sql", "gb18030", "oracle", [stretch]))
    return files


@pytest.fixture(scope="module")
def hostile() -> str:
    return comparison_page(hostile_files(), "oracle", "postgres@15", "zh", masked=True)


def written(folder: Path, text: str) -> Path:
    path = folder / "diff.html"
    path.write_text(text, "utf-8", errors="backslashreplace")
    return path


def test_nothing_of_the_input_becomes_markup(hostile: str) -> None:
    tags = Outline(hostile).tags
    assert [a for t, a in tags if t == "script"] == [{"type": "application/json", "id": "data"}, {}]
    assert not [t for t, _ in tags if t in ("img", "iframe", "object", "link", "base", "form", "embed")]
    assert "\x1b" not in hostile and "\u202e" not in hostile and "\udce4" not in hostile
    body = re.search(r'<script type="application/json" id="data">(.*?)</script>', hostile, re.S)
    assert body and len(json.loads(body[1])["files"]) == len(HOSTILE)


@needs_browser
def test_hostile_text_does_nothing_in_a_browser(hostile: str, tmp_path: Path) -> None:
    with browser.page(written(tmp_path, hostile)) as page:
        assert page.run("document.documentElement.dataset.ready") == "1"
        assert page.run("document.title") == "dbmigrate diff · postgres@15"
        for _ in HOSTILE:
            page.run("document.getElementById('review-on').click()")
            assert page.run("document.querySelectorAll('main img, main script').length") == 0
            for width in (1440, 1024):
                page.call(
                    "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False
                )
                assert page.run("document.documentElement.scrollWidth") <= width
        assert page.trouble == []


@needs_browser
def test_changes_lead_to_reasons_and_back(dbmigrate: Commands, tmp_path: Path) -> None:
    dbmigrate("diff", FIXTURES / "his-oracle" / "tables", "-f", "html=d.html")
    with browser.page(tmp_path / "d.html") as page:
        for number in (1, 2):
            page.run("document.getElementById('review-on').click()")
            counts = page.run("document.getElementById('review-at').textContent").split()
            assert counts[1] == str(number)
        assert page.run("!!document.querySelector('tr.at')")
        assert page.run("document.querySelectorAll('tr.reason').length") >= 1
        page.run("document.querySelector('.file').click()")
        page.run("document.getElementById('change-on').click()")
        mark = "document.querySelector('td.new mark')"
        code = page.run(f"{mark}.closest('tr').querySelector('.chip').textContent")
        page.run(f"{mark}.click()")
        assert page.run("document.querySelectorAll('mark.lit').length") >= 2
        assert code in page.run("document.querySelector('tr.reason').textContent")
        assert page.run(f"!!document.querySelector('#code-{code}')")
        line = page.run(f"document.querySelector('#code-{code} .places button').textContent")
        page.run(f"document.querySelector('#code-{code} .places button').click()")
        assert page.run("document.querySelector('tr.at td.no').textContent") == line
        assert page.run("document.querySelector('thead th').innerText") == "源码 · oracle"
        page.run("document.querySelector('[data-to=en]').click()")
        assert page.run("document.querySelector('thead th').innerText") == "Source · oracle"
        page.run("document.querySelector('tr.fold').click()")
        assert page.trouble == []


def test_the_source_stands_in_its_own_lines(dbmigrate: Commands) -> None:
    """Line by line as in the file, also from GBK, with the script client's lines."""
    path = FIXTURES / "his-oracle" / "tables" / "01_dict.sql"
    dbmigrate("diff", path, "-f", "html=d.html", "--show-literals")
    body = re.search(r'id="data">(.*?)</script>', Path("d.html").read_text("utf-8"), re.S)
    assert body
    (file,) = json.loads(body[1])["files"]
    lines = path.read_text("gb18030").splitlines()
    left = {row[1]: "".join(row[3][1::2]) for row in file["rows"] if row[0] != 2 and row[1]}
    assert file["encoding"] == "gb18030" and left
    assert all(lines[number - 1] == text for number, text in left.items())


def test_markdown_holds_no_markup_of_the_input() -> None:
    text = "".join(markdown(hostile_files(), "oracle", "postgres@15", "zh")).encode("utf-8", "replace").decode()
    tokens = MarkdownIt("commonmark").parse(text)
    kinds = {t.type for token in tokens for t in (token, *(token.children or []))}
    assert not kinds & {"html_block", "html_inline", "link_open", "image"}
    fences = [t.content for t in tokens if t.type == "fence"]
    assert len(fences) == len(HOSTILE)
    assert all(line[:1] in "+-@ " for content in fences for line in content.splitlines())
    assert sum(t.type == "heading_open" for t in tokens) == 1 + 2 * len(HOSTILE)
    assert "\x1b" not in text and "\u202e" not in text


def test_markdown_says_what_changed_and_why(dbmigrate: Commands) -> None:
    Path("a.sql").write_text("CREATE TABLE ward (no NUMBER(8),\n note VARCHAR2(10));\n")
    answer = dbmigrate("diff", "a.sql", "--from", "oracle", "-o", "d.md", "--lang", "en")
    text = Path("d.md").read_text("utf-8")
    assert answer.code == 0
    assert "- [x] 2: **TY002** refused, safe" in text and "\n- note VARCHAR2(10));\n+" in text


def test_no_change_says_so(dbmigrate: Commands) -> None:
    Path("a.sql").write_text("CREATE TABLE ward (no integer);\n")
    dbmigrate("diff", "a.sql", "--from", "sqlserver", "-f", "md=d.md", "-f", "html=d.html", "--lang", "en")
    assert "Nothing was changed." in Path("d.md").read_text("utf-8")
    assert '"files":[]' in Path("d.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["-f", "rtf"], "diff writes html, patch, md"),
        (["-f", "html"], "html needs a file"),
        (["-f", "md", "-f", "patch"], "only one --format"),
        (["-f", "md=a.md", "-o", "b.md"], "each --format has a file"),
        (["-o", "nowhere/a.md"], "cannot write"),
    ],
)
def test_wrong_calls(dbmigrate: Commands, arguments: list[str], complaint: str) -> None:
    Path("a.sql").write_text("CREATE TABLE ward (no integer);\n")
    assert complaint in dbmigrate("diff", "a.sql", *arguments).complaint


def test_long_data_is_cut_and_the_page_says_so(dbmigrate: Commands) -> None:
    rows = "".join(f"INSERT INTO p (a, b) VALUES ({n}, SYSDATE);\n" for n in range(3000))
    Path("a.sql").write_text(rows)
    dbmigrate("diff", "a.sql", "--from", "oracle", "-f", "html=d.html")
    body = re.search(r'id="data">(.*?)</script>', Path("d.html").read_text("utf-8"), re.S)
    assert body
    (file,) = json.loads(body[1])["files"]
    assert [row for row in file["rows"] if row[0] == 2] and len(file["rows"]) < 200


def test_the_same_input_gives_the_same_bytes(dbmigrate: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    for name in ("a", "b"):
        dbmigrate("diff", FIXTURES / "his-oracle" / "types", "-f", f"html={name}.html", "-f", f"md={name}.md")
    assert Path("a.html").read_bytes() == Path("b.html").read_bytes()
    assert Path("a.md").read_bytes() == Path("b.md").read_bytes()
