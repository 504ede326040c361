"""Regular expressions over Oracle text: literals, comments, and the line starts that end a statement."""

from __future__ import annotations

import re
from typing import Final

from dbmigrate.sources.scan import BLANK, NEWLINE, ROUNDS, NeedMore, Trouble
from dbmigrate.sources.sqlplus import CERTAIN

# SQL Language Reference, 'Text Literals': q'[..]', q'{..}', q'(..)', q'<..>', or any other character twice.
_Q_BODY: Final = (
    r"(?:\[[\s\S]*?\]|\{[\s\S]*?\}|\([\s\S]*?\)|<[\s\S]*?>|(?P<delimiter>[^\s\[({<])[\s\S]*?(?P=delimiter))'"
)
_SLASH: Final = rf"{BLANK}*+[/.]{BLANK}*+(?:[\r\n]|\Z)"
_STRING: Final = rf"'[^'\r\n]*+'|'(?:[^'\r\n]++|{NEWLINE}(?!{_SLASH}))*'"
_COMMON: Final = r""""[^"\r\n]*+"|/(?!\*)|-(?!-)"""

_CREATED: Final = (
    r"(?:OR\s+REPLACE|UNIQUE|BITMAP|PUBLIC|GLOBAL|PRIVATE|FORCE|NO\s+FORCE|NOFORCE|EDITIONABLE|NONEDITIONABLE|EDITIONING|TABLE|INDEX|"
    r"VIEW|SEQUENCE|SYNONYM|MATERIALIZED|SNAPSHOT|PROCEDURE|FUNCTION|PACKAGE|TRIGGER|TYPE|USER|ROLE|PROFILE|DIRECTORY|TABLESPACE|"
    r"DATABASE|SHARED|CONTEXT|LIBRARY|CLUSTER|JAVA|AND|OPERATOR|DIMENSION|SCHEMA)\b"
)
_CHANGED: Final = (
    r"(?:TABLE|INDEX|VIEW|SEQUENCE|PUBLIC|SYNONYM|MATERIALIZED|SNAPSHOT|PROCEDURE|FUNCTION|PACKAGE|TRIGGER|TYPE|USER|ROLE|PROFILE|"
    r"DIRECTORY|TABLESPACE|DATABASE|CONTEXT|LIBRARY|CLUSTER|SESSION|SYSTEM)\b"
)
DEFINITION: Final = (
    rf"(?i:CREATE\s+{_CREATED}|ALTER\s+{_CHANGED}|DROP\s+{_CHANGED}|COMMENT\s+ON\s+(?:TABLE|COLUMN|MATERIALIZED)\b|"
    r"TRUNCATE\s+TABLE\b|GRANT\s|REVOKE\s)"
)
# WITH begins a query, but also what stands behind a view, its log or a grant.
_QUERY_NAME: Final = r"(?!(?:ROWID|SEQUENCE|PRIMARY|OBJECT|READ|CHECK|GRANT|ADMIN|HIERARCHY|TIME|LOCAL|REDUCED)\b)"
_CHANGE: Final = (
    r"(?i:INSERT\s+(?:INTO|ALL|FIRST)\b|UPDATE\s|DELETE\s|MERGE\s+INTO\b|COMMIT\s*(?:;|\Z)|SELECT\s|"
    rf"WITH\s+{_QUERY_NAME})"
)
_CODE: Final = r"(?i:BEGIN\s|DECLARE\s|EXEC(?:UTE)?\s)"
_LETTERS: Final = "AaBbCcDdEeGgIiMmPpQqRrSsTtUuWw@"

PLAIN_STOP: Final = rf"{NEWLINE}(?:{_SLASH}|{BLANK}*+(?=[{_LETTERS}])(?:{DEFINITION}|{_CHANGE}|{_CODE}|{CERTAIN}))"
UNIT_STOP: Final = rf"{NEWLINE}(?:{_SLASH}|{BLANK}*+(?=[Cc])(?i:CREATE\s+{_CREATED}))"

