"""T-SQL values in code: which can be stored where without a difference, and which texts a variable would cut off.

Transact-SQL reference, "Data type conversion", "SET @local_variable": a variable cuts texts that are too long and says
nothing, and a number that is stored as a whole one loses its fraction; PostgreSQL refuses the text and rounds the number.
"""

from __future__ import annotations

from typing import Final

from dbmigrate.catalog.values import SqlType
from dbmigrate.types.constants import Constant
from dbmigrate.types.constants_sqlserver import kept
from dbmigrate.types.values import Kind, Type

TEXTS: Final = frozenset({Kind.TEXT, Kind.CHAR})
LONGEST: Final = "MAX"


def storable(target: Type, value: Type, literal: str | None = None) -> bool:
    """A value of this type, or this literal, gives the same where it is stored in the target."""
    if value.kind is Kind.NULL:
        return True
    if target.kind is Kind.NUMBER:
        return is_number_for(target, value, literal)
    if target.kind is Kind.FLOAT:
        return value.is_number
    if target.kind in TEXTS:
        return value.kind in TEXTS
    if target.is_moment or target.kind is Kind.TIME:
        if literal is not None and value.kind in TEXTS:
            return target.kind is not Kind.TIME and kept(target, "", Constant(literal, quoted=True)) is None
        if keyword(target.sql) == "SMALLDATETIME" and keyword(value.sql) not in ("SMALLDATETIME", "DATE"):
            return False  # it keeps minutes
        return value.kind is target.kind or (target.is_moment and value.is_moment and value.kind is not Kind.ZONED)
    return target.kind is value.kind is Kind.OTHER and target.sql == value.sql


def is_number_for(target: Type, value: Type, literal: str | None) -> bool:
    if value.kind is not Kind.NUMBER:
        return False
    word, other = keyword(target.sql), keyword(value.sql)
    if literal is not None and literal.isdigit():
        most = {"BIT": 1, "TINYINT": 255}.get(word)
        return most is None or int(literal) <= most
    if word in ("BIT", "TINYINT"):
        return other in ("BIT", word)
    return value.is_whole or not target.is_whole


def keyword(sql: SqlType | None) -> str:
    return sql.keyword if sql else ""


def length(sql: SqlType | None) -> int | None:
    """Of a character type; None where it has no limit or none is known."""
    if sql is None or not sql.numbers or sql.numbers[0] == LONGEST or not sql.numbers[0].isdigit():
        return None
    return int(sql.numbers[0])


def declared_length(sql: SqlType | None) -> int | None:
    """Of what a declaration says: one character where it names no length ("char and varchar", Remarks)."""
    if sql is not None and not sql.numbers and sql.keyword in ("CHAR", "VARCHAR", "NCHAR", "NVARCHAR"):
        return 1
    return length(sql)


def is_cut(target: Type, value: Type, literal: str | None = None) -> bool:
    """A text that may be longer than the variable: T-SQL cuts it off."""
    if target.kind not in TEXTS or value.kind is Kind.NULL:
        return False
    most = declared_length(target.sql)
    if most is None:
        return False
    longest = len(literal) if literal is not None else length(value.sql)
    return longest is None or longest > most


def is_rounded(target: Type, value: Type, literal: str | None = None) -> bool:
    """A result whose digits the target's type would not limit: PostgreSQL forgets lengths of parameters and results."""
    if value.kind is Kind.NULL or (target.sql is not None and target.sql == value.sql):
        return False
    if target.kind is Kind.NUMBER:
        return not target.is_whole and not value.is_whole
    if target.kind in (Kind.TIMESTAMP, Kind.TIME):
        return value.kind is not Kind.DAY
    return is_cut(target, value, literal)
