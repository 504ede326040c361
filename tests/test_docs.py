"""`make docs`: a page for each rule, whole, without dead links and without anything from a network."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dbmigrate.engine.contract import load_rules

ROOT = Path(__file__).parents[1]


class Links(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for key, value in attributes if key in ("href", "src")]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("docs")
    (out / "rules").mkdir()
    (out / "rules" / "GONE01.html").write_text("of a rule that has gone")
    subprocess.run([sys.executable, ROOT / "tools" / "docs.py", "-o", out], check=True)
    return out


def test_each_rule_has_a_page(made: Path) -> None:
    assert {p.stem for p in (made / "rules").iterdir()} == set(load_rules())
    for code, rule in load_rules().items():
        text = (made / "rules" / f"{code}.html").read_text("utf-8")
        assert rule.name in text and re.search("[\u4e00-\u9fff]", text), code


def test_every_link_leads_somewhere(made: Path) -> None:
    pages = list(made.rglob("*.html"))
    assert len(pages) > len(load_rules())
    for page in pages:
        found = Links(page.read_text("utf-8"))
        assert "script" not in found.tags
        for link in found.links:
            path, _, _ = link.partition("#")
            assert not path or (page.parent / path).is_file(), (page, link)


def test_examples_are_shown_as_they_are(made: Path) -> None:
    text = (made / "rules" / "TY002.html").read_text("utf-8")
    assert "<pre>" in text and "varchar" in text
