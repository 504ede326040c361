"""dbmigrate beside what a user would take instead, on the same files: stock sqlglot and Ora2Pg.

`python benchmarks/compare.py` writes `benchmarks/results/comparison.md` and `.svg`. The files are the tables, functions
and procedures of the sample estate `fixtures/his-oracle`, in UTF-8. Each tool runs in processes of its own; what it
wrote is loaded by psql into an empty database, statement by statement, whatever fails.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

import psycopg
from draw import bars

from dbmigrate.loadscripts import ALL, FOLDER
from dbmigrate.sources.decode import Reader, detect
from dbmigrate.sources.split import SegmentKind, split
from dbmigrate.verify.servers import Server, find_servers

HERE = Path(__file__).parent
ESTATE = HERE.parent / "fixtures" / "his-oracle"
KINDS = {"TABLE": "tables/*", "FUNCTION": "code/*.fnc", "PROCEDURE": "code/*.prc"}
MADE = re.compile(r"^\s*CREATE\s+(?:OR\s+REPLACE\s+)?(?:TABLE|FUNCTION|PROCEDURE)\s+(?:\w+\.)?(\w+)", re.I | re.M)
CONFIGURATION = "PG_VERSION 15\nEXPORT_SCHEMA 0\nPLSQL_PGSQL 1\nFILE_PER_FUNCTION 0\nDISABLE_COMMENT 1\n"
# Scripts stop at their first error, or have bodies taken unread: here nothing stops, and bodies are read.
SWITCH = re.compile(r"^(?:\\set ON_ERROR_STOP.*|SET check_function_bodies.*)$", re.I | re.M)
OBJECTS = """
SELECT lower(relname) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind IN ('r', 'p') AND {own}
UNION SELECT lower(proname) FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace WHERE {own}
""".replace("{own}", "nspname !~ '^(pg_|information_schema|dbmigrate)'")


@dataclass
class Row:
    tool: str
    seconds: float
    peak: float  # MB
    loaded: int


def texts(folder: Path) -> dict[str, list[Path]]:
    """The sample by kind, one file for each of the estate's."""
    found: dict[str, list[Path]] = {}
    for kind, pattern in KINDS.items():
        for path in sorted(ESTATE.glob(pattern)):
            copy = folder / kind.lower() / f"{path.stem}.sql"
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text("".join(Reader(path, detect(path))), "utf-8")
            found.setdefault(kind, []).append(copy)
    return found


def measured(commands: Iterator[list[str]], folder: Path) -> tuple[float, float]:
    """CPU seconds of all processes together, and the peak memory of the largest in MB. Raises where one fails."""
    seconds = peak = 0.0
    for command in commands:
        with (folder / "log").open("ab") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            raise RuntimeError(f"{command[0]} ended with {process.returncode}, see {folder / 'log'}")
        seconds += usage.ru_utime + usage.ru_stime
        peak = max(peak, usage.ru_maxrss * 1024 / 1e6)
    return seconds, peak


def dbmigrate(files: dict[str, list[Path]], source: Path, out: Path) -> Iterator[list[str]]:
    words = ["convert", str(source), "-o", str(out / "made"), "--from", "oracle", "--jobs", "1", "--no-cache"]
    yield [sys.executable, "-m", "dbmigrate", *words]


def ora2pg(files: dict[str, list[Path]], source: Path, out: Path) -> Iterator[list[str]]:
    (out / "ora2pg.conf").write_text(CONFIGURATION)
    for kind, paths in files.items():
        for path in paths:
            name = f"{kind}_{path.name}"
            yield ["ora2pg", "-c", "ora2pg.conf", "-t", kind, "-i", str(path), "-b", str(out), "-o", name]


# It gets the statements one by one: it does not know a script's other lines.
def sqlglot(files: dict[str, list[Path]], source: Path, out: Path) -> Iterator[list[str]]:
    whole = (p.read_text("utf-8") for paths in files.values() for p in paths)
    statements = [s.text for text in whole for s in split([text], "oracle") if s.kind is SegmentKind.STATEMENT]
    (out / "statements.json").write_text(json.dumps(statements), "utf-8")
    yield [sys.executable, str(HERE / "transpiled.py"), str(out / "statements.json"), str(out / "made.sql")]


def scripts(tool: str, out: Path, files: dict[str, list[Path]]) -> list[Path]:
    if tool == "dbmigrate":
        return [out / "made" / FOLDER / ALL]
    if tool == "sqlglot":
        return [out / "made.sql"]
    return [out / f"{kind}_{p.name}" for kind, paths in files.items() for p in paths]


