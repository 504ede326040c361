"""Stock sqlglot: `python benchmarks/transpiled.py STATEMENTS.json OUT`. What it cannot read is left out.

Nothing of dbmigrate is imported here: that would empty sqlglot's function tables.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import sqlglot
from sqlglot.errors import ErrorLevel, SqlglotError


def main() -> None:
    sqlglot.logger.setLevel("ERROR")
    statements, out = map(Path, sys.argv[1:])
    with out.open("w", encoding="utf-8") as stream:
        for statement in json.loads(statements.read_text("utf-8")):
            try:
                made = sqlglot.transpile(
                    statement, read="oracle", write="postgres", unsupported_level=ErrorLevel.IGNORE
                )
            except (SqlglotError, RecursionError):
                continue
            stream.writelines(f"{text};\n" for text in made if text)


if __name__ == "__main__":
    main()
