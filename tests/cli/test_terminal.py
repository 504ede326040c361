"""What a terminal shows: one screen, narrow, without colour, in CP936; quiet and verbose; what a shell completes."""

from __future__ import annotations

import io
import os
import subprocess
import sys

import pytest
from commands import FIXTURES, Commands
from report.reports import report
from rich.cells import cell_len
from rich.console import Console

from dbmigrate.report.outputs import TerminalProgress
from dbmigrate.report.text import Detail, show
from dbmigrate.results import Report

TABLES = FIXTURES / "his-oracle" / "tables"


@pytest.fixture(scope="module")
def large() -> Report:
    return report(300, 4, ("HIS.药品", "LIS.RESULT"))


def screen(found: Report, lang: str, width: int, height: int, detail: Detail = Detail.SCREEN) -> list[str]:
    file = io.StringIO()
    console = Console(file=file, width=width, height=height, force_terminal=True, color_system=None)
    show(found, console, lang, detail=detail)
    return file.getvalue().splitlines()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("width", "height"), [(80, 30), (80, 50), (120, 40)])
def test_the_summary_fits_one_screen(large: Report, lang: str, width: int, height: int) -> None:
    lines = screen(large, lang, width, height)
    assert len(lines) < height
    assert max(map(cell_len, lines)) <= width


def test_a_long_name_is_cut_before_its_line(dbmigrate: Commands, tmp_path: object) -> None:
    found = report(4, 4, ("X" * 60,))
    lines = [line for line in screen(found, "en", 110, 40) if line.startswith("FN108")]
    assert lines and lines[0].rstrip().endswith(".sql:3") and "…" in lines[0]


def test_verbose_shows_every_open_place(large: Report) -> None:
    lines = screen(large, "en", 80, 30, Detail.ALL)
    opened = large.open_issues
    heading = lines.index(f"{len(opened)} open issues")
    places = [line.split(" ")[:2] for line in lines[heading + 1 :] if ".sql:" in line]
    assert places == [[f"{i.place.file}:{i.place.line}:{i.place.column}", i.code] for i in opened]


def test_quiet_shows_the_verdict_alone(dbmigrate: Commands) -> None:
    answer = dbmigrate("scan", "-q", TABLES, "--from", "oracle")
    assert answer.code == 1 and answer.err == ""
    assert "units need nothing or a safe edit" in answer.out and answer.out.count("\n") <= 2


def test_quiet_with_files_shows_nothing(dbmigrate: Commands) -> None:
    assert dbmigrate("scan", "-q", TABLES, "--format", "json=a.json").out == ""
    said = dbmigrate("scan", TABLES, "--format", "json=a.json", "--format", "md=a.md").out
    assert said.count("\n") == 2 and said.endswith("written: a.json, a.md\n")


def test_quiet_and_verbose_exclude_each_other(dbmigrate: Commands) -> None:
    assert "exclude each other" in dbmigrate("scan", "-q", "-v", TABLES).complaint


@pytest.mark.parametrize("arguments", [["scan", str(TABLES)], ["explain", "TY002"], ["rules", "--family", "TY"]])
def test_a_cp936_console_without_colour(arguments: list[str]) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "cp936", "NO_COLOR": "1", "COLUMNS": "80"}
    done = subprocess.run(
        [sys.executable, "-m", "dbmigrate", *arguments, "--lang", "zh"], capture_output=True, env=environment
    )
    assert done.returncode in (0, 1) and not done.stderr
    text = done.stdout.decode("cp936")
    assert "?" not in text.replace("SELECT ?", "") and "\x1b" not in text


def test_progress_counts_files() -> None:
    class Bars:
        fields = ""

        def add_task(self, _: str, total: int, files: str) -> int:
            self.fields = files
            return 1

        def remove_task(self, _: int) -> None:
            self.fields = ""

        def update(self, _: int, advance: int, files: str) -> None:
            self.fields = files

    bars = Bars()
    told = TerminalProgress(bars, "en")  # type: ignore[arg-type]
    told.stage("catalog", 300, 3)
    told.advance(100)
    assert bars.fields == "1 of 3 files"
    told.stage("load", 500)
    told.advance(100)
    assert bars.fields == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("dbmigrate scan --lang ", {"zh", "en"}),
        ("dbmigrate scan --to op", {"opengauss", "opengauss/A", "opengauss/PG"}),
        ("dbmigrate explain TY00", {"TY001", "TY002"}),
    ],
)
def test_a_shell_completes(words: str, expected: set[str]) -> None:
    environment = {
        **os.environ,
        "_DBMIGRATE_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(words.count(" ")),
    }
    program = "import sys; sys.argv[0] = 'dbmigrate'; from dbmigrate.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment)
    assert expected <= set(done.stdout.split())