def loaded(server: Server, tool: str, paths: list[Path], wanted: set[str]) -> int:
    """How many of the wanted objects are there when psql has run the scripts."""
    with psycopg.connect(server.dsn(), autocommit=True) as conn:
        conn.execute(f'CREATE DATABASE "{tool}"')
    for path in {p for top in paths for p in top.parent.glob("*.sql")}:
        path.write_text(SWITCH.sub("", path.read_text("utf-8")), "utf-8")
    psql = next(i.program("psql") for i in find_servers() if i.version == 15)
    for path in paths:
        command = [str(psql), "-q", "-X", "-v", "ON_ERROR_STOP=0", "-d", server.dsn(tool), "-f", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        (path.parent / f"{path.name}.log").write_text(done.stderr, "utf-8")
    with psycopg.connect(server.dsn(tool)) as conn:
        return len({name for (name,) in conn.execute(OBJECTS)} & wanted)


TOOLS: dict[str, Callable[[dict[str, list[Path]], Path, Path], Iterator[list[str]]]] = {
    "dbmigrate": dbmigrate, "ora2pg": ora2pg, "sqlglot": sqlglot,
}  # fmt: skip


def compared(folder: Path) -> tuple[list[Row], int, int, int]:
    files = texts(folder / "in")
    whole = [p.read_text("utf-8") for paths in files.values() for p in paths]
    wanted = {name.lower() for text in whole for name in MADE.findall(text)}
    rows = []
    with Server(next(i for i in find_servers() if i.version == 15)) as server:
        for tool, commands in TOOLS.items():
            if tool == "ora2pg" and not shutil.which(tool):
                continue
            out = folder / tool
            out.mkdir()
            seconds, peak = measured(commands(files, folder / "in", out), out)
            rows.append(Row(tool, seconds, peak, loaded(server, tool, scripts(tool, out, files), wanted)))
    size = sum(len(text.encode()) for text in whole)
    return rows, len(wanted), size, sum(text.count("\n") for text in whole)


def ora2pg_version() -> str:
    if not shutil.which("ora2pg"):
        return "no Ora2Pg"
    return subprocess.run(["ora2pg", "--version"], capture_output=True, text=True, check=True).stdout.strip()


def page(rows: list[Row], wanted: int, size: int, lines: int) -> str:
    """The table with what it was measured on."""
    about = f"Python {platform.python_version()}, sqlglot {version('sqlglot')}, {ora2pg_version()}, PostgreSQL 15"
    load = " ".join(f"{n:.1f}" for n in os.getloadavg())
    made = [
        f"{date.today().isoformat()}, {platform.machine()}, {os.cpu_count()} cores, load {load}; {about}.",
        f"{size / 1e3:.0f} kB, {lines} lines, {wanted} tables, functions and procedures of `fixtures/his-oracle`.",
        "",
        "| | CPU seconds | kB/s | lines/s | Peak memory, at most | Objects there after loading |",
        "|---|---|---|---|---|---|",
    ]
    for r in rows:
        speed = f"{size / 1e3 / r.seconds:.0f} | {lines / r.seconds:.0f}"
        made.append(f"| {r.tool} | {r.seconds:.1f} | {speed} | {r.peak:.0f} MB | {r.loaded} of {wanted} |")
    made += [
        "",
        "CPU time with the start of each process: Ora2Pg is started for each file, dbmigrate loads its rules.",
        "Ora2Pg needs no start of Python, and its files were loaded without the line that stops at the first error.",
        "Linux counts the memory of the process that starts a tool as well (about 80 MB): smaller tools may take less.",
        "The tables that sqlglot writes name the source's tablespaces, which no server here has.",
        "'There' means that the server took the definition; whether it does the same is for `dbmigrate verify` and the",
        "tests to say. Routines of dbmigrate with open issues raise an exception where a statement was left out.",
    ]
    return "\n".join(made) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--results", type=Path, default=HERE / "results")
    given = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if all(i.version != 15 for i in find_servers()):
        print("no comparison: PostgreSQL 15 is not installed")
        return
    with tempfile.TemporaryDirectory(prefix="dbmigrate-compare-") as folder:
        rows, wanted, size, lines = compared(Path(folder))
    given.results.mkdir(exist_ok=True)
    text = page(rows, wanted, size, lines)
    (given.results / "comparison.md").write_text(text, "utf-8")
    shares = {r.tool: 100 * r.loaded / wanted for r in rows}
    speeds = {r.tool: size / 1e3 / r.seconds for r in rows}
    (given.results / "comparison.svg").write_text(bars({"objects there, %": shares, "kB/s": speeds}), "utf-8")
    print(text)


if __name__ == "__main__":
    main()
