"""Scans of an unchanged estate are answered from the cache, and from nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dbmigrate import cache
from dbmigrate.config import Settings
from dbmigrate.pipeline import scan
from dbmigrate.results import Report

TABLE = "CREATE TABLE visit (id NUMBER(10), code {});\n"
VIEW = "CREATE VIEW v AS SELECT code || 'x' AS label FROM visit;\n"


@pytest.fixture
def estate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DBMIGRATE_CACHE_DIR", str(tmp_path / "cache"))
    folder = tmp_path / "estate"
    folder.mkdir()
    (folder / "a.sql").write_text(TABLE.format("VARCHAR2(10) NOT NULL"))
    (folder / "b.sql").write_text(VIEW)
    return folder


def settings(estate: Path, **more: object) -> Settings:
    return Settings(paths=(estate,), source="oracle", **more).checked()  # type: ignore[arg-type]


def scanned(given: Settings, made: list[Report]) -> Report:
    def make() -> Report:
        made.append(scan(given))
        return made[-1]

    return cache.kept(given, make)


def test_an_unchanged_estate_is_not_read_again(estate: Path) -> None:
    made: list[Report] = []
    first, second = scanned(settings(estate), made), scanned(settings(estate), made)
    assert len(made) == 1
    assert second == first and second.issues


def test_a_column_changed_in_one_file_changes_what_is_said_of_another(estate: Path) -> None:
    made: list[Report] = []
    first = scanned(settings(estate), made)
    (estate / "a.sql").write_text(TABLE.format("VARCHAR2(10)"))
    second = scanned(settings(estate), made)
    assert len(made) == 2
    assert [i.code for i in first.issues if i.place.file == "b.sql"] != [
        i.code for i in second.issues if i.place.file == "b.sql"
    ]


def test_settings_are_part_of_the_key(estate: Path) -> None:
    made: list[Report] = []
    for given in (settings(estate), settings(estate, target="opengauss/A"), settings(estate, lang="zh")):
        scanned(given, made)
    assert len(made) == 3


def test_a_broken_entry_costs_time_only(estate: Path) -> None:
    made: list[Report] = []
    first = scanned(settings(estate), made)
    for path in cache.folder().glob("*.report"):
        path.write_bytes(b"no report")
    assert scanned(settings(estate), made) == first
    assert len(made) == 2


def test_a_cache_that_cannot_be_written_costs_time_only(estate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (estate.parent / "file").write_text("")
    monkeypatch.setenv("DBMIGRATE_CACHE_DIR", str(estate.parent / "file" / "below"))
    made: list[Report] = []
    scanned(settings(estate), made)
    scanned(settings(estate), made)
    assert len(made) == 2


def test_the_oldest_reports_go(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.report").write_bytes(b"x" * 100)
    cache.shrink(tmp_path, most=250)
    assert len(list(tmp_path.glob("*.report"))) == 2


@pytest.mark.parametrize("form", ["rich", "json", "html=../out", "xlsx=../out"])
def test_a_new_process_writes_the_same_from_the_cache(estate: Path, form: str) -> None:
    words = ["scan", ".", "--from", "oracle", "--fail-on", "none", "--format", form]
    command = [sys.executable, "-m", "dbmigrate", *words]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "COLUMNS": "120"}
    answers = []
    for _ in range(2):
        done = subprocess.run(command, cwd=estate, env=environment, capture_output=True, check=True)
        answers.append([done.stdout, done.stderr, *(p.read_bytes() for p in estate.parent.glob("out"))])
    assert len(list(cache.folder().glob("*.report"))) == 1
    assert answers[0] == answers[1] and any(answers[0])
