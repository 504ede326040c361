"""Runs dbmigrate in this process, as its entry point does."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from dbmigrate.cli import main

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
ESTATES = sorted(p.name for p in FIXTURES.iterdir() if p.is_dir())


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """The one line that a wrong call gets."""
        assert self.code == 2, self
        assert self.out == ""
        assert self.err.startswith("dbmigrate: ") and self.err.count("\n") == 1, self.err
        return self.err.removeprefix("dbmigrate: ").rstrip("\n")


class Commands:
    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
        self.capsys, self.monkeypatch = capsys, monkeypatch

    def __call__(self, *arguments: object) -> Answer:
        self.monkeypatch.setattr(sys, "argv", ["dbmigrate", *map(str, arguments)])
        self.capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = self.capsys.readouterr()
        code = stopped.value.code
        return Answer(code if isinstance(code, int) else 0, out, err)
