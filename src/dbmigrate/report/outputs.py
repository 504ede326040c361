"""Where reports go: `--format rich`, `--format sarif=FILE`; and the progress bars."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, TaskID, TextColumn, TimeElapsedColumn, TransferSpeedColumn
from rich.progress import Progress as Bars

from dbmigrate.model import Severity, UsageError
from dbmigrate.report.jsonreport import as_json, readable
from dbmigrate.report.summary import rates
from dbmigrate.report.text import Detail, plain, show, where
from dbmigrate.report.words import word
from dbmigrate.results import Report

if TYPE_CHECKING:
    from dbmigrate.config import Settings
    from dbmigrate.proof import Proof
    from dbmigrate.report.ci.found import Paths
    from dbmigrate.report.html.parts import Proven

FILES: Final = ("html", "xlsx")  # formats that no terminal shows
CI: Final = ("sarif", "junit", "github", "gitlab", "md")
FORMATS: Final = ("rich", "json", *FILES, *CI)


class Outputs:
    """The wanted formats. `first` is the language of the workbook, and the one in which the page opens.

    Raises UsageError for a format or severity that is not known.
    """

    def __init__(
        self,
        wanted: Sequence[str],
        lang: str,
        severities: Sequence[str],
        first: str = "zh",
        settings: Settings | None = None,
        detail: Detail = Detail.SCREEN,
    ):
        self.lang, self.severities, self.first, self.settings = lang, severities, first, settings
        self.detail = detail
        self.wanted = [split(w) for w in wanted]
        if sum(path is None for _, path in self.wanted) > 1:
            raise UsageError("only one --format can go to the terminal; write the others as FORMAT=FILE")
        for severity in severities:
            if severity not in list(Severity):
                raise UsageError(f"--severity {severity!r} is not one of {', '.join(Severity)}")

    @property
    def rewrites(self) -> bool:
        """A format shows the edits of issues."""
        return any(name == "sarif" for name, _ in self.wanted)

    @contextmanager
    def progress(self) -> Iterator[TerminalProgress | None]:
        """Bars on standard error with files, bytes and speed; none when it is no terminal, or nobody wants to know."""
        console = Console(stderr=True)
        if not console.is_terminal or self.detail is Detail.QUIET:
            yield None
            return
        bars = Bars(
            TextColumn("{task.description}"),
            BarColumn(bar_width=20),
            TextColumn("{task.fields[files]}"),
            DownloadColumn(),
            TransferSpeedColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        with bars:
            yield TerminalProgress(bars, self.lang)

    def write(self, report: Report, written_to: Path | None = None) -> None:
        for name, path in self.wanted:
            self.write_one(name, path, report, written_to)
        self.name_files(report, written_to)

    def name_files(self, report: Report, written_to: Path | None = None) -> None:
        """Where nothing went to the terminal: the verdict and the files that were written."""
        if self.wanted and self.detail is not Detail.QUIET and all(path for _, path in self.wanted):
            console = Console(soft_wrap=True)
            console.print(plain(word("rates", self.lang, **rates(report))))
            if written_to is not None:
                console.print(plain(where(written_to, self.lang)))
            console.print(plain(word("wrote", self.lang, paths=", ".join(str(path) for _, path in self.wanted))))

    def write_one(self, name: str, path: Path | None, report: Report, written_to: Path | None) -> None:
        if path is None:
            self.to_terminal(name, report, written_to)
        else:
            write_file(path, self.bytes_of(name, report, written_to))
        if name == "github":
            from dbmigrate.report.ci.annotations import write_summary

            write_summary(report, self.lang, self.severities, self.paths())

    def refuse_files(self) -> None:
        """A page, a workbook and what a CI system reads show one target."""
        for name, _ in self.wanted:
            if name in (*FILES, *CI):
                raise UsageError(f"--format {name} shows one target; several --to go with rich and json")

    def write_comparison(self, reports: Sequence[Report]) -> None:
        from dbmigrate.report.targets import comparison, comparison_values

        for name, path in self.wanted:
            console = Console(width=120, record=True, file=io.StringIO()) if path else Console(soft_wrap=False)
            if name == "rich":
                console.print(comparison(reports, self.lang, self.severities))
                text = console.export_text() if path else ""
            else:
                text = readable(comparison_values(reports, self.lang, self.severities))
            if path is not None:
                write_file(path, encoded(text))
            else:
                sys.stdout.write(text)

    def write_proof(self, proof: Proof) -> None:
        from dbmigrate.report.proof import proof_json, proven, show_proof  # brings the server's driver with it

        for name, path in self.wanted:
            if path is not None and name in FILES:
                write_file(path, self.file_report(name, proof.report, proven(proof, self.first)))
                continue
            if name in CI:
                self.write_one(name, path, proof.report, None)
                continue
            console = Console(width=120, record=True, file=io.StringIO()) if path else Console(soft_wrap=False)
            if name == "rich":
                show_proof(proof, console, self.lang, self.detail)
            text = proof_json(proof, self.lang) if name == "json" else console.export_text() if path else ""
            if path is not None:
                write_file(path, encoded(text))
            else:
                sys.stdout.write(text)
        self.name_files(proof.report)

    def to_terminal(self, name: str, report: Report, written_to: Path | None) -> None:
        if name == "rich":
            show(report, Console(soft_wrap=False), self.lang, self.severities, written_to, self.detail)
        elif name in CI:  # what a program reads is UTF-8, whatever the terminal speaks
            sys.stdout.flush()
            sys.stdout.buffer.write(self.bytes_of(name, report, written_to))
            sys.stdout.buffer.flush()
        else:
            sys.stdout.write(self.text_of(name, report, written_to))

    def bytes_of(self, name: str, report: Report, written_to: Path | None) -> bytes:
        if name in FILES:
            return self.file_report(name, report, None)
        if name in CI:
            return self.for_ci(name, report)
        return encoded(self.text_of(name, report, written_to))

    def file_report(self, name: str, report: Report, proven: Proven | None) -> bytes:
        if name == "xlsx":
            from dbmigrate.report.sheets import as_workbook

            return as_workbook(report, self.first, self.severities)
        from dbmigrate.report.html.page import as_html

        return encoded(as_html(report, self.first, self.severities, proven))

    def paths(self) -> Paths:
        from dbmigrate.report.ci.found import Paths

        return Paths.of(self.settings) if self.settings else Paths()

    def for_ci(self, name: str, report: Report) -> bytes:
        from dbmigrate.report.ci import annotations, checklist, junit, quality, sarif

        if name == "junit":
            return junit.as_junit(report, self.lang, self.severities, self.paths())
        make = {
            "sarif": sarif.as_sarif,
            "github": annotations.as_annotations,
            "gitlab": quality.as_quality,
            "md": checklist.as_checklist,
        }[name]
        return encoded(make(report, self.lang, self.severities, self.paths()))

    def text_of(self, name: str, report: Report, written_to: Path | None) -> str:
        if name == "json":
            return as_json(report, self.lang, self.severities)
        console = Console(width=120, record=True, file=io.StringIO())
        show(report, console, self.lang, self.severities, written_to, self.detail)
        return console.export_text()


class TerminalProgress:
    def __init__(self, bars: Bars, lang: str):
        self.bars, self.lang = bars, lang
        self.task: TaskID | None = None
        self.files = self.done = 0

    def stage(self, name: str, total: int, files: int = 0) -> None:
        if self.task is not None:
            self.bars.remove_task(self.task)
        self.files, self.done = files, 0
        self.task = self.bars.add_task(word(f"stage.{name}", self.lang), total=total, files=self.counted())

    def advance(self, count: int) -> None:
        self.done += 1
        if self.task is not None:
            self.bars.update(self.task, advance=count, files=self.counted())

    def counted(self) -> str:
        return word("stage.files", self.lang, done=self.done, total=self.files) if self.files else ""


def split(wanted: str) -> tuple[str, Path | None]:
    name, _, path = wanted.partition("=")
    if name not in FORMATS:
        raise UsageError(f"--format {name!r} is not one of {', '.join(FORMATS)}")
    if name in FILES and not path:
        raise UsageError(f"--format {name} needs a file: {name}=FILE")
    return name, Path(path) if path else None


def encoded(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


def write_file(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from None
