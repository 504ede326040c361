"""Includes: what `@child` names, and cycles."""

from pathlib import Path

import pytest

from dbmigrate.sources.files import FileKind, SourceFile
from dbmigrate.sources.includes import Include, Includes, cycles, included
from dbmigrate.sources.split import split

NAMES = ["install.sql", "his/install.sql", "his/tables.sql", "his/sub/Views.SQL", "his/data", "lis/tables.sql"]


@pytest.fixture
def includes() -> Includes:
    return Includes([SourceFile(Path(name), name, 1, FileKind.SQL, "sql") for name in NAMES])


@pytest.mark.parametrize(
    ("file", "directive", "name", "outcome"),
    [
        ("install.sql", "@his/tables.sql", "his/tables.sql", ""),
        ("install.sql", "@@his/tables", "his/tables.sql", ""),
        ("install.sql", "@ 'his\\sub\\views.sql' &1;", "his/sub/Views.SQL", ""),
        ("his/install.sql", "@@tables.sql;", "his/tables.sql", ""),
        ("his/install.sql", "start tables", "his/tables.sql", ""),
        ("his/install.sql", "sta lis/tables", "lis/tables.sql", ""),
        ("his/install.sql", "@@../lis/tables.sql", "lis/tables.sql", ""),
        ("his/install.sql", ':r "sub/Views.SQL"', "his/sub/Views.SQL", ""),
        ("his/install.sql", "@data", "his/data", ""),
        ("his/install.sql", "@@lis/tables", "", "missing"),
        ("his/install.sql", "@none.sql", "", "missing"),
        ("install.sql", "@../x.sql", "", "outside-root"),
        ("install.sql", "@/etc/x.sql", "", "outside-root"),
        ("install.sql", "@C:\\x.sql", "", "outside-root"),
        ("install.sql", "@http://x/y.sql", "", "outside-root"),
        ("install.sql", "@&dir./x.sql", "", "substitution"),
        ("install.sql", ":r $(dir)\\x.sql", "", "substitution"),
        ("install.sql", "@install.sql", "install.sql", "cycle"),
    ],
)
def test_resolve(includes: Includes, file: str, directive: str, name: str, outcome: str) -> None:
    found = includes.resolve(file, directive)
    assert (found.name, found.outcome) == (name, outcome)


def test_a_cycle_over_several_files(includes: Includes) -> None:
    includes.add("install.sql", includes.resolve("install.sql", "@his/install.sql"))
    includes.add("his/install.sql", includes.resolve("his/install.sql", "@@tables.sql"))
    assert includes.resolve("his/tables.sql", "@@../install.sql") == Include("../install.sql", "install.sql", "cycle")
    assert includes.resolve("his/tables.sql", "@@sub/views").outcome == ""


def test_cycles() -> None:
    graph = {"a": ["b"], "b": ["c", "d"], "c": ["a"], "d": ["d"], "e": ["a"], "f": []}
    assert cycles(graph) == [("a", "b", "c"), ("d",)]
    assert cycles({str(n): [str(n + 1)] for n in range(5000)}) == []


def test_included_directives() -> None:
    found = included(split(["prompt x\n@@a.sql\nselect '@b' from dual;\nstart c\n"], "oracle"))
    assert [segment.text for segment in found] == ["@@a.sql", "start c"]
    assert [segment.text for segment in included(split([":r d.sql\n:setvar x 1\n"], "sqlserver"))] == [":r d.sql"]
