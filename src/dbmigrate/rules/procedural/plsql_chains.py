"""Collections in elements of other ones: `list(i).codes`, whose elements are `list(i).codes(k)`.

PL/SQL Language Reference, "Record Variables", "Collection Methods". sqlglot reads each point behind a parenthesis as a
method; the tokens tell what stands before it.
"""

from __future__ import annotations

from dbmigrate.catalog.keys import Path, fold
from dbmigrate.engine.context import Context
from dbmigrate.model import Part
from dbmigrate.rules.procedural.plsql_collections import collection, dotted_start
from dbmigrate.rules.procedural.plsql_types import Known
from dbmigrate.syntax.lex import Lexed


def follows_element(lexed: Lexed, first: int) -> bool:
    """The dotted name that begins at token `first` stands behind `(..).`"""
    return first >= 2 and lexed.words[first - 1] == "." and lexed.words[first - 2] == ")"


def inner_collection(last: int, context: Context) -> Known | None:
    """What `list(i).a.b` holds, whose last name is token `last`, where that is a collection."""
    lexed = context.lexed
    first = dotted_start(lexed, last)
    if not follows_element(lexed, first):
        return None
    known = element_before(first - 1, context)
    for name in names(lexed, first, last):
        known = known.fields.get(name) if known is not None else None
    return known if known is not None and known.is_collection else None


def element_before(point: int, context: Context) -> Known | None:
    """What `list(i)` or `list(i).codes(k)` holds, which the point at that token follows."""
    lexed = context.lexed
    opening = lexed.brackets.open.get(point - 1)
    if opening is None or not lexed.is_name(opening - 1):
        return None
    last = opening - 1
    first = dotted_start(lexed, last)
    if follows_element(lexed, first):
        known = inner_collection(last, context)
    else:
        held = collection(names(lexed, first, last), context)
        known = held.known if held is not None else None
    return known.element if known is not None else None


def names(lexed: Lexed, first: int, last: int) -> Path:
    return tuple(fold("oracle", lexed.tokens[k].text, lexed.is_quoted(k)) for k in range(first, last + 1, 2))


def chain_start(last: int, lexed: Lexed) -> int:
    """The first token of `pack.list(i).codes`, of which `last` is the last one."""
    first = dotted_start(lexed, last)
    while follows_element(lexed, first):
        opening = lexed.brackets.open.get(first - 2)
        if opening is None:
            return first
        first = dotted_start(lexed, opening - 1)
    return first


def dotted_behind(closing: int, lexed: Lexed) -> Part | None:
    """`a.b` of `list(i).a.b`, whose parenthesis closes at that token, where no parenthesis follows."""
    last = closing
    while last + 2 < len(lexed.tokens) and lexed.words[last + 1] == "." and lexed.is_name(last + 2):
        last += 2
    ends = last + 1 >= len(lexed.tokens) or lexed.words[last + 1] != "("
    return Part(closing + 2, last) if last > closing and ends else None
