"""Recognises INSERT statements that hold nothing but literals, so that table data is counted and never parsed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import cycle
from typing import Final, NamedTuple

from dbmigrate.records import dataclass


@dataclass(frozen=True, slots=True)
class InsertRun:
    """INSERT [INTO] table [(columns)] VALUES (literals) [, (literals)] ..."""

    table: str  # as written
    columns: tuple[str, ...]  # as written; empty where the statement names none
    rows: int
    calls: bool = False  # holds TO_DATE('..', '..'), CAST('..' AS type) ... with literal arguments


_GAP: Final = r"\s*+"
_NUMBER: Final = r"(?:\d++(?:\.\d*+)?|\.\d++)(?:[eE][+-]?+\d++)?"
_PLAIN: Final = r"[nN]?+'[^']*+'(?:'[^']*+')*"
_Q: Final = r"[nN]?+[qQ]'(?:\[[^\]]*+\]|\{[^}]*+\}|\([^)]*+\)|<[^>]*+>|![^!]*+!|~[^~]*+~)'"
_NAME: Final = r"""(?:"[^"\r\n]*+"|\[[^\]\r\n]*+\]|[\w$#@]++)"""
_ORACLE_LITERAL: Final = rf"[+-]?+{_GAP}{_NUMBER}|{_PLAIN}|{_Q}|(?i:NULL)(?!\w)"
_TSQL_LITERAL: Final = rf"[+-]?+{_GAP}(?:0[xX][0-9A-Fa-f]*+|\$?+{_NUMBER})|{_PLAIN}|(?i:NULL)(?!\w)"
_ORACLE_CALL: Final = (
    rf"(?i:to_date|to_timestamp|to_timestamp_tz|hextoraw|to_number|to_char|empty_clob|empty_blob|to_clob|to_nclob|unistr|chr|"
    rf"to_yminterval|to_dsinterval){_GAP}\({_GAP}(?:(?:{_ORACLE_LITERAL}){_GAP},?+{_GAP})*\)|(?i:date|timestamp){_GAP}'[^']*+'"
)
_TYPE: Final = rf"{_NAME}(?:{_GAP}\.{_GAP}{_NAME})?(?:{_GAP}\({_GAP}[\w\s,]*+\))?"
_TSQL_CALL: Final = (
    rf"(?i:cast){_GAP}\({_GAP}(?:{_TSQL_LITERAL}){_GAP}(?i:as)\s++{_TYPE}{_GAP}\)"
    rf"|(?i:convert){_GAP}\({_GAP}{_TYPE}{_GAP},{_GAP}(?:{_TSQL_LITERAL}){_GAP}(?:,{_GAP}\d++{_GAP})?\)"
)


def _row(literal: str, call: str) -> re.Pattern[str]:
    value = rf"(?:{literal}|(?P<call>{call}))"
    return re.compile(rf"{_GAP}(?P<comma>,?+){_GAP}\({_GAP}(?:{value}{_GAP}(?:,{_GAP}(?!\))|(?=\)))){{1,1100}}\)")


_INTO: Final = re.compile(
    rf"(?i:insert)\s++(?:(?i:into)\s++)?(?P<target>{_NAME}(?:{_GAP}\.{_GAP}(?:\.{_GAP})?{_NAME})*)"
    rf"(?:{_GAP}\({_GAP}(?P<columns>{_NAME}{_GAP}(?:,{_GAP}{_NAME}{_GAP})*)\))?{_GAP}(?i:values)(?={_GAP}\()"
)
_ROWS: Final = {"oracle": _row(_ORACLE_LITERAL, _ORACLE_CALL), "sqlserver": _row(_TSQL_LITERAL, _TSQL_CALL)}
_COLUMN: Final = re.compile(_NAME)
_LEADING: Final = re.compile(r"(?:\s++|--[^\r\n]*+|/\*[\s\S]*?\*/)*")
_END: Final = re.compile(r"[\s;]*+")


class Literals(NamedTuple):
    """Where an INSERT of literals ends in a text, and what its first match found."""

    into: re.Match[str]
    end: int
    rows: int
    calls: bool


