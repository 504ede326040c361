"""Oracle data types. SQL Language Reference, "Data Types"."""

from __future__ import annotations

from typing import Final

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Name, TypeName
from dbmigrate.syntax.ddl.reader import Cursor

BUILT_IN: Final = frozenset(
    """ANYDATA ANYDATASET ANYTYPE BFILE BINARY_DOUBLE BINARY_FLOAT BINARY_INTEGER BLOB BOOLEAN CHAR CHARACTER CLOB DATE
    DBURITYPE DEC DECIMAL FLOAT HTTPURITYPE INT INTEGER JSON LONG NATURAL NCHAR NCLOB NUMBER NUMERIC NVARCHAR2
    PLS_INTEGER POSITIVE RAW REAL ROWID SDO_GEOMETRY SDO_GEORASTER SDO_TOPO_GEOMETRY SMALLINT STRING TIMESTAMP
    UROWID URITYPE VARCHAR VARCHAR2 VARRAW VECTOR XDBURITYPE XMLTYPE""".split()
) | {"DOUBLE PRECISION", "CHAR VARYING", "CHARACTER VARYING"}
SUPPLIED: Final = frozenset({"SYS", "PUBLIC", "MDSYS", "XDB"})  # schemas of the types that come with the database
SECOND_WORDS: Final = {
    "LONG": ("RAW", "VARCHAR"),
    "NCHAR": ("VARYING",),
    "CHAR": ("VARYING",),
    "DOUBLE": ("PRECISION",),
}
INTERVAL_FIELDS: Final = ("YEAR", "DAY")


def read_type(c: Cursor) -> TypeName:
    """`VARCHAR2(20 BYTE)`, `TIMESTAMP(6) WITH LOCAL TIME ZONE`, `"SYS"."XMLTYPE"`, `REF his.t_person`."""
    first = c.k
    if c.at("REF") and c.k + 1 < c.n and c.lexed.is_name(c.k + 1):
        word = c.take()
        target = c.name("type", 3)
        return TypeName(c.part(first), c.lexed, word, user=target)
    if c.at("INTERVAL") and c.ahead() in INTERVAL_FIELDS:
        name = c.take(2)
    elif c.eat("NATIONAL"):
        c.take()
        c.eat("VARYING")
        name = c.part(first)
    else:
        return read_plain(c)
    return finish(c, first, name, None)


def read_plain(c: Cursor) -> TypeName:
    first = c.k
    label = c.name("type", 3)
    words = SECOND_WORDS.get(c.words[first], ())
    if len(label.parts) == 1:
        c.eat_any(*words)
    return finish(c, first, c.part(first), None if is_built_in(label) else label)


def is_built_in(label: Name) -> bool:
    schema = label.values[:-1]
    if len(schema) > 1 or (schema and schema[0].upper() not in SUPPLIED):
        return False
    return " ".join(label.value.upper().split()) in BUILT_IN and (label.value.isupper() or not label.is_quoted())


def finish(c: Cursor, first: int, name: Part, user: Name | None) -> TypeName:
    """The arguments and what stands behind them."""
    arguments = c.brackets()
    unit = None
    if arguments:
        found = [k for k in range(arguments.first, arguments.last) if c.words[k] in ("BYTE", "CHAR")]
        unit = Part(found[0], found[0]) if found else None
    tail = read_tail(c)
    return TypeName(c.part(first), c.lexed, name, arguments, unit, tail, user)


def read_tail(c: Cursor) -> Part | None:
    first = c.k
    zone = c.eat("WITH", "TIME", "ZONE") or c.eat("WITH", "LOCAL", "TIME", "ZONE")
    if zone:
        return zone
    if c.at("TO") and c.ahead() in ("MONTH", "SECOND"):
        c.take(2)
        c.brackets()
        return c.part(first)
    return None