# Long runs of plain SQL at once. It ends at `;`, a comment, a line end that may end the statement, an open literal.
PLAIN: Final = re.compile(
    rf"""(?:[^;'"/\-\r\nqQ]++|[qQ](?!')|{_STRING}|(?!{PLAIN_STOP}){NEWLINE}|{_COMMON}"""
    rf"""|(?:(?<![\w$#])|(?<=(?<![\w$#])[nN]))[qQ]'{_Q_BODY}|(?<=[\w$#])(?<!(?<![\w$#])[nN])[qQ]){ROUNDS}"""
)
# The same for PL/SQL, word by word: it ends at the words that open and close blocks, never at `;`.
_BLOCK_WORDS: Final = r"(?i:BEGIN|CASE|COMPOUND|CALL|END|FUNCTION|IF|LOOP|PROCEDURE)(?![\w$#])"
UNIT: Final = re.compile(
    rf"""(?:[^\w\s'"/\-$#.]++|(?![BbCcEeFfIiLlPpNnQq])[\w$#]++|{BLANK}++"""
    rf"""|(?![nN]?[qQ]'|{_BLOCK_WORDS})[\w$#]++|{_STRING}|(?!{UNIT_STOP}){NEWLINE}|{_COMMON}|[nN]?[qQ]'{_Q_BODY}|\.[\w$#]*+){ROUNDS}"""
)
BLOCK_WORD: Final = re.compile(_BLOCK_WORDS)
HEADER: Final = re.compile(
    rf"""(?:[^\w\s'"/\-$#.();]++|(?![nN]?[qQ]'|(?i:IS|AS)(?![\w$#]))[\w$#]++|{BLANK}++|{_STRING}|(?!{UNIT_STOP}){NEWLINE}|{_COMMON}"""
    rf"""|[nN]?[qQ]'{_Q_BODY}|\.[\w$#]*+){ROUNDS}"""
)

UNTIL_SEMICOLON: Final = re.compile(
    rf"""(?:[^;\w\s'"/\-$#]++|(?![nN]?[qQ]')[\w$#]++|{BLANK}++|{_STRING}|(?!{UNIT_STOP}){NEWLINE}|{_COMMON}|[nN]?[qQ]'{_Q_BODY}){ROUNDS}"""
)

SLASH_LINE: Final = re.compile(rf"[/.](?={BLANK}*+(?:[\r\n]|\Z))")
NEXT_SLASH_LINE: Final = re.compile(rf"{NEWLINE}(?={_SLASH})")
NEXT_UNIT: Final = re.compile(rf"{NEWLINE}(?={_SLASH}|(?i:CREATE\s+OR\s+REPLACE\s))")
LINE_START: Final = re.compile(
    rf"{NEWLINE}(?:(?P<slash>{_SLASH})|{BLANK}*+(?:(?P<definition>{DEFINITION})|(?P<change>{_CHANGE})|(?P<code>{_CODE})"
    rf"|(?P<command>{CERTAIN})))"
)
STATEMENT_START: Final = re.compile(rf"{DEFINITION}|{_CHANGE}|{_CODE}|(?i:CALL|LOCK|RENAME|ANALYZE|PURGE|ROLLBACK|<<)")

_CONTINUATION: Final = re.compile(
    rf"""'[^']*+'?|"[^"\r\n]*+"|--[^\r\n]*+|/\*[\s\S]*?\*/|(?P<mark>-{BLANK}*+(?=[\r\n]))""",
)
_INSIDE_LITERAL: Final = re.compile(rf"-{BLANK}*+(?=[\r\n])")


def continuations(text: str, start: int, end: int) -> tuple[int, ...]:
    """Where `-` stands at the end of a line outside comments, from `start` on: SQL*Plus would join the lines there."""
    if not _INSIDE_LITERAL.search(text, start, end):
        return ()
    places: list[int] = []
    for found in _CONTINUATION.finditer(text, start, end):
        if found["mark"]:
            places.append(found.start() - start)
        elif found.group().startswith("'"):
            places += [mark.start() - start for mark in _INSIDE_LITERAL.finditer(text, found.start(), found.end())]
    return tuple(places)


def open_literal(text: str, at: int, complete: bool) -> int | Trouble:
    """A literal at `at` that the run did not take: its end, or Trouble where it has none.

    A literal over a line of `/` is unusual; if a word touches its closing quote, that quote opens the next literal and
    this one is open.
    """
    if text[at] == '"':
        return at + 1 if text.find('"', at + 1) >= 0 else Trouble("unterminated name", at)
    if text[at] != "'":
        if not complete:
            raise NeedMore
        return Trouble("unterminated string", at)
    end = text.find("'", at + 1) + 1
    if not end and not complete:
        raise NeedMore
    if not end or text[end : end + 1].isalnum():
        return Trouble("unterminated string", at)
    return end


__all__ = [
    "BLOCK_WORD",
    "HEADER",
    "LINE_START",
    "NEXT_SLASH_LINE",
    "NEXT_UNIT",
    "PLAIN",
    "SLASH_LINE",
    "STATEMENT_START",
    "UNIT",
    "UNTIL_SEMICOLON",
    "continuations",
    "open_literal",
]
