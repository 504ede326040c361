"""What is kept of single files: used where it says the same, and never where it would not."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from commands import FIXTURES
from manyfiles import ORACLE, SQLSERVER, settings, tree, written

from dbmigrate import cache
from dbmigrate.output import convert
from dbmigrate.pipeline import scan
from dbmigrate.work import tasks
from dbmigrate.work.means import Means

KEPT = Means(cache=True)
ESTATES = {"oracle": ORACLE, "sqlserver": SQLSERVER}


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBMIGRATE_CACHE_DIR", str(tmp_path / "cache"))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files whose second reading was not kept."""
    names: list[str] = []
    real = tasks.read_second

    def noted(file: Any, *rest: Any) -> Iterator[Any]:
        names.append(file.source.name)
        return real(file, *rest)

    monkeypatch.setattr(tasks, "read_second", noted)
    return names


def again(read: list[str], *arguments: Any, **more: Any) -> tuple[Any, set[str]]:
    """A scan with what is kept, and the files that it read."""
    read.clear()
    return scan(*arguments, means=KEPT, **more), set(read)


@pytest.mark.parametrize("source", ESTATES)
def test_nothing_is_read_again(source: str, tmp_path: Path, read: list[str]) -> None:
    given = settings(written(tmp_path / "in", ESTATES[source]), source)
    fresh = scan(given)
    assert again(read, given) == (fresh, set(ESTATES[source]))
    assert again(read, given) == (fresh, set())
    assert again(read, given, rewrites=True)[1] == set(ESTATES[source]), "texts are kept apart from findings"


def test_a_column_changed_in_one_file_changes_what_is_said_of_another(tmp_path: Path, read: list[str]) -> None:
    folder = written(
        tmp_path / "in",
        {
            "a.sql": "CREATE TABLE visit (id NUMBER(10), code VARCHAR2(10) NOT NULL);\n",
            "b.sql": "CREATE VIEW v AS SELECT code || 'x' AS label FROM visit;\n",
            "c.sql": "CREATE TABLE ward (id NUMBER(10), code VARCHAR2(10) NOT NULL);\n",
            "d.sql": "CREATE VIEW w AS SELECT code || 'x' AS label FROM ward;\n",
        },
    )
    given = settings(folder)
    before, _ = again(read, given)
    (folder / "a.sql").write_text("CREATE TABLE visit (id NUMBER(10), code VARCHAR2(10));\n")
    after, names = again(read, given)
    assert names == {"a.sql", "b.sql"}
    assert after == scan(given)
    codes = [[i.code for i in report.issues if i.place.file == "b.sql"] for report in (before, after)]
    assert codes[0] != codes[1]


UNRELATED = {
    "oracle": "CREATE TABLE unrelated (x NUMBER(5), y CHAR(3));\nCREATE VIEW w AS SELECT x FROM unrelated;\n",
    "sqlserver": "USE his\nGO\nCREATE TABLE dbo.unrelated (x INT, y CHAR(3))\nGO\n",
}


@pytest.mark.parametrize("source", ESTATES)
def test_what_has_nothing_to_do_with_it_is_not_read_again(source: str, tmp_path: Path, read: list[str]) -> None:
    folder = written(tmp_path / "in", ESTATES[source])
    given = settings(folder, source)
    again(read, given)
    (folder / "00_more.sql").write_text(UNRELATED[source])
    after, names = again(read, given)
    assert after == scan(given)
    assert names == {"00_more.sql"}


def test_an_object_that_a_new_file_makes_first(tmp_path: Path, read: list[str]) -> None:
    folder = written(tmp_path / "in", {"b.sql": "CREATE SEQUENCE s;\n", "c.sql": "CREATE SEQUENCE other;\n"})
    given = settings(folder)
    assert not [i for i in again(read, given)[0].issues if i.code == "DD099"]
    (folder / "a.sql").write_text("CREATE SEQUENCE s;\n")
    after, _ = again(read, given)
    assert [i.place.file for i in after.issues if i.code == "DD099"] == ["b.sql"]
    assert after == scan(given) == again(read, given)[0]


CHANGES = (
    ("VARCHAR2(40) NOT NULL", "VARCHAR2(40)"),
    ("code CHAR(8)", "code NUMBER(8)"),
    ("fee NUMBER(10,2)", "fee DATE"),
    ("REFERENCES patient", ""),
    ("CREATE SEQUENCE seq_visit;\n", ""),
    ("p_code VARCHAR2", "p_code NUMBER, p_more DATE DEFAULT SYSDATE"),
    ("AS SELECT id, NVL(name, '-') AS name", "AS SELECT id, born AS name"),
    ("DEFINE owner", "DEFINE elsewhere"),
    ("CREATE TABLE visit", "CREATE TABLE his.visit"),
    ("name VARCHAR(20)", "name CHAR(20)"),
    ("amount MONEY", "amount FLOAT"),
    ("CREATE PROCEDURE dbo.add_bill @p INT", "CREATE PROCEDURE dbo.add_bill @p INT OUTPUT"),
    ("USE his", "USE lis"),
)


