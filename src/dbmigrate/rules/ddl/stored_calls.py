"""Which computed columns the target surely cannot store, told by what they call."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from dbmigrate.catalog.values import Column

# What computed_value.py reads: functions that give the same answer each time.
STORED: Final = frozenset(
    """ISNULL COALESCE CONCAT IIF NULLIF ROUND SUBSTRING LEN ABS UPPER LOWER LTRIM RTRIM REPLACE LEFT RIGHT YEAR MONTH
    DAY""".split()
)
SYNTAX: Final = frozenset(  # words that a parenthesis may follow, types with a length among them
    """CAST CONVERT CASE WHEN THEN ELSE AND OR NOT IN BETWEEN IS CHAR VARCHAR NCHAR NVARCHAR BINARY VARBINARY DECIMAL
    NUMERIC FLOAT TIME DATETIME2 DATETIMEOFFSET""".split()
)


def cannot_be_stored(calls: Iterable[str]) -> bool:
    return any(call not in STORED and call not in SYNTAX for call in calls)


def is_left_out(column: Column | None) -> bool:
    """The catalog tells of calls that no stored column can hold: the column is surely not in the target's table."""
    return column is not None and cannot_be_stored(column.calls)


__all__ = ["STORED", "cannot_be_stored", "is_left_out"]
