"""Whole runs: scan and convert of estates on disk, memory of large files, and how long a start takes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from estate import SHARES, write
from measure import DIALECTS, child, megabytes, note, stock

from dbmigrate.config import Settings
from dbmigrate.output import convert
from dbmigrate.pipeline import scan
from dbmigrate.sources.decode import Reader, detect

SIZE = {"mix": 300_000, "tables": 200_000, "code": 200_000, "data": 1_500_000}  # characters
LARGE = {"data": 12_000_000, "code": 800_000}
PEAK = 200.0  # MB, whatever a file's size
FIXTURES = Path(__file__).parent.parent / "fixtures"
RUNS = 2
SAMPLES = {"oracle": "his-oracle", "sqlserver": "lis-sqlserver"}


def settings(path: Path, dialect: str) -> Settings:
    return Settings(paths=(path,), source=dialect, target="postgres@15").checked()


def contents(paths: list[Path]) -> str:
    return "".join("".join(Reader(path, detect(path))) for path in paths)


def scripts(folder: Path) -> list[Path]:
    suffixes = {".sql", ".fnc", ".prc", ".pck", ".trg", ".vw", ".tps"}
    return sorted(path for path in folder.rglob("*") if path.suffix in suffixes)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("shape", ["mix", *SHARES])
def test_scan(benchmark: Any, dialect: str, shape: str, tmp_path: Path) -> None:
    shares = SHARES if shape == "mix" else {shape: 1.0}
    files = write(tmp_path, dialect, SIZE[shape], shares=shares)
    given = settings(tmp_path, dialect)
    benchmark.pedantic(lambda: scan(given), rounds=RUNS, warmup_rounds=1)
    whole = contents(files)
    note(
        benchmark,
        "scan",
        f"{dialect} {shape}",
        megabytes=megabytes(whole),
        budget={"mix": 1.5, "data": 10.0}.get(shape, 0.0),
        stock=stock("transpile", whole, dialect),
        least_ratio=0.8 if shape == "mix" else 0.0,
    )


@pytest.mark.parametrize("dialect", DIALECTS)
def test_scan_samples(benchmark: Any, dialect: str) -> None:
    """The sample estates: written by hand, so each statement is another one."""
    folder = FIXTURES / SAMPLES[dialect]
    given = settings(folder, dialect)
    benchmark.pedantic(lambda: scan(given), rounds=RUNS, warmup_rounds=1)
    whole = contents(scripts(folder))
    same = stock("transpile", whole, dialect)
    note(
        benchmark,
        "scan",
        f"fixtures/{folder.name}",
        megabytes=megabytes(whole),
        budget=1.5,
        stock=same,
        least_ratio=0.8,
    )


@pytest.mark.parametrize("dialect", DIALECTS)
def test_convert(benchmark: Any, dialect: str, tmp_path: Path) -> None:
    source = tmp_path / "in"
    files = write(source, dialect, SIZE["mix"])
    runs = iter(range(100))
    given = settings(source, dialect)
    benchmark.pedantic(lambda: convert(given, tmp_path / f"out{next(runs)}"), rounds=RUNS, warmup_rounds=1)
    note(benchmark, "convert", f"{dialect} mix", megabytes=megabytes(contents(files)))


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("shape", sorted(LARGE))
def test_memory(benchmark: Any, dialect: str, shape: str, tmp_path: Path) -> None:
    """The peak of a process that scans one large file."""
    size = LARGE[shape]
    files = write(tmp_path, dialect, size, file_size=2 * size, shares={shape: 1.0})
    found = benchmark.pedantic(lambda: child("scan", dialect, str(files[0])), rounds=1)
    of = f"{dialect} {shape}, one file of {size / 1e6:g} M characters"
    note(benchmark, "peak memory of scan", of, budget=PEAK, unit="MB", value=found["mb"])


@pytest.mark.parametrize("arguments", ["--help", "scan ONE"])
def test_start(benchmark: Any, arguments: str, tmp_path: Path) -> None:
    """CPU time of the whole command, the best of five; modules come from their compiled files."""
    one = tmp_path / "one.sql"
    one.write_text("create table pat (id number(10) not null, xm varchar2(20));\n", encoding="utf-8")
    words = [str(one) if word == "ONE" else word for word in arguments.split()]
    command = [sys.executable, "-X", f"pycache_prefix={tmp_path / 'pyc'}", "-m", "dbmigrate", *words]
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}

    def started() -> float:
        before = os.times()
        subprocess.run(command, capture_output=True, check=True, env=environment)
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    best = benchmark.pedantic(lambda: min(started() for _ in range(5)), rounds=1)
    what = arguments.replace("ONE", "of one statement")
    note(benchmark, "start", f"dbmigrate {what}", unit="s", value=best)
