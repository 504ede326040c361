"""Characters that stand for others: line continuations, full-width punctuation, characters without width, and comment
openings within comments.

Each is one code point for another, so that the places of all tokens stay those of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

CONTINUATION, FULL_WIDTH, NO_WIDTH, OPENING = "continuation", "full width", "no width", "opening"

# Unicode, "Halfwidth and Fullwidth Forms": what can be no part of a name, neither in Oracle nor in SQL Server.
PUNCTUATION: Final = {chr(ord(c) + 0xFEE0): c for c in "!%()*+,-./:;<=>|"}
# PostgreSQL's scanner takes space, tab, line feed, carriage return and form feed as blanks ("scan.l", `space`).
FOREIGN_BLANKS: Final = "".join(c for c in map(chr, range(0x3001)) if c.isspace() and c not in " \t\n\r\f")
ZERO_WIDTH: Final = "\u200b\u200c\u200d\u2060\ufeff"
ODD: Final = re.compile(f"[{''.join(map(re.escape, PUNCTUATION))}{ZERO_WIDTH}]")
_TEXTS: Final = r"--[^\r\n]*|/\*[\s\S]*?\*/|'[^']*'|" + '"[^"]*"'
_ALTERNATIVE: Final = (
    r"(?<![\w$#])[nN]?[qQ]'(?:\[[\s\S]*?\]'|\{[\s\S]*?\}'|\([\s\S]*?\)'|<[\s\S]*?>'|(?P<mark>[^\s\[{(<])[\s\S]*?(?P=mark)')"
)
# What no character of is code: comments, strings, quoted names.
NO_CODE: Final = {
    "oracle": re.compile(f"{_ALTERNATIVE}|{_TEXTS}"),
    "sqlserver": re.compile(rf"{_TEXTS}|\[(?:[^\]]|\]\])*\]"),
}


class Correction(NamedTuple):
    """At `offset` the code shows `seen`; the target text gets `written` ("": nothing)."""

    offset: int
    seen: str
    written: str
    kind: str


def corrections(text: str, dialect: str, continuations: Sequence[int] = ()) -> tuple[Correction, ...]:
    """What is corrected, in order of place. Comments, strings and quoted names keep their characters but for a comment
    opening within a comment of Oracle, where comments do not nest: on the target they do."""
    if not continuations and not ODD.search(text) and not (dialect == "oracle" and text.count("/*") > 1):
        return ()
    return tuple(found(text, dialect, frozenset(continuations)))


def found(text: str, dialect: str, continuations: frozenset[int]) -> Iterator[Correction]:
    end, before = len(text.rstrip()), 0
    for lo, hi in code(text, dialect):
        yield from openings(text, before, lo) if dialect == "oracle" else ()
        before = hi
        for at in sorted({m.start() for m in ODD.finditer(text, lo, hi)} | {c for c in continuations if lo <= c < hi}):
            character = text[at]
            if at in continuations:
                yield Correction(at, " ", "", CONTINUATION)
            elif character in PUNCTUATION:
                ascii_one = PUNCTUATION[character]
                ends = ascii_one == ";" and at + 1 == end  # the semicolon ends the statement and is no part of it
                yield Correction(at, " " if ends else ascii_one, ascii_one, FULL_WIDTH)
            elif not within_word(text, at):
                yield Correction(at, " ", "", NO_WIDTH)


def openings(text: str, lo: int, hi: int) -> Iterator[Correction]:
    """In the comment at lo..hi; nothing where it is no block comment."""
    at = text.find("/*", lo + 2, hi) if text.startswith("/*", lo) else -1
    while at >= 0:
        yield Correction(at, " ", " ", OPENING)
        at = text.find("/*", at + 2, hi)


def code(text: str, dialect: str) -> Iterator[tuple[int, int]]:
    """The stretches that are code."""
    at = 0
    for other in NO_CODE[dialect].finditer(text):
        yield at, other.start()
        at = other.end()
    yield at, len(text)


def within_word(text: str, at: int) -> bool:
    """A character without width between two letters: whether it divides a word or nothing, nobody can say."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return bool(re.match(r"\w", before) and re.match(r"\w", after))


def corrected(text: str, changes: Sequence[Correction]) -> str:
    """The text as the code shows it, of the same length."""
    characters = list(text)
    for change in changes:
        characters[change.offset] = change.seen
    return "".join(characters)
