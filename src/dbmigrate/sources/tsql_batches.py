"""How far T-SQL code reaches outside of procedures: variables, cursors and labels tie statements of a batch together.

A variable lives from its DECLARE to the end of the batch (Transact-SQL Reference, "DECLARE @local_variable"), wherever
in the batch it was declared. The statements from the first to the last that mention it are one unit.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

CODE: Final = frozenset({"declare", "if", "block", "goto"})  # heads of statements that may tie others to them
FAR: Final = 1 << 20  # code points behind a statement in which its variables are looked for

# Literals and comments are stepped over. A label stands alone at the start of a line.
_MENTION: Final = re.compile(
    r"""'(?:[^']|'')*'|"[^"]*"|\[[^\]]*\]|--[^\r\n]*|/\*[\s\S]*?\*/"""
    r"""|(?<![\w@])@(?P<variable>(?!@)[\w$#@]+)"""
    r"""|(?i:\bGOTO)\s+(?P<jump>\w+)|(?P<leave>(?i:\bRETURN)\b)|^[ \t]*(?P<label>\w+)[ \t]*:(?!:)"""
    r"""|(?i:\bDECLARE)\s+(?P<declared>\w+)\s+(?:(?i:INSENSITIVE|SCROLL)\s+)*(?i:CURSOR)"""
    r"""|(?i:\b(?:OPEN|CLOSE|DEALLOCATE|FROM))\s+(?:(?i:GLOBAL)\s+)?(?P<cursor>\w+)""",
    re.M,
)


# What a mention is kept under, and whether it ties the statement that holds it to the others.
_KINDS: Final = {
    "variable": ("@", True),
    "jump": (":", True),
    "label": (":", True),
    "declared": ("cursor ", True),
    "cursor": ("cursor ", False),
}


def may_tie(text: str, start: int, end: int) -> bool:
    """Whether a statement holds anything that could tie others to it: only then the rest of its batch is looked at."""
    for found in _MENTION.finditer(text, start, end):
        if found.lastgroup == "leave" or (found.lastgroup and _KINDS[found.lastgroup][1]):
            return True
    return False


def tied_end(text: str, start: int, end: int, batch: int, next_end: Callable[[], int]) -> int:
    """The end of the unit whose first statement is start .. end, in a batch that ends at `batch`.

    `next_end` gives the end of one statement more each time, 0 where there is none.
    """
    mentions: list[tuple[int, str]] = []
    last: dict[str, int] = {}
    for found in _MENTION.finditer(text, start, batch):
        if found.lastgroup == "leave":  # whether the rest of the batch runs depends on it
            mentions.append((found.start(), "leave"))
            last["leave"] = batch - 1
        elif found.lastgroup:
            prefix, ties = _KINDS[found.lastgroup]
            key = prefix + found[found.lastgroup].lower()
            last[key] = found.start()
            if ties:
                mentions.append((found.start(), key))
    k, reach = 0, -1
    while True:
        while k < len(mentions) and mentions[k][0] < end:
            reach = max(reach, last[mentions[k][1]])
            k += 1
        following = next_end() if reach >= end else 0
        if following <= end:
            return end
        end = following


__all__ = ["CODE", "FAR", "may_tie", "tied_end"]
