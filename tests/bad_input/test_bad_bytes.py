"""Files whose bytes are not what a script should hold: an issue names each, and every byte comes back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import Commands
from conversion import converted

from dbmigrate.model import Severity, Verdict

BINARY = b"MZ\x90\0" + bytes(range(256)) * 64
AFTER = b"create table after_it (a varchar(10));\n"
SOURCES = ("oracle", "sqlserver")


def test_only_a_binary_file(dbmigrate: Commands, estate: Path) -> None:
    (estate / "a.sql").write_bytes(BINARY)
    for command in (["scan", estate], ["convert", estate, "-o", "out"], ["diff", estate]):
        complaint = dbmigrate(*command).complaint
        assert complaint == f"no script in {estate} can be read: a.sql (binary)"
    assert not Path("out").exists()


def test_a_binary_file_among_others(dbmigrate: Commands, estate: Path) -> None:
    (estate / "a.sql").write_bytes(BINARY)
    (estate / "b.sql").write_bytes(AFTER)
    answer = dbmigrate("convert", estate, "-o", "out", "-f", "json")
    report = json.loads(answer.out)
    assert [(f["name"], f["status"]) for f in report["files"]] == [("a.sql", "unreadable"), ("b.sql", "read")]
    assert [(i["code"], i["file"], i["message"]) for i in report["issues"]] == [
        ("FI001", "a.sql", "the file cannot be read as text: binary")
    ]
    assert Path("out/b.sql").read_bytes() == AFTER and not Path("out/a.sql").exists()
    assert "`FI001`" in Path("out/_dbmigrate/residue.md").read_text("utf-8")


def test_empty_files(estate: Path, tmp_path: Path) -> None:
    (estate / "empty.sql").write_bytes(b"")
    (estate / "mark.sql").write_bytes(b"\xef\xbb\xbf")
    (estate / "blank.sql").write_bytes(b"\r\n \t\r\n")
    made = converted(estate, tmp_path / "out")
    assert made.report.units == [] and made.report.issues == []
    assert made.output("empty.sql") == b"" and made.output("blank.sql") == b"\n \t\n"


@pytest.mark.parametrize("source", SOURCES)
def test_undecodable_bytes_in_code(source: str, estate: Path, tmp_path: Path) -> None:
    (estate / "a.sql").write_bytes(b"create table t (\xff\x80 varchar(10));\n" + AFTER)
    made = converted(estate, tmp_path / "out", source)
    assert [v for _, v in made.verdicts] == [Verdict.UNASSESSED, Verdict.NATIVE]
    (issue,) = made.issues("FI012")
    assert issue.open and (issue.place.line, issue.place.column) == (1, 17)
    (of_file,) = made.issues("FI003")
    assert of_file.values == {"offset": "16", "count": "1"}
    first, second = made.output("a.sql").split(b"\n", 1)
    assert first.startswith(b"-- dbmigrate FI012 1: ")
    assert b"-- create table t (\xff\x80 varchar(10))\n" in second, "the bytes stay as they were"
    assert b"RAISE EXCEPTION 'dbmigrate FI012: table" in second
    assert second.endswith(AFTER)


@pytest.mark.parametrize("source", SOURCES)
def test_undecodable_bytes_in_a_literal(source: str, estate: Path, tmp_path: Path) -> None:
    text = "create table 病人 (姓名 varchar(10));\n".encode("gb18030")
    (estate / "a.sql").write_bytes(text + b"insert into t values ('\xff\x80');\n" + AFTER)
    made = converted(estate, tmp_path / "out", source)
    assert [v for _, v in made.verdicts] == [Verdict.NATIVE, Verdict.INCOMPATIBLE, Verdict.NATIVE]
    assert len(made.issues("FI012")) == 1
    assert b"\n-- insert into t values ('\xff\x80')\n" in made.output("a.sql")


@pytest.mark.parametrize("source", SOURCES)
def test_undecodable_bytes_in_comments_are_no_harm(source: str, estate: Path, tmp_path: Path) -> None:
    """What clients send along is spelled out, a line between statements stays."""
    data = b"-- \xff\x80\n/* \xff */ create table t ( -- \xff\x80\n  a varchar(10)); -- \xff\n" + AFTER
    (estate / "a.sql").write_bytes(data)
    made = converted(estate, tmp_path / "out", source)
    assert [v for _, v in made.verdicts] == [Verdict.NATIVE, Verdict.NATIVE]
    assert [i.code for i in made.report.issues] == ["FI003"]
    text = b"-- \xff\x80\n/* \\xFF */ create table t ( -- \\xFF\\x80\n  a varchar(10)); -- \xff\n" + AFTER
    assert made.output("a.sql") == text
    assert b"create table t ( -- \\xFF\\x80\n" in made.output("_dbmigrate/load/10_pre.sql")


@pytest.mark.server
@pytest.mark.parametrize("source", SOURCES)
def test_the_server_refuses_only_what_was_foretold(source: str, estate: Path, dbmigrate: Commands) -> None:
    (estate / "a.sql").write_bytes(b"/* \xff */ create table t ( -- \xff\x80\n  a varchar(10));\n")
    (estate / "b.sql").write_bytes(b"insert into t values ('\xff\x80');\ninsert into t values ('a');\n")
    (estate / "c.sql").write_bytes(b"-- " + b"x" * 99 + b"\n-- \0\ninsert into t values ('\0b');\n" + AFTER)
    answer = dbmigrate("verify", estate, "--from", source, "-f", "json")
    proof = json.loads(answer.out)
    assert answer.code == 0, answer
    assert (proof["verify"]["missed"], proof["verify"]["loaded"]) == (0, 3)
    assert {e["message"][:15] for e in proof["verify"]["errors"]} == {"dbmigrate FI012", "dbmigrate FI013"}


@pytest.mark.parametrize("source", SOURCES)
def test_a_lone_surrogate(source: str, estate: Path, tmp_path: Path, dbmigrate: Commands) -> None:
    before, after = "insert into t values ('a", "');\ncreate table after_it (a varchar(10));\n"
    (estate / "a.sql").write_bytes(b"\xff\xfe" + before.encode("utf-16-le") + b"\x00\xd8" + after.encode("utf-16-le"))
    made = converted(estate, tmp_path / "out", source)
    assert [v for _, v in made.verdicts] == [Verdict.INCOMPATIBLE, Verdict.NATIVE]
    assert b"-- insert into t values ('a\xed\xa0\x80')\n" in made.output("a.sql")
    assert dbmigrate("diff", estate, "-o", "a.patch", "--from", source).code == 0
    assert b"\n+-- insert into t values ('a\xed\xa0\x80')\n" in Path("a.patch").read_bytes()


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("policy", ["fail", "comment", "keep"])
@pytest.mark.parametrize("end", [b"\n", b" "], ids=["line", "same line"])
def test_nul_hides_nothing(
    source: str, policy: str, end: bytes, estate: Path, tmp_path: Path, dbmigrate: Commands
) -> None:
    """psql drops what follows a NUL in its line, the line end included; none may be left."""
    pad = b"-- " + b"x" * 400 + b"\n"  # many NULs would make the file binary
    text = b"-- a\0b\ncreate table t (\0a varchar(10));" + end + b"insert into t values ('\0');" + end + AFTER
    (estate / "a.sql").write_bytes(pad + text)
    assert dbmigrate("convert", estate, "-o", "out", "--from", source, "--on-issue", policy).code == 0
    for path in Path("out").rglob("*.sql"):
        assert b"\0" not in path.read_bytes(), path
    live = [line for line in Path("out/a.sql").read_bytes().split(b"\n") if b"after_it" in line]
    assert len(live) == 1 and not live[0].startswith(b"--")
    made = converted(estate, tmp_path / "again", source)
    assert [v for _, v in made.verdicts] == [Verdict.UNASSESSED, Verdict.INCOMPATIBLE, Verdict.NATIVE]
    assert [i.severity for i in made.issues("FI013")] == [Severity.REFUSED] * 2


@pytest.mark.parametrize("source", SOURCES)
def test_marks_and_foreign_blanks_between_words(source: str, estate: Path, tmp_path: Path) -> None:
    """`copy /b a.sql + b.sql` leaves a mark in the middle; PostgreSQL would take it for a part of a word."""
    mark, wide = "\ufeff", "\u3000"
    text = f"{mark}create table a (a varchar(3));\n{mark}create{wide}table b (b varchar(3));{wide}\n\x1a\n"
    (estate / "a.sql").write_bytes(text.encode())
    made = converted(estate, tmp_path / "out", source)
    assert made.output("a.sql").decode() == "create table a (a varchar(3));\ncreate table b (b varchar(3)); \n\n"
    assert not made.report.open_issues


@pytest.mark.parametrize("source", SOURCES)
def test_marks_and_foreign_blanks_elsewhere_stay(source: str, estate: Path, tmp_path: Path) -> None:
    text = "create table a (a varchar(30)); --\u3000\ufeff\ninsert into a values ('\u3000\ufeff');\n"
    (estate / "a.sql").write_bytes(text.encode())
    made = converted(estate, tmp_path / "out", source)
    assert made.output("a.sql").decode() == text
    assert not made.report.issues


def test_a_mark_inside_a_word_needs_a_person(estate: Path, tmp_path: Path) -> None:
    (estate / "a.sql").write_bytes(b"create table t\x1a (a varchar(3));\n")
    made = converted(estate, tmp_path / "out", "sqlserver")
    (issue,) = made.issues("FI014")
    assert issue.open and issue.values == {"character": "U+001A"}
    assert [v for _, v in made.verdicts] == [Verdict.PARTIAL]


@pytest.mark.parametrize("source", SOURCES)
def test_mixed_line_ends(source: str, estate: Path, tmp_path: Path) -> None:
    data = b"create table a (\r\na varchar(3));\rcreate table b (\nb varchar(3));\r\n\r\n\r"
    data += b"create table c (c varchar(3));"
    (estate / "a.sql").write_bytes(data)
    made = converted(estate, tmp_path / "out", source)
    assert made.output("a.sql") == data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    assert [(u.unit.key, u.unit.line) for u in made.report.units] == [("table a", 1), ("table b", 3), ("table c", 7)]
