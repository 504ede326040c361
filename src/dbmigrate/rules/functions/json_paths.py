"""SQL Server's JSON paths as lists of steps. Transact-SQL Reference, "JSON path expressions"."""

from __future__ import annotations

import re
from typing import Final

STEP: Final = re.compile(r'\s*(?:\.\s*(?:"((?:[^"\\]|\\.)*)"|([^\W\d][\w$]*))|\[\s*(\d+)\s*\])')
START: Final = re.compile(r"\s*(?:lax\s+)?\$", re.I)


def steps_of(path: str) -> list[str] | None:
    """None for a strict path, which fails where nothing is found, and for what is no path."""
    start = START.match(path)
    if start is None:
        return None
    k, steps = start.end(), []
    while k < len(path.rstrip()):
        found = STEP.match(path, k)
        if found is None:
            return None
        quoted, plain, index = found.groups()
        steps.append(quoted if quoted is not None else plain or index)
        k = found.end()
    return steps


def as_array(steps: list[str]) -> str:
    """A text array's constant, without the quotes around it."""
    plain = re.compile(r"\w+$")
    quoted = (s if plain.match(s) and s.upper() != "NULL" else '"' + s.replace('"', '\\"') + '"' for s in steps)
    return "{" + ",".join(quoted) + "}"
