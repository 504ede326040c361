"""Collection types that code uses and that nobody may have given: the names that its declarations show to be such.

Hospitals hand over procedures without the types of the schema. A variable of which the code asks COUNT, or that BULK
COLLECT fills, is a collection whatever its type is called.
PL/SQL Language Reference, "Collection Methods", "BULK COLLECT Clause".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from dbmigrate.catalog.keys import Path, path_of
from dbmigrate.syntax.ddl.nodes import Procedural
from dbmigrate.syntax.ddl.oracle_types import read_type
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected
from dbmigrate.syntax.lex import Lexed

METHODS: Final = frozenset({"COUNT", "DELETE", "EXISTS", "EXTEND", "FIRST", "LAST", "LIMIT", "NEXT", "PRIOR", "TRIM"})
MODES: Final = frozenset({"IN", "OUT", "NOCOPY"})
BEFORE: Final = frozenset({";", "IS", "AS", "DECLARE", "(", ",", "BEGIN"})
BEHIND: Final = frozenset({";", ":=", ",", ")", "DEFAULT"})
ROUTINES: Final = frozenset({"PROCEDURE", "FUNCTION"})
SUPPLIED: Final = re.compile(r"(?:APEX|DBMS|OWA|SDO|UTL|WWV)_|ANY(?:DATA|TYPE)|ODCI|(?:HTP|ORDSYS|OWA|STANDARD|SYS)$")


def used_as_collections(unit: Procedural) -> list[Path]:
    """Types of variables and parameters, without those that the text itself declares."""
    lexed, words = unit.lexed, unit.lexed.words
    first, last = unit.part.first, min(unit.part.last, len(words) - 2)
    begins = [first, *(k for k in range(first, last) if words[k] in ROUTINES and lexed.is_name(k + 1)), last]
    shown = [variables(lexed, a, b) for a, b in pairwise(begins)]
    if not any(shown):
        return []
    own = {words[k + 1] for k in range(first, last) if words[k] in ("TYPE", "SUBTYPE")}
    found: dict[Path, None] = {}
    for k, names in enumerate(shown):
        wanted = names.union(*shown) if k == 0 else names  # what stands before the routines is seen in all of them
        for path in declared(lexed, wanted, begins[k], begins[k + 1]):
            if not (len(path) == 1 and path[0] in own) and not SUPPLIED.match(path[0]):
                found[path] = None
    return list(found)


def declared(lexed: Lexed, wanted: set[str], first: int, last: int) -> Iterator[Path]:
    """The types that are no built-in ones, of the variables and parameters of these names."""
    words = lexed.words
    for k in range(first + 1, last):
        if words[k] not in wanted or words[k - 1] not in BEFORE:
            continue
        at = k + 1
        while at < last and words[at] in MODES:
            at += 1
        c = Cursor(lexed, at, last)
        try:
            type_ = read_type(c) if lexed.is_name(at) else None
        except Unexpected:
            continue
        if type_ is not None and type_.user is not None and c.k < last and words[c.k] in BEHIND:
            yield path_of(type_.user)


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

