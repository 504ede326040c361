"""Paths that are not there, lead in circles, may not be read or written, or have odd names."""

from __future__ import annotations

import json
import os
import sys
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from commands import Commands
from conversion import converted

from dbmigrate import manifest

TEXT = b"create table t (a varchar(3));\n"
linux = pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux only")


@pytest.mark.parametrize("command", ["scan", "convert", "diff", "verify"])
def test_a_folder_that_does_not_exist(dbmigrate: Commands, command: str) -> None:
    more = ["-o", "out"] if command == "convert" else []
    assert dbmigrate(command, "nowhere", *more).complaint == "no such file or folder: nowhere"
    assert not Path("out").exists()


def test_a_folder_without_scripts(dbmigrate: Commands, estate: Path) -> None:
    (estate / "readme.txt").write_text("no script")
    assert dbmigrate("convert", estate, "-o", "out").complaint == f"no SQL script found in {estate}"
    assert not Path("out").exists()


@linux
def test_a_path_that_is_not_utf8(dbmigrate: Commands, estate: Path, tmp_path: Path) -> None:
    name = os.fsdecode("病人.sql".encode("gb18030"))
    (estate / name).write_bytes(b"create table t (a raw(3));\nselect 'open\n")
    made = converted(estate, tmp_path / "out")
    assert [f.name for f in made.report.files] == [name]
    assert dbmigrate("convert", estate, "-o", "again", "-f", "json=r.json").code == 0
    assert [f["name"] for f in json.loads(Path("r.json").read_text("utf-8"))["files"]] == [name]
    assert "XX001" in dbmigrate("scan", estate).out
    assert dbmigrate("diff", estate, "-o", "a.patch").code == 0
    assert b"TY" in Path("a.patch").read_bytes()


@linux
def test_a_name_with_line_ends_writes_no_statement(estate: Path, tmp_path: Path) -> None:
    """Names stand in comments of the load scripts."""
    (estate / "a\ndrop table t;\n.sql").write_bytes(TEXT)
    made = converted(estate, tmp_path / "out")
    for path in (made.out / manifest.FOLDER / "load").iterdir():
        assert not any(line.startswith(b"drop") for line in path.read_bytes().splitlines()), path


def test_links_in_circles(dbmigrate: Commands, estate: Path) -> None:
    (estate / "a.sql").write_bytes(TEXT)
    (estate / "again").symlink_to(estate, target_is_directory=True)
    (estate / "self.sql").symlink_to("self.sql")
    (estate / "one.sql").symlink_to("two.sql")
    (estate / "two.sql").symlink_to("one.sql")
    answer = dbmigrate("convert", estate, "-o", "out", "-f", "json")
    assert [f["name"] for f in json.loads(answer.out)["files"]] == ["a.sql"]
    assert Path("out/a.sql").read_bytes() == TEXT


def test_a_link_to_itself_is_no_input(dbmigrate: Commands, tmp_path: Path) -> None:
    (tmp_path / "self.sql").symlink_to("self.sql")
    assert dbmigrate("scan", "self.sql").complaint == "no such file or folder: self.sql"


def test_a_file_that_may_not_be_read(
    dbmigrate: Commands, open_folder: Path, ordinary_user: AbstractContextManager[None]
) -> None:
    Path("estate").mkdir(mode=0o755)
    Path("estate/a.sql").write_bytes(TEXT)
    Path("estate/b.sql").write_bytes(TEXT)
    Path("estate/b.sql").chmod(0)
    with ordinary_user:
        answer = dbmigrate("scan", "estate", "-f", "json")
    report = json.loads(answer.out)
    assert answer.code == 1
    assert [(f["name"], f["status"]) for f in report["files"]] == [("a.sql", "read"), ("b.sql", "unreadable")]
    assert [i["message"] for i in report["issues"]] == ["the file cannot be read as text: io: Permission denied"]


def test_a_folder_that_may_not_be_read(
    dbmigrate: Commands, open_folder: Path, ordinary_user: AbstractContextManager[None]
) -> None:
    Path("estate/closed").mkdir(parents=True)
    Path("estate/a.sql").write_bytes(TEXT)
    Path("estate/closed/b.sql").write_bytes(TEXT)
    Path("estate/closed").chmod(0)
    with ordinary_user:
        answer = dbmigrate("scan", "estate", "-f", "json")
        alone = dbmigrate("scan", "estate/closed")
    report = json.loads(answer.out)
    assert answer.code == 1
    assert [(f["name"], f["status"]) for f in report["files"]] == [("a.sql", "read"), ("closed", "unreadable")]
    assert [(i["code"], i["file"]) for i in report["issues"]] == [("FI001", "closed")]
    assert alone.complaint == "folder cannot be read: estate/closed (Permission denied)"


def test_an_output_folder_that_may_not_be_written(
    dbmigrate: Commands, open_folder: Path, ordinary_user: AbstractContextManager[None]
) -> None:
    Path("a.sql").write_bytes(TEXT)
    Path("out").mkdir()
    Path("out").chmod(0o555)
    with ordinary_user:
        complaint = dbmigrate("convert", "a.sql", "-o", "out").complaint
        below = dbmigrate("convert", "a.sql", "-o", "out/below").complaint
        report = dbmigrate("scan", "a.sql", "-f", "json=out/report.json").complaint
    assert complaint.startswith("cannot write to out") and complaint.endswith(": Permission denied")
    assert below.startswith("cannot write to out/below") and below.endswith(": Permission denied")
    assert report == "cannot write out/report.json: Permission denied"
    assert list(Path("out").iterdir()) == []


def test_an_output_file_changed_by_hand(dbmigrate: Commands, estate: Path) -> None:
    (estate / "a.sql").write_bytes(TEXT)
    (estate / "b.sql").write_bytes(TEXT.replace(b" t ", b" u "))
    assert dbmigrate("convert", estate, "-o", "out").code == 0
    Path("out/b.sql").write_bytes(b"-- by hand\n")
    (estate / "a.sql").write_bytes(TEXT * 2)
    assert dbmigrate("convert", estate, "-o", "out").complaint.startswith("output out/b.sql was changed since")
    assert Path("out/b.sql").read_bytes() == b"-- by hand\n"
    assert Path("out/a.sql").read_bytes() == TEXT, "nothing is written where something would be lost"
