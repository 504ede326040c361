"""What many Oracle statements share: comma lists, words before a name, expressions that nothing closes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Name, Phrase, Piece
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected

# What can follow a default value in a column; none of it can stand inside an expression outside parentheses.
AFTER_VALUE: Final = frozenset(
    """NOT NULL CONSTRAINT UNIQUE CHECK REFERENCES INVISIBLE VISIBLE ENCRYPT DECRYPT GENERATED SORT SCOPE ENABLE
    DISABLE ANNOTATIONS RESERVABLE , ADD MODIFY""".split()
) | {"PRIMARY KEY"}
MODIFIERS: Final = {
    "EDITIONABLE": "editionable",
    "NONEDITIONABLE": "editionable",
    "EDITIONING": "editionable",
    "FORCE": "force",
    "NOFORCE": "force",
    "NO": "force",
    "PUBLIC": "public",
    "SHARED": "shared",
    "UNIQUE": "unique",
    "BITMAP": "bitmap",
    "MULTIVALUE": "multivalue",
    "IMMUTABLE": "immutable",
    "BLOCKCHAIN": "blockchain",
    "SHARDED": "sharded",
    "DUPLICATED": "duplicated",
}


def listed(c: Cursor, last: int) -> Iterator[Cursor]:
    """A cursor for each item between commas up to token `last` (excluded); empty items are passed over."""
    while c.k < last:
        stop = c.find((",",), last)
        if stop > c.k:
            yield Cursor(c.lexed, c.k, stop)
        c.k = stop + 1
    c.k = last


def bracketed(c: Cursor) -> tuple[Part, list[Cursor]]:
    """`( a, b )`: the parentheses and a cursor for each item."""
    first, last = c.k, c.close.get(c.k)
    if last is None or last >= c.n:
        raise Unexpected("parentheses expected")
    c.take()
    items = list(listed(c, last))
    c.k = last + 1
    return Part(first, last), items


def inside(c: Cursor, into: str = "condition") -> tuple[Part, Piece]:
    """`( e )`: the parentheses and what they hold."""
    first, last = c.k, c.close.get(c.k)
    if last is None:
        raise Unexpected("parentheses expected")
    c.take()
    piece = c.piece(last, into)
    c.take()
    return Part(first, last), piece


def read_value(c: Cursor, extra: Callable[[int], bool] = lambda k: False) -> Piece:
    """An expression that nothing closes: it ends where the next clause begins."""
    first = c.k

    def stop(k: int) -> bool:
        if k == first:
            return False
        if c.words[k] == "NOT":  # `a NOT IN (..)` goes on
            return c.words[k + 1] in ("NULL", "DEFERRABLE") and c.words[k - 1] != "IS"
        if c.words[k] == "NULL" and c.words[k - 1] in ("IS", "NOT"):
            return False
        return c.words[k] in AFTER_VALUE or extra(k)

    return c.piece(c.find(stop))


def rest(c: Cursor, kind: str = "unknown") -> tuple[Phrase, ...]:
    """Whatever is left, so that nothing is lost."""
    if c.ended:
        return ()
    first, c.k = c.k, c.n
    return (c.phrase(kind, first),)


def modifiers(c: Cursor) -> tuple[Phrase, ...]:
    """The words between CREATE and the kind of object."""
    found: list[Phrase] = []
    while True:
        first = c.k
        if c.eat("OR", "REPLACE"):
            found.append(c.phrase("replace", first))
        elif (c.at_any("GLOBAL", "PRIVATE") and c.ahead() == "TEMPORARY") or c.at("NO", "FORCE"):
            c.take(2)
            found.append(c.phrase("force" if c.words[first] == "NO" else "temporary", first))
        elif c.at("IF", "NOT", "EXISTS"):
            c.take(3)
            found.append(c.phrase("if not exists", first))
        elif c.words[c.k] in MODIFIERS and not c.ended:
            c.take()
            found.append(c.phrase(MODIFIERS[c.words[first]], first))
        else:
            return tuple(found)


def if_exists(c: Cursor) -> tuple[Phrase, ...]:
    """`IF EXISTS` or `IF NOT EXISTS` (23ai)."""
    first = c.k
    if c.eat("IF", "EXISTS"):
        return (c.phrase("if exists", first),)
    if c.eat("IF", "NOT", "EXISTS"):
        return (c.phrase("if not exists", first),)
    return ()


def comma_names(c: Cursor, kind: str, most: int = 4) -> tuple[Name, ...]:
    found = [c.name(kind, most)]
    while c.eat(","):
        found.append(c.name(kind, most))
    return tuple(found)
