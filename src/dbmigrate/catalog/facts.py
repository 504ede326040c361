"""One thing that a statement says about the estate, as a plain value that waits to be put into the catalog."""

from __future__ import annotations

import re
from typing import Any

from dbmigrate.catalog.keys import Path
from dbmigrate.records import dataclass

DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Fact:
    """`kind` names the function in apply.py that takes it, `path` the object, `value` what is said about it.

    `schema` and `database` are the current ones of the place, folded; `guarded`: the statement runs only under a
    condition (`IF NOT EXISTS ..`), so that a second definition is no conflict.
    """

    kind: str
    path: Path
    file: str
    unit: str
    schema: str
    database: str
    guarded: bool = False
    value: Any = None
    detail: str = ""


def file_order(file: str) -> list[tuple[int, str]]:
    """Sorts file names as people number them: v2 before v10."""
    return [(int(piece), "") if piece.isdigit() else (-1, piece) for piece in DIGITS.split(file)]
