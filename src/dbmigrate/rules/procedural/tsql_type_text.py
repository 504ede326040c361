"""SQL Server's types in the target's words, for the columns that a function returns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dbmigrate.catalog.elements import sql_type
from dbmigrate.catalog.keys import path_of
from dbmigrate.catalog.values import SqlType
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.syntax.ddl.nodes import TypeName
from dbmigrate.syntax.procedural.nodes import DataType
from dbmigrate.types.values import Kind, Type, unknown

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


def declared(type_: DataType | None, context: Context) -> Type:
    """Of a variable, parameter or result; alias types are followed."""
    sql = sql_type(type_) if isinstance(type_, TypeName) else None
    return context.types.estate.declared(sql, context.schema) if sql else unknown("type")


def is_not_given(type_: DataType, context: Context) -> bool:
    """An alias type that no script of the estate defines: TY032."""
    user = type_.user if isinstance(type_, TypeName) else None
    return user is not None and context.catalog.user_type(path_of(user), context.schema) is None


def named_type(type_: DataType, context: Context) -> tuple[str, list[object]]:
    """The type as a template and what fills it: an alias type by what it stands for, since its domain may be NOT NULL,
    which SQL Server asks of columns only."""
    if isinstance(type_, TypeName) and type_.keyword == "CURSOR":
        return "refcursor", []
    if isinstance(type_, TypeName) and type_.user and not is_not_given(type_, context):
        return literal_template(type_text(declared(type_, context), context)), []
    return "{}", [type_]


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


LIMITED: Final = frozenset({"VARCHAR", "NVARCHAR", "CHAR", "NCHAR"})
ROUNDED: Final = frozenset("DECIMAL MONEY SMALLMONEY DATETIME DATETIME2 TIME".split())


def is_limited(type_: DataType, context: Context) -> bool:
    """A parameter's length or digits, which PostgreSQL forgets, may cut or round what is passed."""
    sql = declared(type_, context).sql
    if sql is None:
        return False
    return sql.keyword in ROUNDED or (sql.keyword in LIMITED and sql.numbers != ("MAX",))