def literals_at(text: str, at: int, dialect: str) -> Literals | None:
    """The INSERT of literals that begins at `at`, as far as its rows are literals; None if not even the first is."""
    into = _INTO.match(text, at)
    if into is None:
        return None
    end, rows, calls = into.end(), 0, False
    match = _ROWS[dialect].match
    while row := match(text, end):
        if (rows > 0) != bool(row["comma"]):  # the first row has no comma before it, all others have
            break
        rows += 1
        end = row.end()
        calls = calls or row["call"] is not None
    return Literals(into, end, rows, calls) if rows else None


def literal_insert(text: str, dialect: str) -> InsertRun | None:
    """What an INSERT of literals fills, or None for any other statement."""
    start = _LEADING.match(text)
    found = literals_at(text, start.end() if start else 0, dialect)
    if found is None or _END.fullmatch(text, found.end) is None:
        return None
    return InsertRun(found.into["target"], _columns(found.into["columns"]), found.rows, found.calls)


@lru_cache(maxsize=1024)
def _columns(text: str | None) -> tuple[str, ...]:
    return tuple(_COLUMN.findall(text)) if text else ()


# One literal: as the first argument of a call (head, literal, tail), or alone.
_STRING: Final = r"'[^']*+(?:''[^']*+)*+'"
_CONTENT: Final = rf"{_STRING}|0[xX][0-9A-Fa-f]*+|(?<![\w.]){_NUMBER}(?![\w.])"
_ORACLE_HEAD: Final = (
    rf"(?i:to_date|to_timestamp|to_timestamp_tz|hextoraw|to_number|to_char|to_clob|to_nclob|unistr|chr|to_yminterval|"
    rf"to_dsinterval){_GAP}\({_GAP}[nN]?+"
)
_ORACLE_TAIL: Final = rf"{_GAP}(?:,{_GAP}(?:{_STRING}|{_NUMBER}){_GAP})*\)"
_TSQL_HEAD: Final = rf"(?:(?i:cast){_GAP}\(|(?i:convert){_GAP}\({_GAP}{_TYPE}{_GAP},){_GAP}[nN]?+"
_TSQL_TAIL: Final = rf"{_GAP}(?:(?i:as)\s++{_TYPE}{_GAP}|,{_GAP}\d++{_GAP})?\)"
_PIECES: Final = {
    "oracle": re.compile(rf"({_ORACLE_HEAD})({_CONTENT})({_ORACLE_TAIL})|({_CONTENT})"),
    "sqlserver": re.compile(rf"({_TSQL_HEAD})({_CONTENT})({_TSQL_TAIL})|({_CONTENT})"),
}
_VALUES: Final = re.compile(r"(?i:values)(?=\s*+\()")
_ALTERNATIVE_QUOTE: Final = re.compile(r"[qQ]'")
# A zone in a TIMESTAMP literal makes it another literal: the shape cannot tell.
_ZONED: Final = re.compile(r"(?i)timestamp\s*+'[^':]*+:[^']*?(?:[+-]|\s[a-z])")
_ROUNDED: Final = re.compile(r":\d\d\.\d\d[1245689]'$")
_SECONDS: Final = re.compile(r":\d\d:(?!00(?:\.0+)?')")
_DIGITS: Final = "0123456789"
_SAME_DIGIT: Final = str.maketrans(_DIGITS, "0" * 10)


_SHARED: Final = re.compile(r"[(),]|[+-]|\$|[A-Za-z_]\w*(?:\s*\(\s*\))?|\S")
_WORDS: Final = frozenset({"NULL", "N", "DATE", "TIMESTAMP"})


class Value(NamedTuple):
    """A literal of a row: its part, the place of its column, and what stands before it (a sign, N, DATE)."""

    part: int
    column: int
    before: str


