"""Whole scans of estates of 1, 10 and 100 MB with one and two workers, cold and warm: `python benchmarks/scaling.py`.

The mix is the one that vendor trees were measured to have: by bytes 70 % literal INSERTs, 15 % routines, 10 % tables
(the last 5 %, queries, go to the routines here: the generator writes queries only within them), half of the files GBK,
the others UTF-8. Wall-clock time of the whole command; the machine's load stands beside it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from estate import write

MIX = {"data": 0.70, "code": 0.20, "tables": 0.10}
FILE = 250_000  # characters: a file is what a worker takes
PAUSE = 0.1  # seconds between two looks at the memory of the processes
HEADS = ("MB", "Workers", "Cold, s", "MB/s", "CPU, s", "Warm, s", "Largest process, MB", "Load")


@dataclass(frozen=True)
class Run:
    seconds: float
    cpu: float
    peak: float  # of the largest process, in MB of 1,000,000 bytes


def estate(folder: Path, dialect: str, megabytes: float) -> float:
    """Writes it, every second file in UTF-8. Answers its size in MB of UTF-8 text."""
    size = 0
    for number, path in enumerate(write(folder, dialect, round(megabytes * 1e6), file_size=FILE, shares=MIX)):
        raw = path.read_bytes()
        text = raw.decode("utf-16" if dialect == "sqlserver" else "gb18030").encode("utf-8")
        size += len(text)
        path.write_bytes(text if number % 2 else text.decode("utf-8").encode("gb18030"))
    return size / 1e6


def descendants(process: int) -> list[int]:
    try:
        own = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return []
    return [process, *(inner for child in own for inner in descendants(int(child)))]


def resident(process: int) -> float:
    """The largest size that a process had so far, 0 where it has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmHWM:")), 0.0)


def scanned(folder: Path, dialect: str, jobs: int, cache: Path) -> Run:
    """The command in processes of its own, with a report nobody reads."""
    command = [sys.executable, "-m", "dbmigrate", "scan", str(folder), "--from", dialect, "--jobs", str(jobs), "-q"]
    environment = {**os.environ, "DBMIGRATE_CACHE_DIR": str(cache)}
    before, start, peak = os.times(), time.perf_counter(), 0.0
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak = max([peak, *map(resident, descendants(process.pid))])
            time.sleep(PAUSE)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(time.perf_counter() - start, used, peak)


def measure(dialect: str, megabytes: float, workers: list[int]) -> None:
    """Prints a row of the table for each number of workers."""
    with tempfile.TemporaryDirectory(prefix="dbmigrate-scaling-") as name:
        folder, cache = Path(name) / "estate", Path(name) / "cache"
        size = estate(folder, dialect, megabytes)
        for jobs in workers:
            shutil.rmtree(cache, ignore_errors=True)
            load = os.getloadavg()[0]
            cold, warm = (scanned(folder, dialect, jobs, cache) for _ in range(2))
            peak = max(cold.peak, warm.peak)
            values = (cold.seconds, size / cold.seconds, cold.cpu, warm.seconds, peak, load)
            texts = (f"{v:.1f}" if v >= 10 else f"{v:.2f}" for v in values)
            print("| " + " | ".join((f"{size:.1f}", str(jobs), *texts)) + " |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dialect", choices=["oracle", "sqlserver"], default="oracle")
    parser.add_argument("--mb", type=float, nargs="+", default=[1, 10, 100], help="millions of characters")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    given = parser.parse_args()
    print("| " + " | ".join(HEADS) + " |\n" + "|---" * len(HEADS) + "|")
    for megabytes in given.mb:
        measure(given.dialect, megabytes, given.workers)


if __name__ == "__main__":
    main()
