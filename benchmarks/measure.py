"""What the benchmarks share: generated texts, their statements, stock sqlglot's time, and what is kept of a figure."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from estate import text as generated

from dbmigrate.sources.split import SegmentKind, split

HERE = Path(__file__).parent
ROUNDS = 3
DIALECTS = ("oracle", "sqlserver")
SIZE = {"tables": 400_000, "code": 400_000, "data": 1_000_000}  # characters


@cache
def text(dialect: str, shape: str) -> str:
    """A generated script as a reader gives it: line ends as in the file."""
    return generated(dialect, shape, SIZE[shape]).replace("\n", "\r\n")


@cache
def statements(whole: str, dialect: str) -> list[str]:
    return [s.text for s in split([whole], dialect) if s.kind is SegmentKind.STATEMENT]


@cache
def stock(job: str, whole: str, dialect: str, at_once: bool = False) -> dict[str, Any]:
    """Seconds of stock sqlglot for a text, in a child process: 'tokenize', 'parse', 'transpile'.

    It gets the statements one by one, or the text `at_once`.
    """
    pieces = [whole] if at_once else statements(whole, dialect)
    given = {"dialect": dialect, "job": job, "rounds": 2, "statements": pieces}
    command = [sys.executable, str(HERE / "stock.py")]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def child(*arguments: str) -> dict[str, Any]:
    """A run of dbmigrate in a process of its own: peak memory in MB, seconds, characters, units."""
    command = [sys.executable, str(HERE / "child.py"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def note(
    benchmark: Any,
    what: str,
    of: str,
    *,
    megabytes: float = 0.0,
    budget: float = 0.0,
    stock: dict[str, Any] | None = None,
    least_ratio: float = 0.0,
    unit: str = "MB/s",
    value: float = 0.0,
) -> None:
    """Leave beside a figure what the table prints of it; `value` where it is no speed (MB, seconds)."""
    benchmark.extra_info.update(
        what=what,
        of=of,
        megabytes=megabytes,
        budget=budget,
        stock=stock or {},
        least_ratio=least_ratio,
        unit=unit,
        value=value,
    )


def megabytes(whole: str) -> float:
    """Size in UTF-8, in MB of 1,000,000 bytes."""
    return len(whole.encode("utf-8", "surrogatepass")) / 1e6
