"""One name, written for the target: which form it takes without looking at other names."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Final, Protocol

ASCII_UPPER: Final = re.compile("[A-Z]")
ORACLE_PLAIN: Final = re.compile(r"[^\W\d_][\w$#]*")  # SQL Language Reference, "Database Object Naming Rules"
NOT_A_NAME: Final = re.compile(r"[@&:%]")  # @x, &x, :x, t%ROWTYPE, t@link: rules of their own deal with these
# PostgreSQL refuses a column of this name, quoted or not ("System Columns" in its manual).
SYSTEM_COLUMNS: Final = frozenset({"tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"})
HASH_DIGITS: Final = 8


class Target(Protocol):
    """What spelling asks of a target pack."""

    @property
    def max_identifier_bytes(self) -> int: ...

    def needs_quote(self, word: str, position: str) -> bool: ...


def lower_ascii(text: str) -> str:
    """What PostgreSQL makes of an unquoted name: only A to Z are folded in a multi-byte encoding."""
    return text if text.islower() else ASCII_UPPER.sub(lambda m: m[0].lower(), text)


def is_plain(text: str) -> bool:
    """PostgreSQL takes these characters without quotes and reads them as one name.

    Its scanner takes every character beyond ASCII as a letter, so that full-width blanks and punctuation would pass as
    well; they are quoted, since no reader would expect them in a bare name.
    """
    if not text or text[0].isdigit() or text[0] == "$":
        return False
    if text.isalnum():
        return True
    return all(c.isalnum() or c in "_$" for c in text)


def quote(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def effective(spelled: str) -> str:
    """The name that the target stores for a spelled one."""
    return spelled[1:-1].replace('""', '"') if spelled.startswith('"') else lower_ascii(spelled)


def shorten(text: str, most: int, key: str) -> str:
    """At most `most` bytes of UTF-8: the beginning and a hash of `key`, so that every spelling gets the same end."""
    data = text.encode("utf-8", "surrogatepass")
    if len(data) <= most:
        return text
    end = "_" + sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:HASH_DIGITS]
    return data[: most - len(end)].decode("utf-8", "ignore") + end


def numbered(spelled: str, number: int, most: int) -> str:
    """The name, quoted or not, with `_2`, `_3` .. behind it, cut where it would become too long."""
    if spelled.startswith('"'):
        return quote(numbered(effective(spelled), number, most))
    end = f"_{number}"
    room = most - len(end)
    return spelled.encode("utf-8", "surrogatepass")[:room].decode("utf-8", "ignore") + end


class Spelling:
    """Spells single names for one source and target. `declared`: folded name -> the spelling of its declaration."""

    def __init__(self, source: str, target: Target, declared: dict[str, str]) -> None:
        self.source, self.target, self.declared = source, target, declared
        self.most = target.max_identifier_bytes
        self.known: dict[tuple[str, bool, str], str] = {}

    def spell(self, text: str, quoted: bool, position: str) -> str:
        key = (text, quoted, position)
        found = self.known.get(key)
        if found is None and not quoted and NOT_A_NAME.search(text):
            return text
        if found is None:
            found = self.oracle(text, quoted, position) if self.source == "oracle" else self.sqlserver(text, position)
            self.known[key] = found
        return found

    def oracle(self, text: str, quoted: bool, position: str) -> str:
        if quoted and text != text.upper():
            return quote(self.short(text, text))
        short = self.short(text, text.upper())
        if not is_plain(short):
            # A name that Oracle itself takes only in quotes is written alike everywhere and may stay as it is.
            return quote(short if quoted and not ORACLE_PLAIN.fullmatch(text) else short.lower())
        if self.target.needs_quote(short, position):
            return quote(short.lower())
        if quoted:
            return short.lower()
        # Oracle folds all letters, PostgreSQL only A to Z: the others are written in lower case everywhere.
        return short if lower_ascii(short) == short.lower() else short.lower()

    def sqlserver(self, text: str, position: str) -> str:
        folded = text.lower()
        short = self.short(text, folded)
        if not is_plain(short):
            return quote(folded if text.startswith("#") else self.short(self.declared.get(folded, text), folded))
        if self.reserved(folded):
            # Quoted in every position, so that declaration and references agree also where a position needs no quotes.
            declared = self.declared.get(folded)
            if declared is not None and declared != folded:
                return quote(declared)
            return quote(folded) if self.target.needs_quote(folded, position) else short
        if self.target.needs_quote(folded, position):
            return quote(folded)
        return short if lower_ascii(short) == short.lower() else short.lower()

    def reserved(self, folded: str) -> bool:
        return self.target.needs_quote(folded, "column") or self.target.needs_quote(folded, "table")

    def short(self, text: str, key: str) -> str:
        # A character has at most 4 bytes in UTF-8: most names need no counting.
        return text if len(text) * 4 <= self.most else shorten(text, self.most, key)
