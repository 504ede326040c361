"""Small estates are read once: what pass 1 kept gives the same result as reading again."""

from __future__ import annotations

from pathlib import Path

import pytest

from dbmigrate.config import Settings
from dbmigrate.output import convert
from dbmigrate.readings import Readings
from dbmigrate.sources.split import Segment, SegmentKind, split
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.ddl.read import read
from dbmigrate.syntax.lex import Lexed

FIRST = "create table dept (id number(10) primary key, mc varchar2(20));\nupdate dept set mc = '' where id = 1;\n"
SECOND = "create or replace view v as select nvl(mc, '-') mc from dept;\ninsert into dept values (1, 'x');\n"


def tree(segment: Segment) -> Node:
    return read(Lexed(segment.text, "oracle"))


def converted(folder: Path, out: Path) -> dict[str, bytes]:
    convert(Settings(paths=(folder,), source="oracle", target="postgres@15"), out)
    return {str(p.relative_to(out)): p.read_bytes() for p in out.rglob("*") if p.is_file()}


@pytest.mark.parametrize(("files", "trees"), [(0, 0), (10_000, 0), (10_000, 70), (len(FIRST), 10_000)])
def test_what_is_kept_changes_nothing(
    files: int, trees: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "a.sql").write_text(FIRST)
    (source / "b.sql").write_text(SECOND)
    whole = converted(source, tmp_path / "whole")
    monkeypatch.setattr("dbmigrate.estate.Readings", lambda: Readings(files, trees))
    assert converted(source, tmp_path / "part") == whole


def test_the_allowance_is_never_passed() -> None:
    kept = Readings(bytes_left=len(FIRST), tree_left=70)
    for name, text in (("a", FIRST), ("b", SECOND)):
        for segment in kept.follow(name, len(text), split([text], "oracle")):
            if segment.kind is SegmentKind.STATEMENT:
                kept.keep(name, segment, tree(segment))
    assert kept.take("b") is None, "there was no room for a second file"
    first = kept.take("a")
    assert first is not None and "".join(s.text for s in first.segments) == FIRST
    assert list(first.trees) == [0], "the second statement's tree would pass the allowance"
    assert kept.take("a") is None, "what was taken is forgotten"
