"""Reads from a statement's first words which object it makes, and from an error which object it misses."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Final

_NAME = r'(?:"(?:[^"]|"")+"|[^\W\d][\w$]*)'
_QUALIFIED = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_CREATE: Final = re.compile(
    rf"""CREATE\s+(?:OR\s+REPLACE\s+)?
    (?:(?:GLOBAL|LOCAL|TEMP|TEMPORARY|UNLOGGED|FOREIGN|RECURSIVE|MATERIALIZED|UNIQUE|CONSTRAINT)\s+)*
    (?P<kind>TABLE|VIEW|FUNCTION|PROCEDURE|TYPE|DOMAIN|SEQUENCE|SCHEMA|INDEX|TRIGGER|AGGREGATE|COLLATION|CAST|OPERATOR)
    \s+(?:CONCURRENTLY\s+)?(?:IF\s+NOT\s+EXISTS\s+)?(?P<name>{_QUALIFIED})""",
    re.IGNORECASE | re.VERBOSE,
)
_ALTER: Final = re.compile(
    rf"ALTER\s+(?:TABLE|VIEW|SEQUENCE|TYPE)\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?(?P<name>{_QUALIFIED})", re.IGNORECASE
)
_FILL: Final = re.compile(rf"(?:INSERT\s+INTO|UPDATE|COPY)\s+(?:ONLY\s+)?(?P<name>{_QUALIFIED})", re.IGNORECASE)
_FOREIGN_KEY: Final = re.compile(r"\bFOREIGN\s+KEY\b", re.IGNORECASE)
_PARTS: Final = re.compile(_NAME)
_BODY: Final = re.compile(r"\bAS\s+(?P<quote>\$(?:[^\W\d]\w*)?\$)", re.IGNORECASE)
# Names as they stand in messages of any language: relation "his.pat_visit" ..., function his.age(date) ...
_MENTIONED: Final = re.compile(rf'"(?P<quoted>[^"]+)"|(?P<call>{_QUALIFIED})\(|(?P<dotted>{_NAME}(?:\.{_NAME})+)')


def created(statement: str) -> tuple[str, str]:
    """(kind, name) of the object that a CREATE makes, folded as the server folds; ('', '') for other statements."""
    found = _CREATE.match(statement)
    return (found["kind"].lower(), folded(found["name"])) if found else ("", "")


def provided(statement: str) -> str:
    """The object that others miss when this statement fails: what a CREATE makes, what an ALTER completes, or ''.

    A foreign key that fails takes nothing from others.
    """
    altered = None if _FOREIGN_KEY.search(statement) else _ALTER.match(statement)
    found = _CREATE.match(statement) or altered
    return folded(found["name"]) if found else ""


def folded(name: str) -> str:
    """`His . "Pat"` -> `his.Pat`."""
    parts = _PARTS.findall(name)
    return ".".join(p[1:-1].replace('""', '"') if p.startswith('"') else p.lower() for p in parts)


def filled(statement: str) -> str:
    """The table whose rows an INSERT, UPDATE, COPY or a failing statement in place of them was to bring, or ''."""
    found = _FILL.match(statement)
    return folded(found["name"]) if found else ""


def lacking(detail: str) -> str:
    """The table that the detail of a foreign key's failure names last: `Key .. is not present in table "t".`"""
    names = list(_MENTIONED.finditer(detail))
    return names[-1]["quoted"] or "" if names else ""


def last_part(name: str) -> str:
    return name.rsplit(".", 1)[-1]


def mentioned(message: str) -> Iterator[str]:
    """Names in a server's message, as the server spells them."""
    for found in _MENTIONED.finditer(message):
        yield found["quoted"] or found["call"] or found["dotted"]


def body(statement: str) -> tuple[str, int]:
    """The dollar-quoted body of a routine and the lines before its start; ('', 0) where it has none."""
    opening = _BODY.search(statement)
    if opening is None:
        return "", 0
    end = statement.find(opening["quote"], opening.end())
    text = statement[opening.end() : end if end >= 0 else len(statement)]
    return text, statement.count("\n", 0, opening.end())


def fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
