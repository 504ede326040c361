"""How many lines of queries, DML and views a conversion changed: `tools/changed_lines.py SOURCE_FOLDER OUTPUT_FOLDER`

Reads the manifest that `dbmigrate convert` wrote into the output. A source line counts as changed where an edit starts
in it, ends in it or covers it. Units that could not be converted are left out: they come out whole, as comments.
Rows of literals (`data`) have a line of their own, since each may hold thousands of one statement.
"""

import json
import sys
from bisect import bisect_right
from collections import Counter
from itertools import accumulate
from pathlib import Path
from typing import Any

KINDS = ("select", "insert", "update", "delete", "merge", "view", "materialized view", "data")
WRITTEN = ("native", "converted", "partial")


def changed_lines(source: str, edits: list[list[Any]]) -> int:
    """The lines of a text that edits touch; edits are [start, end, ...] in characters of the text."""
    starts = [0, *accumulate(len(line) for line in source.splitlines(keepends=True))]
    touched: set[int] = set()
    for start, end, *_ in edits:
        first, last = (bisect_right(starts, place) - 1 for place in (start, max(start, end - 1)))
        touched.update(range(first, last + 1))
    return len(touched)


def count(source: Path, output: Path) -> dict[str, tuple[int, int]]:
    """(lines, changed lines) by kind of unit."""
    manifest = json.loads((output / "_dbmigrate" / "manifest.json").read_text("utf-8"))
    lines: Counter[str] = Counter()
    changed: Counter[str] = Counter()
    for file in manifest["files"]:
        units = [unit for unit in file.get("units", ()) if unit["kind"] in KINDS and unit["verdict"] in WRITTEN]
        if not units:
            continue
        text = (source / file["file"]).read_bytes().decode(file["encoding"], "surrogateescape").removeprefix("\ufeff")
        for unit in units:
            start, end = unit["span"]
            body = text[start:end]
            inside = [[edit[0] - start, edit[1] - start] for edit in file["edits"] if start <= edit[0] < end]
            lines[unit["kind"]] += len(body.splitlines())
            changed[unit["kind"]] += changed_lines(body, inside)
    return {kind: (lines[kind], changed[kind]) for kind in KINDS if lines[kind]}


def main() -> None:
    counts = count(Path(sys.argv[1]), Path(sys.argv[2]))
    counts["all but data"] = (
        sum(lines for kind, (lines, _) in counts.items() if kind != "data"),
        sum(changed for kind, (_, changed) in counts.items() if kind != "data"),
    )
    for kind, (lines, changed) in counts.items():
        print(f"{kind:18} {changed:6} of {lines:6} lines changed: {100 * changed / max(lines, 1):5.1f} %")


if __name__ == "__main__":
    main()
