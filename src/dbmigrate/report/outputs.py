"""Where reports go: `--format rich`, `--format json=FILE`; and the progress bars."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from dbmigrate.model import Severity, UsageError
from dbmigrate.report.jsonreport import as_json
from dbmigrate.report.text import show
from dbmigrate.report.words import word
from dbmigrate.results import Report

if TYPE_CHECKING:
    from dbmigrate.proof import Proof

FORMATS: Final = ("rich", "json")


class Outputs:
    """The wanted formats. Raises UsageError for a format or severity that is not known."""

    def __init__(self, wanted: Sequence[str], lang: str, severities: Sequence[str]):
        self.lang, self.severities = lang, severities
        self.wanted = [split(w) for w in wanted]
        if sum(path is None for _, path in self.wanted) > 1:
            raise UsageError("only one --format can go to the terminal; write the others as FORMAT=FILE")
        for severity in severities:
            if severity not in list(Severity):
                raise UsageError(f"--severity {severity!r} is not one of {', '.join(Severity)}")

    @contextmanager
    def progress(self) -> Iterator[TerminalProgress | None]:
        """Bars on standard error for work that takes over a second; none when it is no terminal."""
        console = Console(stderr=True)
        if not console.is_terminal:
            yield None
            return
        bars = Bars(
            TextColumn("{task.description}"),
            BarColumn(),
            DownloadColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        with bars:
            yield TerminalProgress(bars, self.lang)

    def write(self, report: Report, written_to: Path | None = None) -> None:
        for name, path in self.wanted:
            if path is None:
                self.to_terminal(name, report, written_to)
            else:
                write_file(path, self.text_of(name, report, written_to))

    def write_proof(self, proof: Proof) -> None:
        from dbmigrate.report.proof import proof_json, show_proof  # brings the server's driver with it

        for name, path in self.wanted:
            console = Console(width=120, record=True, file=io.StringIO()) if path else Console(soft_wrap=False)
            if name == "rich":
                show_proof(proof, console, self.lang)
            text = proof_json(proof, self.lang) if name == "json" else console.export_text() if path else ""
            if path is not None:
                write_file(path, text)
            else:
                sys.stdout.write(text)

    def to_terminal(self, name: str, report: Report, written_to: Path | None) -> None:
        if name == "rich":
            show(report, Console(soft_wrap=False), self.lang, self.severities, written_to)
        else:
            sys.stdout.write(self.text_of(name, report, written_to))

    def text_of(self, name: str, report: Report, written_to: Path | None) -> str:
        if name == "json":
            return as_json(report, self.lang, self.severities)
        console = Console(width=120, record=True, file=io.StringIO())
        show(report, console, self.lang, self.severities, written_to)
        return console.export_text()


class TerminalProgress:
    def __init__(self, bars: Bars, lang: str):
        self.bars, self.lang = bars, lang
        self.task: TaskID | None = None

    def stage(self, name: str, total: int) -> None:
        if self.task is not None:
            self.bars.remove_task(self.task)
        self.task = self.bars.add_task(word(f"stage.{name}", self.lang), total=total)

    def advance(self, count: int) -> None:
        if self.task is not None:
            self.bars.advance(self.task, count)


def split(wanted: str) -> tuple[str, Path | None]:
    name, _, path = wanted.partition("=")
    if name not in FORMATS:
        raise UsageError(f"--format {name!r} is not one of {', '.join(FORMATS)}")
    return name, Path(path) if path else None


def write_file(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from None
