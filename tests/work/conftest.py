"""`dbmigrate(*arguments)` runs the command line in an empty folder, in English, 120 columns wide."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Commands


@pytest.fixture
def dbmigrate(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Commands:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "120")
    return Commands(capsys, monkeypatch)
