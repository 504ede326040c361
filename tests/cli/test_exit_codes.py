"""Exit codes: 0 below the gate, 1 gate failed, 2 a wrong call, in one line; 3 our own fault, with a log."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import FIXTURES, Commands

CLEAN = "CREATE TABLE ward (ward_no integer);\n"
UNKNOWN = "CREATE TABEL p (a integer);\n"
SAFE = "CREATE TABLE b (c RAW(16));\n"  # becomes bytea


@pytest.fixture
def estate(tmp_path: Path) -> Path:
    folder = tmp_path / "estate"
    folder.mkdir()
    (folder / "ward.sql").write_text(CLEAN)
    return folder


def test_nothing_to_do_is_0(dbmigrate: Commands, estate: Path) -> None:
    assert dbmigrate("scan", estate).code == 0


def test_an_open_issue_fails_the_gate_of_scan_but_not_of_convert(dbmigrate: Commands, estate: Path) -> None:
    (estate / "p.sql").write_text(UNKNOWN)
    assert dbmigrate("scan", estate).code == 1
    assert dbmigrate("scan", estate, "--fail-on", "none").code == 0
    assert dbmigrate("scan", estate, "--severity", "differs").code == 0
    assert dbmigrate("scan", estate, "--severity", "refused").code == 1
    assert dbmigrate("convert", estate, "-o", "out").code == 0
    assert dbmigrate("convert", estate, "-o", "out", "--fail-on", "review").code == 1


def test_a_safe_edit_fails_only_the_gate_any(dbmigrate: Commands, estate: Path) -> None:
    (estate / "ward.sql").write_text(SAFE)
    for command in (["scan", estate], ["convert", estate, "-o", "out"]):
        command += ["--from", "oracle"]
        assert dbmigrate(*command).code == 0
        assert dbmigrate(*command, "--fail-on", "review").code == 0
        assert dbmigrate(*command, "--fail-on", "any").code == 1
        assert dbmigrate(*command, "--fail-on", "any", "--severity", "slower").code == 0


def test_notes_fail_no_gate(dbmigrate: Commands, estate: Path) -> None:
    (estate / "ward.sql").write_bytes("CREATE TABLE ward (n varchar(3)); -- Ö a\n".encode())
    answer = dbmigrate("scan", estate, "--from", "oracle", "--fail-on", "any")
    assert "FI002" in answer.out and answer.code == 0


def test_one_bad_file_among_others_is_an_issue(dbmigrate: Commands, estate: Path) -> None:
    (estate / "program.sql").write_bytes(b"MZ\x90\0" + bytes(range(256)) * 64)
    answer = dbmigrate("scan", estate)
    assert answer.code == 1
    assert "FI001" in answer.out and "1 files could not be read" in answer.out


WRONG = {
    "no such path": (["scan", "nowhere"], "no such file or folder: nowhere"),
    "unknown target": (["scan", "estate", "--to", "mysql"], "mysql"),
    "unknown source": (["scan", "estate", "--from", "db2"], "source: 'db2' is not one of"),
    "unknown format": (["scan", "estate", "--format", "csv"], "--format 'csv' is not one of rich, json"),
    "two formats at once": (["scan", "estate", "-f", "rich", "-f", "json"], "only one --format"),
    "unknown gate": (["scan", "estate", "--fail-on", "all"], "--fail-on 'all' is not one of"),
    "unknown severity": (["scan", "estate", "--severity", "bad"], "--severity 'bad' is not one of"),
    "unknown language": (["scan", "estate", "--lang", "fr"], "lang: 'fr' is not one of zh, en"),
    "unknown encoding": (["scan", "estate", "--encoding", "latin-1"], "unknown encoding: latin-1"),
    "no such config": (["scan", "estate", "--config", "none.toml"], "config none.toml: No such file"),
    "bad policy": (["convert", "estate", "-o", "out", "--on-issue", "drop"], "on-issue: 'drop' is not one of"),
    "unknown diff format": (["diff", "estate", "--format", "word"], "--format 'word': diff writes html, patch, md"),
    "unknown rule": (["explain", "ZZ999"], "no rule 'ZZ999'"),
    "report into no folder": (["scan", "estate", "-f", "json=none/r.json"], "cannot write none/r.json"),
    "output inside the input": (["convert", "estate", "-o", "estate/out"], "lies inside the input"),
    "output is the input": (["convert", "estate", "-o", "estate"], "lies inside the input"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_call_is_one_line(dbmigrate: Commands, estate: Path, name: str) -> None:
    arguments, expected = WRONG[name]
    assert expected in dbmigrate(*arguments).complaint
    assert sorted(p.name for p in estate.rglob("*")) == ["ward.sql"]


def test_a_config_key_that_is_not_known(dbmigrate: Commands, estate: Path) -> None:
    Path("dbmigrate.toml").write_text("targets = 'postgres'\n")
    assert "unknown key 'targets'; did you mean 'target'?" in dbmigrate("scan", estate).complaint


def test_a_config_that_is_no_toml(dbmigrate: Commands, estate: Path) -> None:
    Path("dbmigrate.toml").write_text("target = \n")
    assert dbmigrate("scan", estate).complaint.startswith("config ")


def test_an_output_folder_that_cannot_be_written(dbmigrate: Commands, estate: Path) -> None:
    """A file in place of a folder: root may write anywhere else."""
    Path("out").write_text("not a folder")
    assert dbmigrate("convert", estate, "-o", "out").complaint == "output out is not a folder"
    assert dbmigrate("convert", estate, "-o", "out/below").complaint.startswith("cannot write to out/below")
    assert Path("out").read_text() == "not a folder"


def test_an_output_file_changed_by_hand_is_kept(dbmigrate: Commands, estate: Path) -> None:
    assert dbmigrate("convert", estate, "-o", "out").code == 0
    made = Path("out/ward.sql")
    made.write_text(made.read_text() + "-- by hand\n")
    assert "was changed since it was written" in dbmigrate("convert", estate, "-o", "out").complaint
    assert made.read_text().endswith("-- by hand\n")


def test_a_file_that_is_not_ours_is_kept(dbmigrate: Commands, estate: Path) -> None:
    Path("out").mkdir()
    Path("out/ward.sql").write_text("mine")
    assert "was not written by dbmigrate" in dbmigrate("convert", estate, "-o", "out").complaint
    assert Path("out/ward.sql").read_text() == "mine"


def test_the_same_again_overwrites_its_own_output(dbmigrate: Commands, estate: Path) -> None:
    assert dbmigrate("convert", estate, "-o", "out").code == 0
    before = {p: p.read_bytes() for p in Path("out").rglob("*") if p.is_file()}
    assert dbmigrate("convert", estate, "-o", "out").code == 0
    assert {p: p.read_bytes() for p in Path("out").rglob("*") if p.is_file()} == before


def test_a_target_that_is_not_postgresql_needs_a_server(dbmigrate: Commands, estate: Path) -> None:
    assert "needs a server of its own" in dbmigrate("verify", estate, "--to", "kingbase").complaint


def test_a_fault_of_ours_is_3_and_its_traceback_goes_to_a_file(
    dbmigrate: Commands, estate: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def crash(*_: object, **__: object) -> None:
        raise RuntimeError("an invented fault")

    monkeypatch.setattr("dbmigrate.pipeline.scan", crash)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    answer = dbmigrate("scan", estate)
    assert answer.code == 3
    assert answer.err.startswith("dbmigrate: a fault of ours (RuntimeError); details in ")
    assert "an invented fault" not in answer.err
    assert "an invented fault" in Path(answer.err.rstrip().rpartition(" ")[2]).read_text()


def test_the_estates_of_the_fixtures_are_not_changed(dbmigrate: Commands) -> None:
    before = {p: p.stat().st_mtime_ns for p in FIXTURES.rglob("*")}
    dbmigrate("convert", FIXTURES / "emr-oracle", "-o", "out")
    assert {p: p.stat().st_mtime_ns for p in FIXTURES.rglob("*")} == before
