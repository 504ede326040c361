"""Pieces of Oracle's DML that sqlglot's parser does not know: kept from it; rules find them by their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from dbmigrate.model import Part

if TYPE_CHECKING:
    from dbmigrate.syntax.lex import Lexed

LISTED_WITH_TABLE: Final = re.compile(r"\bINSERT\s+INTO\s[^()]+\(\s*[^\s.,()]+\s*\.", re.I)


def qualified_columns(lexed: Lexed) -> Iterator[Part]:
    """`t.` of the columns in `INSERT INTO t (t.a, t.b)`."""
    if not LISTED_WITH_TABLE.search(lexed.text):
        return
    words, close = lexed.words, lexed.brackets.close
    for k in range(len(lexed.tokens) - 1):
        if words[k : k + 2] != ["INSERT", "INTO"]:
            continue
        opening = next((i for i in range(k + 2, min(k + 8, len(words))) if words[i] == "("), None)
        if opening in close:
            yield from prefixes(lexed, opening + 1, close[opening])


def prefixes(lexed: Lexed, first: int, end: int) -> Iterator[Part]:
    """Of a list that holds nothing but names; none for another one."""
    found, words = [], lexed.words
    start = first
    for k in range(first, end + 1):
        if words[k] == "," or k == end:
            if k - 1 > start:
                found.append(Part(start, k - 2))
            start = k + 1
        elif not (words[k] == "." or lexed.is_name(k)):
            return
    yield from found
