"""Stock sqlglot at its nearest job, in a process of its own: statements on standard input, seconds on standard output.

dbmigrate empties sqlglot's function tables when it is imported, so nothing of dbmigrate may be imported here.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable

import sqlglot
from sqlglot.errors import ErrorLevel, SqlglotError

NAMES = {"oracle": "oracle", "sqlserver": "tsql"}
CHUNK = 400  # statements between two collections of young garbage


def tokenize(text: str, dialect: str) -> None:
    sqlglot.tokenize(text, read=dialect)


def parse(text: str, dialect: str) -> None:
    sqlglot.parse(text, read=dialect, error_level=ErrorLevel.RAISE)


def transpile(text: str, dialect: str) -> None:
    target = sqlglot.Dialect.get_or_raise("postgres")
    for tree in sqlglot.parse(text, read=dialect, error_level=ErrorLevel.RAISE):
        if tree is not None:
            target.generate(tree, copy=False, unsupported_level=ErrorLevel.IGNORE)


JOBS: dict[str, Callable[[str, str], None]] = {"tokenize": tokenize, "parse": parse, "transpile": transpile}


def seconds(job: Callable[[str, str], None], statements: list[str], dialect: str) -> tuple[float, int]:
    """CPU seconds for all statements, one at a time, and how many it could not read."""
    refused = 0
    started = time.process_time()
    for number, statement in enumerate(statements):
        try:
            job(statement, dialect)
        except (SqlglotError, RecursionError):
            refused += 1
        if number % CHUNK == 0:
            gc.collect(0)
    return time.process_time() - started, refused


def main() -> None:
    """Reads {"dialect", "job", "rounds", "statements"}; answers {"seconds", "refused", "statements"}: the best round.

    sqlglot's logger tells of each statement that it keeps as a bare command; nobody reads that here.
    """
    sqlglot.logger.setLevel("ERROR")
    given = json.load(sys.stdin)
    gc.freeze()
    gc.disable()
    rounds = [seconds(JOBS[given["job"]], given["statements"], NAMES[given["dialect"]]) for _ in range(given["rounds"])]
    best, refused = min(rounds)
    json.dump({"seconds": best, "refused": refused, "statements": len(given["statements"])}, sys.stdout)


if __name__ == "__main__":
    main()