@pytest.mark.parametrize("source", ESTATES)
def test_every_change_gives_what_a_run_without_a_cache_gives(source: str, tmp_path: Path) -> None:
    files = ESTATES[source]
    given = settings(written(tmp_path / "in", files), source)
    scan(given, means=KEPT)
    tried = 0
    for old, new in CHANGES:
        for name in [n for n, text in files.items() if old in text]:
            (tmp_path / "in" / name).write_text(files[name].replace(old, new))
            assert scan(given, means=KEPT) == scan(given), (name, old)
            (tmp_path / "in" / name).write_text(files[name])
            tried += 1
    for name in files:
        (tmp_path / "in" / name).unlink()
        assert scan(given, means=KEPT) == scan(given), name
        (tmp_path / "in" / name).write_text(files[name])
    assert tried >= 5


@pytest.mark.slow
@pytest.mark.parametrize("name", ["his-oracle", "emr-oracle", "lis-sqlserver"])
def test_a_sample_estate_without_one_of_its_files(name: str, tmp_path: Path) -> None:
    source = name.partition("-")[2]
    folder = tmp_path / "in"
    texts = {
        p.relative_to(FIXTURES / name): p.read_bytes() for p in sorted((FIXTURES / name).rglob("*")) if p.is_file()
    }
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text)
    given = settings(folder, source)
    assert scan(given, means=KEPT) == scan(given) == scan(given, means=KEPT)
    for path, text in list(texts.items())[:: len(texts) // 3 + 1]:
        (folder / path).unlink()
        assert scan(given, means=KEPT) == scan(given), path
        (folder / path).write_bytes(text)


def test_convert_writes_the_same_bytes(tmp_path: Path, read: list[str]) -> None:
    given = settings(written(tmp_path / "in", ORACLE), ignore={"0*": ("FN001",), "x*": ("FN002",)})
    fresh = convert(given, tmp_path / "fresh")
    for number, means in enumerate((KEPT, KEPT, Means(jobs=2, cache=True))):
        assert convert(given, tmp_path / str(number), means=means) == fresh
        assert tree(tmp_path / str(number)) == tree(tmp_path / "fresh")
    assert set(read) == set(ORACLE) and len(read) == len(ORACLE)


def test_what_workers_found_is_kept(tmp_path: Path, read: list[str]) -> None:
    given = settings(written(tmp_path / "in", ORACLE))
    fresh = scan(given, means=Means(jobs=2, cache=True))
    report, names = again(read, given)
    assert report == fresh and names <= {"03_again.sql", "06_all.sql"}, "all but what is made twice"


@pytest.mark.parametrize("more", [{"target": "opengauss/A"}, {"lang": "zh"}, {"schemas": {"HIS": "h"}}])
def test_settings_are_part_of_the_key(more: dict[str, Any], tmp_path: Path, read: list[str]) -> None:
    folder = written(tmp_path / "in", ORACLE)
    again(read, settings(folder))
    assert again(read, settings(folder, **more)) == (scan(settings(folder, **more)), set(ORACLE))


@pytest.mark.parametrize("damage", [b"", b"nothing of ours", None])
def test_damaged_entries_cost_time_only(damage: bytes | None, tmp_path: Path, read: list[str]) -> None:
    given = settings(written(tmp_path / "in", ORACLE))
    fresh, _ = again(read, given)
    entries = [p for p in cache.folder().iterdir() if p.suffix in (".first", ".second")]
    assert len(entries) == 2 * len(ORACLE)
    for path in entries:
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(bytes(data) if damage is None else damage)
    report, names = again(read, given)
    assert report == fresh and names == set(ORACLE)


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DBMIGRATE_CACHE_DIR", str(tmp_path / "file" / "below"))
    given = settings(written(tmp_path / "in", ORACLE))
    assert scan(given, means=KEPT) == scan(given)


def test_nothing_is_kept_of_a_file_that_changes_while_it_is_read(tmp_path: Path, read: list[str]) -> None:
    folder = written(tmp_path / "in", {"a.sql": "CREATE TABLE a (x DATE);\n"})
    given = settings(folder)

    class Between:
        def stage(self, name: str, total: int, files: int = 0) -> None:
            if name == "convert":
                (folder / "a.sql").write_text("CREATE TABLE b (x DATE);\n")

        def advance(self, count: int) -> None:
            assert count > 0

    assert "FI004" in {i.code for i in scan(given, Between(), means=KEPT).issues}
    report, names = again(read, given)
    assert names == {"a.sql"} and report == scan(given)


def test_runs_at_the_same_time_do_no_harm(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", SQLSERVER)
    words = ["scan", str(folder), "--from", "sqlserver", "-f", "json", "--fail-on", "none", "--jobs", "1"]
    command = [sys.executable, "-m", "dbmigrate", *words]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, env=dict(os.environ)) for _ in range(3)]
    answers = {run.communicate()[0] for run in runs}
    assert len(answers) == 1 and all(run.returncode == 0 for run in runs)
    assert not list(cache.folder().glob("*.part"))
