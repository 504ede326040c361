"""The command line. Only typer is imported here; everything heavy inside the commands, so that --help is quick."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from enum import IntEnum


class Exit(IntEnum):
    """Exit codes (DESIGN 5)."""

    CLEAN = 0
    GATE = 1
    USAGE = 2
    OURS = 3


def main() -> None:
    """Run the command; a wrong call is one line and exit 2, a fault of ours leaves its traceback in a named file."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")  # a CP936 console lacks characters that a report may hold
    from dbmigrate.cli.app import app

    try:
        app()
    except SystemExit:
        raise
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(Exit.CLEAN)
    except Exception as error:  # noqa: BLE001  (the last resort: nothing may reach the user as a traceback)
        sys.exit(failed(error))


def failed(error: Exception) -> Exit:
    from dbmigrate.model import UsageError

    if isinstance(error, UsageError):
        print(f"dbmigrate: {error}", file=sys.stderr)
        return Exit.USAGE
    with tempfile.NamedTemporaryFile("w", prefix="dbmigrate-", suffix=".log", delete=False, encoding="utf-8") as log:
        traceback.print_exception(error, file=log)
    print(f"dbmigrate: a fault of ours ({type(error).__name__}); details in {log.name}", file=sys.stderr)
    return Exit.OURS
