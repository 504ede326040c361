"""The #tables that T-SQL code makes, and those that it takes from whoever calls it.

Transact-SQL Reference, "CREATE TABLE", temporary tables: a procedure sees those of its callers; one that it makes
itself hides theirs until it ends.
"""

from __future__ import annotations

import re
from typing import Final

from dbmigrate.syntax.lex import Lexed

VERBS: Final = frozenset({"SELECT", "INSERT", "MERGE", "OUTPUT"})
IN_TEXT: Final = re.compile(r"(?<!#)#\w+")


def temporaries(lexed: Lexed) -> tuple[str, ...]:
    """Those that CREATE TABLE and SELECT INTO make, in small letters."""
    names = ((k, lexed.words[k].lower()) for k in range(len(lexed.tokens)) if lexed.words[k].startswith("#"))
    return tuple(dict.fromkeys(name for k, name in names if is_made(lexed, k)))


def borrowed(lexed: Lexed) -> tuple[str, ...]:
    """Those that it names before it makes them, or never makes; a DROP and a question before it do not count."""
    words, made, found = lexed.words, set[str](), dict[str, None]()
    for k in range(len(lexed.tokens)):
        word = words[k]
        if word.startswith("#"):
            if is_made(lexed, k):
                made.add(word.lower())
            elif word.lower() not in made and not is_dropped(words, k):
                found[word.lower()] = None
        elif lexed.is_string(k) and "#" in lexed.tokens[k].text and not is_asked_before_drop(words, k):
            found |= dict.fromkeys(
                name.lower() for name in IN_TEXT.findall(lexed.tokens[k].text) if name.lower() not in made
            )
    return tuple(found)


def is_made(lexed: Lexed, k: int) -> bool:
    """Behind CREATE TABLE, or behind INTO of a SELECT (not of INSERT, MERGE or OUTPUT)."""
    words, around = lexed.words, lexed.brackets.around
    if k < 2 or words[k - 1] != "INTO":
        return words[max(k - 2, 0) : k] == ["CREATE", "TABLE"]
    before = (words[j] for j in range(k - 2, -1, -1) if around[j] == around[k])
    return next((word for word in before if word in VERBS), "") == "SELECT"


def is_dropped(words: list[str], k: int) -> bool:
    return words[max(k - 2, 0) : k] == ["DROP", "TABLE"] or words[max(k - 4, 0) : k] == [
        "DROP",
        "TABLE",
        "IF",
        "EXISTS",
    ]


def is_asked_before_drop(words: list[str], k: int) -> bool:
    """OBJECT_ID('tempdb..#t') IS NOT NULL: where it is NULL a table is made that a caller's may stand for."""
    return words[max(k - 2, 0) : k] == ["OBJECT_ID", "("] and words[k + 1 : k + 5] == [")", "IS", "NOT", "NULL"]
