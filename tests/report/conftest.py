"""The command line, for tests of what it writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Commands


@pytest.fixture
def dbmigrate(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Commands:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return Commands(capsys, monkeypatch)
