"""Collection types that code uses and that nobody may have given: the names that its declarations show to be such.

Hospitals hand over procedures without the types of the schema. A variable of which the code asks COUNT, or that BULK
COLLECT fills, is a collection whatever its type is called.
PL/SQL Language Reference, "Collection Methods", "BULK COLLECT Clause".
"""

from __future__ import annotations

from typing import Final

from dbmigrate.catalog.keys import Path, fold
from dbmigrate.syntax.ddl.nodes import Procedural
from dbmigrate.syntax.lex import Lexed

METHODS: Final = frozenset({"COUNT", "DELETE", "EXISTS", "EXTEND", "FIRST", "LAST", "LIMIT", "NEXT", "PRIOR", "TRIM"})
MODES: Final = frozenset({"IN", "OUT", "NOCOPY"})
BEFORE: Final = frozenset({";", "IS", "AS", "DECLARE", "(", ",", "BEGIN"})
BEHIND: Final = frozenset({";", ":=", ",", ")", "DEFAULT"})


def used_as_collections(unit: Procedural) -> list[Path]:
    """Types of variables and parameters, without those that the text itself declares."""
    lexed, words = unit.lexed, unit.lexed.words
    first, last = unit.part.first, min(unit.part.last, len(words) - 2)
    shown = variables(lexed, first, last)
    if not shown:
        return []
    own = {words[k + 1] for k in range(first, last) if words[k] in ("TYPE", "SUBTYPE")}
    found: dict[Path, None] = {}
    for k in range(first + 1, last):
        if words[k] in shown and words[k - 1] in BEFORE:
            at = k + 1
            while at < last and words[at] in MODES:
                at += 1
            path, end = dotted(lexed, at, last)
            if path and words[end] in BEHIND and not (len(path) == 1 and path[0] in own):
                found[path] = None
    return list(found)


def variables(lexed: Lexed, first: int, last: int) -> set[str]:
    """Names with a collection's method, and those that BULK COLLECT fills."""
    words, found = lexed.words, set[str]()
    for k in range(first + 1, last):
        if words[k] == "." and words[k + 1] in METHODS and words[k - 2] != "." and lexed.is_name(k - 1):
            found.add(words[k - 1])
        elif words[k] in ("BULK COLLECT INTO", "COLLECT") or (words[k] == "INTO" and words[k - 1] == "COLLECT"):
            found |= targets(lexed, k + 1, last)
        elif words[k] == "TABLE" and words[k + 1] == "(" and lexed.brackets.close.get(k + 1) == k + 3:
            found.add(words[k + 2])
    return found


def targets(lexed: Lexed, k: int, last: int) -> set[str]:
    words, found = lexed.words, set[str]()
    if words[k] == "INTO":
        k += 1
    while k < last and lexed.is_name(k) and words[k + 1] != ".":
        found.add(words[k])
        if words[k + 1] != ",":
            break
        k += 2
    return found


def dotted(lexed: Lexed, k: int, last: int) -> tuple[Path, int]:
    """A name of one or two parts that starts at token k, and what follows it."""
    path: list[str] = []
    while k < last and lexed.is_name(k) and len(path) < 2:
        path.append(fold("oracle", lexed.tokens[k].text, lexed.is_quoted(k)))
        if lexed.words[k + 1] != ".":
            return tuple(path), k + 1
        k += 2
    return (), k
