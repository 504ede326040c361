"""Whether NO_DATA_FOUND may leave a function: told from its words, since every function of an estate is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

STARTS: Final = frozenset("SELECT INSERT MERGE FETCH RETURNING RETURN IMMEDIATE COLLECT ;".split())
ALWAYS: Final = frozenset("COUNT MAX MIN SUM AVG LISTAGG WM_CONCAT".split())  # without GROUP BY they give a row
HANDLERS: Final = frozenset({"NO_DATA_FOUND", "OTHERS"})


def may_miss(words: Sequence[str]) -> bool:
    """A SELECT INTO that can find no row, and nothing that catches it."""
    if not HANDLERS.isdisjoint(words):
        return False
    return any(word == "INTO" and can_be_empty(words, k) for k, word in enumerate(words))


def can_be_empty(words: Sequence[str], into: int) -> bool:
    start = next((k for k in range(into - 1, -1, -1) if words[k] in STARTS), 0)
    if words[start] != "SELECT":
        return False
    listed = words[start + 1 : into]
    rest = words[into : next((k for k in range(into, len(words)) if words[k] == ";"), len(words))]
    if "DUAL" in rest and "WHERE" not in rest:
        return False
    whole = any(a in ALWAYS and b == "(" for a, b in zip(listed, listed[1:], strict=False)) and "OVER" not in listed
    return not whole or "GROUP" in rest
