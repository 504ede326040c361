"""Declared types of the two sources as kinds. SQL Language Reference and Transact-SQL Reference, "Data Types"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from dbmigrate.catalog.values import SqlType
from dbmigrate.types.sqlserver import plain
from dbmigrate.types.values import Kind, Type

NUMBER, FLOAT, TEXT, CHAR, CLOB = Kind.NUMBER, Kind.FLOAT, Kind.TEXT, Kind.CHAR, Kind.CLOB
DATE, TIMESTAMP, INTERVAL, BINARY = Kind.DATE, Kind.TIMESTAMP, Kind.INTERVAL, Kind.BINARY

ORACLE: Final[Mapping[str, Kind]] = (
    dict.fromkeys("NUMBER NUMERIC DECIMAL DEC INTEGER INT SMALLINT FLOAT REAL".split(), NUMBER)
    | dict.fromkeys("PLS_INTEGER BINARY_INTEGER NATURAL NATURALN POSITIVE POSITIVEN SIGNTYPE".split(), NUMBER)
    | {"DOUBLE PRECISION": NUMBER, "SIMPLE_INTEGER": NUMBER}
    | dict.fromkeys("BINARY_FLOAT BINARY_DOUBLE SIMPLE_FLOAT SIMPLE_DOUBLE".split(), FLOAT)
    | dict.fromkeys("VARCHAR2 VARCHAR NVARCHAR2 STRING ROWID UROWID".split(), TEXT)
    | dict.fromkeys(("CHARACTER VARYING", "CHAR VARYING", "NCHAR VARYING", "LONG VARCHAR"), TEXT)
    | dict.fromkeys(("NATIONAL CHARACTER VARYING", "NATIONAL CHAR VARYING"), TEXT)
    | dict.fromkeys(("CHAR", "NCHAR", "CHARACTER", "NATIONAL CHARACTER", "NATIONAL CHAR"), CHAR)
    | dict.fromkeys(("CLOB", "NCLOB", "LONG"), CLOB)
    | {"DATE": DATE, "TIMESTAMP": TIMESTAMP, "BOOLEAN": Kind.BOOLEAN}
    | dict.fromkeys(("INTERVAL YEAR", "INTERVAL DAY", "INTERVAL"), INTERVAL)
    | dict.fromkeys(("RAW", "LONG RAW", "BLOB"), BINARY)
)
SQLSERVER: Final[Mapping[str, Kind]] = (
    dict.fromkeys("BIGINT INT SMALLINT TINYINT BIT DECIMAL MONEY SMALLMONEY".split(), NUMBER)
    | {"FLOAT": FLOAT, "REAL": FLOAT}
    | dict.fromkeys(("NVARCHAR", "VARCHAR"), TEXT)
    | {"NCHAR": CHAR, "CHAR": CHAR}
    | {"DATE": Kind.DAY, "TIME": Kind.TIME, "DATETIMEOFFSET": Kind.ZONED}
    | dict.fromkeys(("DATETIME2", "DATETIME", "SMALLDATETIME"), TIMESTAMP)
    | dict.fromkeys(("VARBINARY", "BINARY", "IMAGE", "ROWVERSION", "TIMESTAMP"), BINARY)
)
# What the rules on types make of a number that belongs to no family of key columns (see catalog/families.py).
ORACLE_TARGETS: Final[Mapping[str, str]] = (
    dict.fromkeys("INTEGER INT SMALLINT".split(), "bigint")
    | dict.fromkeys("PLS_INTEGER BINARY_INTEGER SIMPLE_INTEGER NATURAL NATURALN".split(), "integer")
    | dict.fromkeys("POSITIVE POSITIVEN SIGNTYPE".split(), "integer")
    | {"BINARY_FLOAT": "real", "SIMPLE_FLOAT": "real"}
    | {"BINARY_DOUBLE": "double precision", "SIMPLE_DOUBLE": "double precision"}
)
SQLSERVER_TARGETS: Final[Mapping[str, str]] = {
    "BIGINT": "bigint",
    "INT": "integer",
    "SMALLINT": "smallint",
    "TINYINT": "smallint",
    "BIT": "smallint",
    "FLOAT": "double precision",
    "REAL": "real",
}


@lru_cache(maxsize=512)
def declared(dialect: str, sql: SqlType) -> Type:
    """The type of a value that is declared so. Types of the user's own are of kind OTHER: resolve them first."""
    if sql.user:
        return Type(Kind.OTHER, sql)
    return of_oracle(sql) if dialect == "oracle" else of_sqlserver(sql)


def of_oracle(sql: SqlType) -> Type:
    kind = ORACLE.get(sql.keyword, Kind.OTHER)
    if kind is Kind.TIMESTAMP and "ZONE" in sql.tail:
        kind = Kind.ZONED
    return Type(kind, sql, ORACLE_TARGETS.get(sql.keyword, "numeric") if kind in (NUMBER, FLOAT) else "")


def of_sqlserver(sql: SqlType) -> Type:
    sql = plain(sql)
    kind = SQLSERVER.get(sql.keyword, Kind.OTHER)
    return Type(kind, sql, SQLSERVER_TARGETS.get(sql.keyword, "numeric") if kind in (NUMBER, FLOAT) else "")


def written(text: str) -> SqlType:
    """A type as the packs write it: `NUMBER`, `DECIMAL(38)`, `TIMESTAMP WITH TIME ZONE`."""
    word, _, rest = text.partition("(")
    numbers = tuple(n.strip() for n in rest.partition(")")[0].split(",")) if rest else ()
    for head in ("TIMESTAMP", "INTERVAL DAY", "INTERVAL YEAR"):
        if word.startswith(head + " "):
            return SqlType(head, numbers, tail=word.removeprefix(head).strip())
    return SqlType(word.strip(), numbers)
