"""Includes that lead in circles, out of the folder, or to no script."""

from __future__ import annotations

from pathlib import Path

import pytest
from conversion import Converted, converted

from dbmigrate.inclusion import followed

TABLE = "create table {} (a varchar(3));\n"


def write(estate: Path, **files: str) -> None:
    for name, text in files.items():
        path = estate / (name.replace("__", "/") + ".sql")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)


def found(made: Converted) -> list[tuple[str, str, int, str, bool]]:
    issues = [i for i in made.report.issues if i.code.startswith("FI")]
    return [(i.code, i.place.file, i.place.line, i.note, i.open) for i in issues]


@pytest.mark.parametrize("start", ["@", "@@", "start ", ":r "])
def test_two_scripts_that_run_each_other(start: str, estate: Path, tmp_path: Path) -> None:
    source = "sqlserver" if start == ":r " else "oracle"
    write(estate, a=f"{start}b.sql\n" + TABLE.format("t"), b=f"{start}a.sql\n" + TABLE.format("u"))
    made = converted(estate, tmp_path / "out", source)
    assert found(made) == [("FI010", "b.sql", 1, "", True)]
    assert made.output("a.sql").decode() == "\\ir b.sql\n" + TABLE.format("t")
    first, *rest = made.output("b.sql").decode().splitlines(keepends=True)
    assert first.startswith("-- dbmigrate FI010 1: ")
    assert rest == [f"-- {start}a.sql\n", TABLE.format("u")]


def test_the_script_that_nobody_runs_comes_first(estate: Path, tmp_path: Path) -> None:
    """By name `a` would come first; but `install` runs it, so it is `c` that leads back."""
    write(estate, a="@@b\n", b="@@c\n", c="@@a\n", install="@@a\n@@b\n")
    made = converted(estate, tmp_path / "out")
    assert found(made) == [("FI010", "c.sql", 1, "", True)]


def test_a_script_that_runs_itself(estate: Path, tmp_path: Path) -> None:
    write(estate, a="@@a\n" + TABLE.format("t"))
    made = converted(estate, tmp_path / "out")
    assert found(made) == [("FI010", "a.sql", 1, "", True)]
    assert "\\ir" not in made.output("a.sql").decode()


def test_two_ways_to_one_script_are_no_cycle(estate: Path, tmp_path: Path) -> None:
    write(estate, install="@@a\n@@b\n", a="@@common\n", b="@@common\n", common=TABLE.format("t"))
    assert found(converted(estate, tmp_path / "out")) == []


@pytest.mark.parametrize("script", ["../other.sql", "../../etc/other.sql", "sub/../../other.sql"])
def test_out_of_the_folder(script: str, estate: Path, tmp_path: Path) -> None:
    (tmp_path / "other.sql").write_text(TABLE.format("outside"))
    write(estate, a=f"@@{script}\n" + TABLE.format("t"))
    made = converted(estate, tmp_path / "out")
    assert found(made) == [("FI011", "a.sql", 1, "outside", True)]
    assert made.output("a.sql").decode().endswith(f"\n-- @@{script}\n" + TABLE.format("t"))
    assert not any("outside" in u.unit.name for u in made.report.units)


@pytest.mark.parametrize("script", ["/etc/other.sql", "C:\\his\\other.sql", "http://host/other.sql"])
def test_an_absolute_path_is_one_issue(script: str, estate: Path, tmp_path: Path) -> None:
    write(estate, a=f"@{script}\n" + TABLE.format("t"))
    made = converted(estate, tmp_path / "out")
    assert [(i.code, i.note) for i in made.report.open_issues] == [("SE008", "outside")]
    assert made.output("a.sql").decode().endswith(f"\n-- @{script}\n" + TABLE.format("t"))


def test_a_script_that_was_not_read(estate: Path, tmp_path: Path) -> None:
    write(estate, a="@@none\n" + TABLE.format("t"))
    made = converted(estate, tmp_path / "out")
    assert found(made) == [("FI011", "a.sql", 1, "missing", True)]
    assert made.output("a.sql").decode().endswith("\n\\ir none.sql\n" + TABLE.format("t"))


def test_a_long_chain_needs_no_deep_stack() -> None:
    edges = {str(n): [((str(n), 0), str(n + 1))] for n in range(20_000)}
    assert followed(edges, list(edges))[0] == set()
    edges["20000"] = [(("20000", 0), "0")]
    assert followed(edges, list(edges))[0] == {("20000", 0)}
