"""`make bench`: runs the benchmarks and prints their figures beside the budgets and beside stock sqlglot.

Exit code 0 where every budget is met, 1 where one is missed, 2 where a benchmark did not run.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

HERE = Path(__file__).parent
COLUMNS = ("What", "Of", "Measured", "Budget", "Stock sqlglot", "Ratio", "")


def run(arguments: list[str]) -> tuple[int, list[dict[str, Any]]]:
    """pytest's exit code and the benchmarks' figures. CPU time, so that a neighbour on the machine counts little."""
    with tempfile.TemporaryDirectory(prefix="dbmigrate-bench-") as folder:
        result = Path(folder) / "figures.json"
        command = [
            *(sys.executable, "-m", "pytest", str(HERE), "-q", "--no-header", "-o", "python_files=bench_*.py"),
            *("--benchmark-timer=time.process_time", "--benchmark-quiet", f"--benchmark-json={result}"),
            *arguments,
        ]
        code = subprocess.run(command, cwd=HERE.parent).returncode
        figures = json.loads(result.read_text("utf-8"))["benchmarks"] if result.is_file() else []
        return code, figures


def judged(figure: dict[str, Any]) -> tuple[list[str], bool]:
    """A row of the table, and whether its budgets are met."""
    info = figure["extra_info"]
    size, budget, stock = info["megabytes"], info["budget"], info["stock"]
    unit, ratio = info["unit"], 0.0
    value = size / figure["stats"]["min"] if unit == "MB/s" else info["value"]
    if stock:
        ratio = stock["seconds"] / figure["stats"]["min"]
    met = (not budget or (value >= budget if unit == "MB/s" else value <= budget)) and ratio >= info["least_ratio"]
    bound = bool(budget or info["least_ratio"])
    allowed = f"{'at least' if unit == 'MB/s' else 'under'} {budget:g} {unit}" if budget else ""
    if info["least_ratio"]:
        allowed += f", ratio {info['least_ratio']:g}"
    row = [info["what"], info["of"], shown(value, unit), allowed.strip(", ")]
    row += [beside(stock, size), f"{ratio:.2f}" if stock else "", ("met" if met else "MISSED") if bound else ""]
    return row, met


def shown(value: float, unit: str) -> str:
    return f"{value:.0f} {unit}" if unit == "MB" else f"{value:.2f} {unit}"


def beside(stock: dict[str, Any], size: float) -> str:
    """Stock's speed, and the share of statements that it cannot read where there are any."""
    if not stock:
        return ""
    refused = stock["refused"] / max(1, stock["statements"])
    return f"{size / stock['seconds']:.2f} MB/s" + (f" ({refused:.0%} unread)" if refused else "")


def engine() -> str:
    try:
        return f"sqlglot {version('sqlglot')}, compiled {version('sqlglotc')}"
    except PackageNotFoundError:
        return f"sqlglot {version('sqlglot')}, pure Python"


def main() -> int:
    code, figures = run(sys.argv[1:])
    table = Table(*COLUMNS, title=f"dbmigrate, one core, CPU time; Python {platform.python_version()}, {engine()}")
    missed = 0
    for figure in figures:
        row, met = judged(figure)
        missed += not met
        table.add_row(*row, style="" if met else "red")
    console = Console(width=None if sys.stdout.isatty() else 160)
    console.print(table)
    console.print(
        "Text is invented (benchmarks/estate.py). MB are 1,000,000 bytes of UTF-8; for 'decode' bytes of the file. "
        "Stock sqlglot gets the same text in a process of its own: 'tokenize' at once; statement by statement 'parse' "
        "beside read DDL and 'parse and generate' beside scan; a ratio above 1 means that dbmigrate is faster."
    )
    console.print(f"{missed} budgets missed" if missed else "all budgets met")
    return 2 if code else int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
