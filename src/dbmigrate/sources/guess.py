"""Guesses whether a script is Oracle's or SQL Server's, by signs that the other one never has."""

from __future__ import annotations

import re
from typing import Final

_SIGNS: Final = {
    "oracle": (
        (4, r"(?m)^[ \t]*/[ \t]*\r?$"),
        (3, r"(?i)\b(?:N?VARCHAR2|PLS_INTEGER|BINARY_INTEGER|SYS_REFCURSOR|XMLTYPE)\b"),
        (3, r"(?i)\bNUMBER\s*\(\s*[\d*]"),
        (2, r"(?i)\b(?:NUMBER|CLOB|NCLOB|LONG RAW)\b(?=\s*(?:,|\)|NOT\b|NULL\b|DEFAULT\b))"),
        (3, r"(?i)\b(?:NVL|DECODE|TO_DATE|TO_CHAR|SYS_GUID|RAISE_APPLICATION_ERROR)\s*\("),
        (3, r"(?i)\b(?:SYSDATE|SYSTIMESTAMP|ROWNUM|FROM\s+DUAL|CONNECT\s+BY)\b"),
        (3, r"(?i)%(?:ROW)?TYPE\b"),
        (3, r"(?im)^[ \t]*(?:PROMPT|SPOOL|WHENEVER\s+(?:SQLERROR|OSERROR))\b"),
        (3, r"(?im)^[ \t]*SET\s+(?:DEFINE|FEEDBACK|SERVEROUTPUT|ECHO\s+O)\b"),
        (2, r"(?i)\b(?:TABLESPACE|PCTFREE|INITRANS|SEGMENT CREATION)\b"),
        (2, r"(?i)\bCREATE\s+OR\s+REPLACE\b"),
        (2, r"(?i)\bCOMMENT\s+ON\s+(?:TABLE|COLUMN)\b"),
        (2, r"\(\+\)|:=|\|\|"),
    ),
    "sqlserver": (
        (4, r"(?im)^[ \t]*GO(?:[ \t]+\d+)?[ \t]*;?[ \t]*\r?$"),
        (3, r"\[\w+\]\.\[|\[\w+\]\s*\[(?:\w+)\]|(?<=\s)\[\w+\](?=\s*[,(])"),
        (3, r"(?i)\bdbo\.|\[dbo\]"),
        (3, r"(?i)\bIDENTITY\s*\(\s*\d+\s*,"),
        (3, r"(?i)\b(?:N?VARCHAR|VARBINARY)\s*\(\s*MAX\s*\)"),
        (2, r"(?i)\b(?:DATETIME2?|SMALLDATETIME|UNIQUEIDENTIFIER|NTEXT|TINYINT|MONEY)\b"),
        (2, r"(?i)\bBIT\b(?=\s*(?:,|\)|NOT\b|NULL\b))"),
        (3, r"(?i)\b(?:GETDATE|ISNULL|NEWID|LEN|CHARINDEX|DATEADD|DATEDIFF|SCOPE_IDENTITY|OBJECT_ID)\s*\("),
        (3, r"@@\w+\b(?!\.\w)|\bDECLARE\s+@\w|\bSET\s+@\w|\bSELECT\s+@\w|(?<=[\s(,=])@\w+\s*(?:=|,|\)|<|>)"),
        (3, r"(?i)\bSET\s+(?:ANSI_NULLS|QUOTED_IDENTIFIER|NOCOUNT|ANSI_PADDING|IDENTITY_INSERT|XACT_ABORT)\b"),
        (3, r"(?i)\b(?:sp_addextendedproperty|sysobjects|syscolumns|sys\.objects|sys\.columns|sp_rename)\b"),
        (2, r"(?i)\b(?:WITH\s*\(\s*NOLOCK\s*\)|NONCLUSTERED|SELECT\s+TOP\b|INTO\s+#\w|RAISERROR)"),
        (2, r"(?im)^[ \t]*USE\s+\[?\w+\]?[ \t]*;?[ \t]*\r?$"),
    ),
}  # fmt: skip
_COMPILED: Final = {name: [(weight, re.compile(sign)) for weight, sign in signs] for name, signs in _SIGNS.items()}
_MOST: Final = 8  # hits of one sign that count


def guess_dialect(sample: str) -> tuple[str, float]:
    """The likelier dialect of a text and how sure that is: 0.5 (no sign at all, 'oracle') to 1.0."""
    scores = {name: _score(sample, signs) for name, signs in _COMPILED.items()}
    best = max(scores, key=lambda name: scores[name])
    total = sum(scores.values())
    return best, (scores[best] + 1) / (total + 2)


def _score(sample: str, signs: list[tuple[int, re.Pattern[str]]]) -> int:
    score = 0
    for weight, sign in signs:
        hits = sum(1 for _, _found in zip(range(_MOST), sign.finditer(sample), strict=False))
        score += weight * hits
    return score


__all__ = ["guess_dialect"]
