"""The names that a query reads from, found by its tokens alone."""

from __future__ import annotations

from typing import Final

from dbmigrate.catalog.elements import chain
from dbmigrate.catalog.keys import Path
from dbmigrate.syntax.ddl.nodes import Piece

OPENING: Final = frozenset({"FROM", "JOIN", "APPLY", "USING"})
CLOSING: Final = frozenset(
    "SELECT WHERE GROUP HAVING ORDER UNION INTERSECT MINUS EXCEPT ON CONNECT START SET VALUES WITH".split()
)


def refers(query: Piece) -> tuple[Path, ...]:
    """Tables, views and called routines that the query names, in order, each once.

    Names of WITH queries and words like those of `EXTRACT(YEAR FROM d)` are among them: whoever asks keeps those that
    the catalog knows.
    """
    lexed, words = query.lexed, query.lexed.words
    first, last = query.part.first, query.part.last
    found: dict[Path, None] = {}
    inside: list[bool] = []  # in a FROM list, for each open parenthesis
    reading = False
    expected = False  # a table's name comes next
    for k in range(first, last + 1):
        word = words[k]
        if word == "(":
            inside.append(reading)
            reading = expected  # FROM (t JOIN u ..): the list goes on inside
        elif word == ")":
            reading, expected = (inside.pop() if inside else False), False
        elif word in OPENING:
            reading = expected = True
        elif word in CLOSING:
            reading = expected = False
        elif word == "," and reading:
            expected = True
        elif lexed.is_name(k) and (k == first or words[k - 1] != "."):
            if expected or called(words, k, last):
                found[chain(lexed, k, last)] = None
            expected = False
    return tuple(found)


def called(words: list[str], k: int, last: int) -> bool:
    """A dotted name that starts at k and has an argument list."""
    while k + 2 <= last and words[k + 1] == ".":
        k += 2
    return k < last and words[k + 1] == "("
