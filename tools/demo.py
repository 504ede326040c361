"""What a DBA sees: scan, convert and load the sample estates with the command line, as it is typed."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ESTATES = ("his-oracle", "emr-oracle", "lis-sqlserver")
OUT = Path("demo")
FAULT = 2  # exit codes from here on are no answer: a wrong call or a fault of ours


def run(*arguments: str) -> None:
    """Show the command, run it, stop where it gave no answer."""
    print(f"\n$ dbmigrate {shlex.join(arguments)}", flush=True)
    program = Path(sysconfig.get_path("scripts")) / "dbmigrate"
    done = subprocess.run([program, *arguments], cwd=ROOT, stdin=subprocess.DEVNULL, env=environment())
    print(f"(exit code {done.returncode})", flush=True)
    if done.returncode >= FAULT:
        sys.exit(done.returncode)


def environment() -> dict[str, str]:
    width = {} if sys.stdout.isatty() else {"COLUMNS": "120"}
    return {**os.environ, **width, "PYTHONIOENCODING": "utf-8"}


def main() -> None:
    shutil.rmtree(ROOT / OUT, ignore_errors=True)
    (ROOT / OUT).mkdir()
    for estate in ESTATES:
        print(f"\n{'=' * 20} {estate} {'=' * 20}", flush=True)
        reports = [f"{name}={OUT}/{estate}.{name}" for name in ("html", "xlsx")]
        run("scan", f"fixtures/{estate}", "-f", "rich", "-f", reports[0], "-f", reports[1])
        run("convert", f"fixtures/{estate}", "-o", str(OUT / estate), "--format", f"json={OUT}/{estate}.json")
        run("verify", f"fixtures/{estate}")
    print(f"\nThe converted estates lie in {OUT}/; each has _dbmigrate/load/load.sql, manifest.json and residue.md.")
    print(f"Open {OUT}/{ESTATES[0]}.html in a browser for the report, {OUT}/{ESTATES[0]}.xlsx for the work split.")
    run("explain", "PL001")


if __name__ == "__main__":
    main()
