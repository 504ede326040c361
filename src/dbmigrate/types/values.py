"""The type of an expression as a plain value: its kind, what is declared, what the target makes of a number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from typing import Final

from dbmigrate.catalog.values import SqlType
from dbmigrate.records import dataclass


class Kind(StrEnum):
    NUMBER = "number"  # decimal or whole
    FLOAT = "float"  # binary: BINARY_DOUBLE, FLOAT and REAL of SQL Server
    TEXT = "text"
    CHAR = "char"  # blank-padded
    CLOB = "clob"
    DAY = "day"  # SQL Server's DATE
    DATE = "date"  # Oracle's DATE: a moment to the second
    TIMESTAMP = "timestamp"  # also SQL Server's DATETIME and its like
    ZONED = "zoned"
    TIME = "time"
    INTERVAL = "interval"
    BINARY = "binary"
    BOOLEAN = "boolean"  # a condition; SQL Server's BIT is a number
    NULL = "null"
    OTHER = "other"  # XML, object types, uuid ..: `sql` says which
    UNKNOWN = "unknown"


NUMBERS: Final = frozenset({Kind.NUMBER, Kind.FLOAT})
TEXTS: Final = frozenset({Kind.TEXT, Kind.CHAR, Kind.CLOB})
MOMENTS: Final = frozenset({Kind.DAY, Kind.DATE, Kind.TIMESTAMP, Kind.ZONED})
# What the target computes a number as, narrow to wide: the type of a + b is the one that stands further behind.
TARGETS: Final = ("smallint", "integer", "bigint", "numeric", "real", "double precision")
WHOLE: Final = frozenset({"smallint", "integer", "bigint"})


@dataclass(frozen=True, slots=True)
class Type:
    """`sql`: in the source's words, where they are known. `target`: one of TARGETS, "" where that is not known.

    `cause` of an unknown type names what is missing: a table, `function()`, a form of SQL. It holds no literals, so
    that unknowns can be grouped under it. `constant`: the value is a literal or made of literals.
    """

    kind: Kind
    sql: SqlType | None = None
    target: str = ""
    nullable: bool = True
    cause: str = ""
    constant: bool = False

    @property
    def is_known(self) -> bool:
        return self.kind is not Kind.UNKNOWN

    @property
    def is_number(self) -> bool:
        return self.kind in NUMBERS

    @property
    def is_text(self) -> bool:
        return self.kind in TEXTS

    @property
    def is_moment(self) -> bool:
        return self.kind in MOMENTS

    @property
    def is_whole(self) -> bool:
        """The target computes it as an integer: it divides without a remainder, and rounds to a float."""
        return self.target in WHOLE

    def with_nulls(self, nullable: bool = True) -> Type:
        return self if self.nullable == nullable else replace(self, nullable=nullable)


NULL: Final = Type(Kind.NULL, constant=True)
BOOLEAN: Final = Type(Kind.BOOLEAN)


def unknown(cause: str) -> Type:
    return Type(Kind.UNKNOWN, cause=cause)


def widest(targets: Iterable[str]) -> str:
    """What the target computes numbers of these types as; "" where one is not known."""
    found = list(targets)
    return "" if "" in found or not found else max(found, key=TARGETS.index)
