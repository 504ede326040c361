"""Copies a folder of expression cases into the tests.

    python tools/copy_cases.py FOLDER [-o tests/cases_expressions]

FOLDER holds `expressions.json` (statements with the rows that the source database answers), the schema they need as
`oracle.sql` and `sqlserver.sql`, and its rows as `data.sql`. The cases are checked and written one per line, so that a
change shows as a line in a diff.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SCRIPTS = ("data.sql", "oracle.sql", "sqlserver.sql")
KEYS = {"id", "dialect", "topic", "source", "postgres", "expected", "probe", "note", "ordered"}


def checked(cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The cases sorted by id. SystemExit where a case lacks a key, has one too many, or an id stands twice."""
    for case in cases:
        if set(case) != KEYS or case["dialect"] not in ("oracle", "tsql"):
            raise SystemExit(f"case {case.get('id')}: keys {sorted(set(case) ^ KEYS)}, dialect {case.get('dialect')!r}")
    ids = [case["id"] for case in cases]
    if twice := sorted({name for name in ids if ids.count(name) > 1}):
        raise SystemExit(f"ids that stand twice: {', '.join(twice)}")
    return sorted(cases, key=lambda case: case["id"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "tests" / "cases_expressions")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    cases = checked(json.loads((options.folder / "expressions.json").read_text("utf-8")))
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    (options.output / "expressions.json").write_text(f"[\n{lines}\n]\n", "utf-8")
    for name in SCRIPTS:
        (options.output / name).write_text((options.folder / name).read_text("utf-8"), "utf-8")


if __name__ == "__main__":
    main()
