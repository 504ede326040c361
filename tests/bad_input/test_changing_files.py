"""Files that change between the two readings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dbmigrate import manifest
from dbmigrate.config import Settings
from dbmigrate.output import convert
from dbmigrate.pipeline import scan

TEXT = "create table {} (a varchar(3));\n"


class Between:
    """Does something when the first reading is over."""

    def __init__(self, action: Callable[[], object]) -> None:
        self.action = action

    def stage(self, name: str, total: int, files: int = 0) -> None:
        if name == "convert":
            self.action()

    def advance(self, count: int) -> None:
        assert count > 0


@pytest.fixture
def settings(estate: Path) -> Settings:
    for name in ("a", "b"):
        (estate / f"{name}.sql").write_text(TEXT.format(name))
    return Settings(paths=(estate,), source="oracle")


def test_a_file_that_grows(settings: Settings, estate: Path, tmp_path: Path) -> None:
    change = Between(lambda: (estate / "b.sql").write_text(TEXT.format("b") + TEXT.format("c")))
    report = convert(settings, tmp_path / "out", change)
    assert [(i.code, i.place.file, i.open) for i in report.issues] == [("FI004", "b.sql", True)]
    written = manifest.read(tmp_path / "out")
    assert written is not None
    for entry in written["files"]:
        made = (tmp_path / "out" / entry["output"]).read_bytes()
        assert manifest.rebuild(entry, made) == (estate / entry["file"]).read_bytes()


def test_a_file_that_changes_and_keeps_its_size(settings: Settings, estate: Path) -> None:
    report = scan(settings, Between(lambda: (estate / "a.sql").write_text(TEXT.format("c"))))
    assert [(i.code, i.place.file) for i in report.issues] == [("FI004", "a.sql")]


def test_a_file_that_goes_away(settings: Settings, estate: Path, tmp_path: Path) -> None:
    report = convert(settings, tmp_path / "out", Between((estate / "a.sql").unlink))
    assert [(f.name, f.status) for f in report.files] == [("a.sql", "unreadable"), ("b.sql", "read")]
    assert [(i.code, i.place.file, i.open) for i in report.issues] == [("FI001", "a.sql", True)]
    assert (tmp_path / "out/b.sql").read_text() == TEXT.format("b")
    assert not (tmp_path / "out/a.sql").exists(), "half a file would look like a whole one"


def test_the_only_file_goes_away(estate: Path, tmp_path: Path) -> None:
    (estate / "a.sql").write_text(TEXT.format("a"))
    report = scan(Settings(paths=(estate,), source="oracle"), Between((estate / "a.sql").unlink))
    assert [(f.name, f.status) for f in report.files] == [("a.sql", "unreadable")]
