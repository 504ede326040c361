"""ROLLBACK in a handler that hands the error on: PL/SQL Language Reference, "Exception Propagation"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

FAILING: Final = frozenset({"RAISE", "RAISE_APPLICATION_ERROR"})
OPENING: Final = frozenset({"IF", "ELSIF", "CASE", "LOOP", "BEGIN", "DECLARE", "FOR", "WHILE", "ELSE"})


def is_undone_by_error(words: Sequence[str], k: int) -> bool:
    """Of the word ROLLBACK: it stands right in a handler, and from it on the handler only sets variables and fails.
    PL/pgSQL has taken back what the block did by then, and the error takes back the rest on its way out."""
    end = k + 1 + (k + 1 < len(words) and words[k + 1] == "WORK")
    if end >= len(words) or words[end] != ";" or not in_handler(words, k):
        return False
    at = end + 1
    while at < len(words) and words[at] not in FAILING:
        stop = end_of_statement(words, at)
        if words[at] != "NULL" and ":=" not in words[at + 1 : min(at + 6, stop)]:
            return False
        at = stop + 1
    if at >= len(words):
        return False
    behind = end_of_statement(words, at) + 1
    if behind < len(words) and words[behind] == "WHEN":
        return True
    return behind + 1 < len(words) and words[behind] == "END" and words[behind + 1] not in ("IF", "LOOP", "CASE")


def in_handler(words: Sequence[str], k: int) -> bool:
    """Statements of a list stand between it and the THEN of a WHEN, whose list begins with EXCEPTION or another one."""
    at = k - 1
    while at >= 0 and words[at] != "THEN":
        if words[at] in OPENING or words[at] in ("END", "EXCEPTION"):
            at = before_block(words, at) if words[at] == "END" else -1
        at -= 1
    while at >= 0 and words[at] != "WHEN":
        if words[at] in ("IF", "ELSIF", "CASE", ";"):
            return False
        at -= 1
    return at >= 1 and words[at - 1] in ("EXCEPTION", ";")


def before_block(words: Sequence[str], end: int) -> int:
    """The word that opens what END IF, END LOOP or END ends; -1 where that is not plain."""
    if end + 1 >= len(words) or words[end + 1] != "IF":
        return -1
    depth = 0
    for at in range(end, -1, -1):
        if words[at] == "END":
            depth += 1
        elif words[at] == "IF" and words[at - 1] != "END":
            depth -= 1
            if not depth:
                return at
    return -1


def end_of_statement(words: Sequence[str], at: int) -> int:
    while at < len(words) and words[at] != ";":
        at += 1
    return at
