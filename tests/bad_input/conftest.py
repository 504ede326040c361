"""`estate`: an empty input folder. `dbmigrate` runs the command line beside it. `ordinary_user`: not root's rights."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from commands import Commands

NOBODY = 65534


@pytest.fixture
def dbmigrate(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Commands:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "200")
    return Commands(capsys, monkeypatch)


@pytest.fixture
def estate(tmp_path: Path) -> Path:
    folder = tmp_path / "estate"
    folder.mkdir()
    return folder


@pytest.fixture
def open_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A working folder that every user may enter and write to; pytest's own is closed to all but its owner."""
    folder = Path(tempfile.mkdtemp(prefix="dbmigrate-test-"))
    folder.chmod(0o777)
    monkeypatch.chdir(folder)
    yield folder
    for path in folder.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o777)
    monkeypatch.undo()
    shutil.rmtree(folder)


@pytest.fixture
def ordinary_user() -> AbstractContextManager[None]:
    """Inside it this process has an ordinary user's rights: permissions mean nothing to root."""
    if not hasattr(os, "geteuid"):
        pytest.skip("permissions of this kind exist on POSIX only")

    @contextmanager
    def switched() -> Iterator[None]:
        root = os.geteuid() == 0
        if root:
            os.seteuid(NOBODY)
        try:
            yield
        finally:
            if root:
                os.seteuid(0)

    return switched()
