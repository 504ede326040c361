"""Converts a folder and proves that nothing of it was lost: every file comes back byte for byte."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dbmigrate import manifest
from dbmigrate.config import Settings
from dbmigrate.model import Issue, Verdict
from dbmigrate.output import convert
from dbmigrate.results import Report

KEEP = (False, True)


@dataclass(frozen=True)
class Converted:
    report: Report
    out: Path

    def issues(self, code: str) -> list[Issue]:
        return [i for i in self.report.issues if i.code == code]

    @property
    def verdicts(self) -> list[tuple[str, Verdict]]:
        return [(u.unit.key, u.verdict) for u in self.report.units]

    def output(self, name: str) -> bytes:
        return (self.out / name).read_bytes()


def converted(folder: Path, out: Path, source: str = "oracle", **settings: object) -> Converted:
    """The conversion of all files in `folder`, in UTF-8 and in their own encodings; the former's is returned."""
    for keep in KEEP:
        into = out / ("kept" if keep else "utf-8")
        report = convert(Settings(paths=(folder,), source=source, keep_encoding=keep, **settings), into)
        written = manifest.read(into)
        assert written is not None
        for entry in written["files"]:
            made = (into / entry["output"]).read_bytes()
            assert manifest.rebuild(entry, made) == (folder / entry["file"]).read_bytes(), entry["file"]
    return Converted(report, out / "utf-8")
