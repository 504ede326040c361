"""SQL Server's types in the target's words, for the columns that a function returns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dbmigrate.catalog.values import SqlType
from dbmigrate.engine.context import Context
from dbmigrate.types.values import Kind, Type

WORDS: Final[Mapping[str, str]] = {
    "INT": "integer",
    "BIGINT": "bigint",
    "SMALLINT": "smallint",
    "TINYINT": "smallint",
    "FLOAT": "double precision",
    "MONEY": "numeric(19,4)",
    "SMALLMONEY": "numeric(10,4)",
    "DATE": "date",
    "DATETIME": "timestamp(3)",
    "UNIQUEIDENTIFIER": "uuid",
}
MOST_FRACTION: Final = 6  # digits of a second


def type_text(type_: Type, context: Context) -> str:
    """ "" where it is not known what the target calls it."""
    sql = type_.sql
    if type_.is_whole and type_.kind is Kind.NUMBER and not (sql and sql.keyword == "BIT"):
        return type_.target
    if sql is None:
        return ""
    if sql.keyword == "BIT":
        return "smallint" if context.options.bit == "smallint" else ""
    return WORDS.get(sql.keyword) or sized(sql)


def sized(sql: SqlType) -> str:
    if sql.keyword == "DECIMAL":
        return f"numeric({','.join(sql.numbers or ('18', '0'))})"
    if sql.keyword in ("VARCHAR", "NVARCHAR"):
        return f"varchar({sql.numbers[0]})" if sql.numbers and sql.numbers[0].isdigit() else "text"
    if sql.keyword in ("CHAR", "NCHAR") and sql.numbers:
        return f"char({sql.numbers[0]})"
    if sql.keyword in ("DATETIME2", "TIME"):
        digits = min(int(sql.numbers[0]) if sql.numbers else 7, MOST_FRACTION)
        return f"{'time' if sql.keyword == 'TIME' else 'timestamp'}({digits})"
    return ""
