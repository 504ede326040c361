"""Recognises INSERT statements that hold nothing but literals, so that table data is counted and never parsed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class InsertRun:
    """INSERT [INTO] table [(columns)] VALUES (literals) [, (literals)] ..."""

    table: str  # as written
    columns: tuple[str, ...]  # as written; empty where the statement names none
    rows: int
    calls: bool = False  # holds TO_DATE('..', '..'), CAST('..' AS type) ... with literal arguments


_GAP: Final = r"\s*+"
_NUMBER: Final = r"(?:\d++(?:\.\d*+)?|\.\d++)(?:[eE][+-]?+\d++)?+"
_PLAIN: Final = r"[nN]?+'[^']*+'(?:'[^']*+')*+"
_Q: Final = r"[nN]?+[qQ]'(?:\[[^\]]*+\]|\{[^}]*+\}|\([^)]*+\)|<[^>]*+>|!(?:[^!])*+!|~(?:[^~])*+~)'"
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


def _pattern(literal: str, call: str) -> tuple[str, str]:
    value = rf"(?:{literal}|{call})"
    row = rf"\({_GAP}{value}{_GAP}(?:,{_GAP}{value}{_GAP})*\)"
    target = rf"(?i:insert)\s++(?:(?i:into)\s++)?(?P<target>{_NAME}(?:{_GAP}\.{_GAP}(?:\.{_GAP})?{_NAME})*)"
    columns = rf"(?:{_GAP}\({_GAP}(?P<columns>{_NAME}{_GAP}(?:,{_GAP}{_NAME}{_GAP})*)\))?"
    return row, rf"{target}{columns}{_GAP}(?i:values){_GAP}{row}(?P<more>(?:{_GAP},{_GAP}{row}){{0,1000}})"


_ORACLE_ROW, _ORACLE = _pattern(_ORACLE_LITERAL, _ORACLE_CALL)
_TSQL_ROW, _TSQL = _pattern(_TSQL_LITERAL, _TSQL_CALL)
ORACLE_LITERAL_INSERT: Final = re.compile(_ORACLE)
TSQL_LITERAL_INSERT: Final = re.compile(_TSQL)
_MORE: Final = {
    "oracle": re.compile(rf"{_GAP},{_GAP}{_ORACLE_ROW}"),
    "sqlserver": re.compile(rf"{_GAP},{_GAP}{_TSQL_ROW}"),
}
_FIRST: Final = {"oracle": ORACLE_LITERAL_INSERT, "sqlserver": TSQL_LITERAL_INSERT}
_COLUMN: Final = re.compile(_NAME)
_CALL: Final = re.compile(r"(?i)'[^']*+'|(to_|hextoraw|empty_|unistr|chr|date|timestamp|cast|convert)")
_LEADING: Final = re.compile(r"(?:\s++|--[^\r\n]*+|/\*[\s\S]*?\*/)*")
_END: Final = re.compile(r"[\s;]*+")


def literal_insert(text: str, dialect: str) -> InsertRun | None:
    """What an INSERT of literals fills, or None for any other statement."""
    start = _LEADING.match(text)
    found = _FIRST[dialect].match(text, start.end() if start else 0)
    if found is None:
        return None
    end, rows = found.end(), 1
    if found["more"]:
        end, rows = _rows(text, found.start("more"), _MORE[dialect])
    if _END.fullmatch(text, end) is None:
        return None
    columns = found["columns"]
    return InsertRun(
        found["target"],
        tuple(_COLUMN.findall(columns)) if columns else (),
        rows,
        any(call.group(1) for call in _CALL.finditer(text, found.end("columns") if columns else found.end("target"))),
    )


def _rows(text: str, at: int, more: re.Pattern[str]) -> tuple[int, int]:
    """Counts the rows behind the first one."""
    rows = 1
    while found := more.match(text, at):
        rows += 1
        at = found.end()
    return at, rows


__all__ = ["ORACLE_LITERAL_INSERT", "TSQL_LITERAL_INSERT", "InsertRun", "literal_insert"]