@dataclass(frozen=True, slots=True)
class Pieces:
    """An INSERT of literals cut into text that its shape shares and literals that vary.

    `parts` joined are the statement: groups of five (shared, call's head, its literal, its tail, other literal), the
    last group has the shared text only. `key` is equal for statements of one shape: shared text, which literals are
    empty strings or binary, and the form of literals in calls with their digits made equal.
    """

    parts: list[str]
    key: object

    def varies(self, part: int) -> bool:
        """The part is a literal whose text the shape does not fix."""
        return part % 5 in (2, 4) and self.parts[part] not in ("", "''")

    def values(self) -> list[Value] | None:
        """The literals that stand alone; None where something stands among them that hides where a value ends."""
        found, column, inside = [], 0, False
        for at in range(0, len(self.parts), 5):
            shared = self.parts[at][_VALUES.search(self.parts[0]).end() if at == 0 else 0 :]  # type: ignore[union-attr]
            before = ""
            for token in _SHARED.findall(shared):
                if token == "(":
                    column, inside = 0, True
                elif token == ")":
                    inside = False
                elif token == "," and inside:
                    column += 1
                elif token[:1].isalpha() and token.upper() not in _WORDS and token[-1:] != ")":
                    return None
                before = token
            if at + 4 < len(self.parts) and self.parts[at + 4]:
                found.append(Value(at + 4, column, before.upper()))
        return found


def is_rounded(literal: str, tail: str) -> bool:
    """A moment that datetime or smalldatetime does not hold as it is written."""
    return _ROUNDED.search(literal) is not None or ("small" in tail.lower() and _SECONDS.search(literal) is not None)


def pieces(text: str, dialect: str) -> Pieces | None:
    """Cut an INSERT of literals that `literal_insert` recognised; None where it holds q'..' literals or zones."""
    values = _VALUES.search(text)
    if values is None or (dialect == "oracle" and (_ALTERNATIVE_QUOTE.search(text) or _ZONED.search(text))):
        return None
    head, body = text[: values.end()], text[values.end() :]
    parts = ["" if p is None else p for p in _PIECES[dialect].split(body)]
    in_calls = tuple(p.translate(_SAME_DIGIT) for p in parts[2::5] if p)
    if dialect == "sqlserver" and in_calls:
        called = [(p, tail) for p, tail in zip(parts[2::5], parts[3::5], strict=False) if p]
        in_calls += tuple(str(i) for i, (p, tail) in enumerate(called) if is_rounded(p, tail))
    empty = tuple(i for i, p in enumerate(parts) if p == "''") if "''" in parts else ()
    binary = tuple(i for i, p in enumerate(parts) if p[:2] in ("0x", "0X")) if "0x" in body or "0X" in body else ()
    parts[0] = head + parts[0]
    return Pieces(parts, (tuple(parts[::5]), tuple(parts[1::5]), tuple(parts[3::5]), in_calls, empty, binary))


_FILLED: Final = rf"(?!''(?!')){_STRING}|(?<![\w.]){_NUMBER}(?![\w.])"  # neither an empty string nor binary
_HEX: Final = r"0[xX][0-9A-Fa-f]*+"


def shape_pattern(cut: Pieces, alone: Mapping[int, str]) -> re.Pattern[str]:
    """What statements with the same key match, with a group for the literal of each call. `alone`: by part, what the
    literal must match besides."""
    written = []
    for i, (place, part) in enumerate(
        zip(cycle(("shared", "head", "called", "tail", "alone")), cut.parts, strict=False)
    ):
        if place == "called" and part:
            written.append(f"({''.join('[0-9]' if c in _DIGITS else re.escape(c) for c in part)})")
        elif i in alone and part != "''":
            written.append(f"(?!''(?!'))(?:{alone[i]})")
        elif place == "alone" and part and part != "''":
            written.append(_HEX if part[:2] in ("0x", "0X") else f"(?:{_FILLED})")
        else:
            written.append(re.escape(part))
    return re.compile("".join(written))


def hides_literals(text: str, dialect: str) -> bool:
    """The text may hold literals that no shape tells apart: `pieces` refuses it."""
    return dialect == "oracle" and ("q'" in text or "Q'" in text)


__all__ = [
    "InsertRun",
    "Literals",
    "Pieces",
    "Value",
    "hides_literals",
    "literal_insert",
    "literals_at",
    "pieces",
    "shape_pattern",
]
