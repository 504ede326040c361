"""The type that a call gives: the source's functions by the pack's table, those of the estate by what they return."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from sqlglot import exp

from dbmigrate.catalog.keys import Path, fold
from dbmigrate.catalog.values import SqlType
from dbmigrate.packs.results import Result
from dbmigrate.types.declared import declared, written
from dbmigrate.types.operators import merged
from dbmigrate.types.values import NULL, Kind, Type, unknown

if TYPE_CHECKING:
    from dbmigrate.types.reader import Reader

NEVER_NULL: Final = frozenset({"COUNT", "COUNT_BIG", "ROW_NUMBER", "RANK", "DENSE_RANK", "GROUPING", "NTILE"})
COALESCING: Final = frozenset({"NVL", "COALESCE", "ISNULL"})
# NULL for NULL only; of texts that can come out empty more is NULL, as Oracle sees it.
KEEP_NULLS: Final = frozenset({"ABS", "ADD_MONTHS", "CEIL", "FLOOR", "LAST_DAY", "LENGTH", "LOWER", "MOD", "UPPER"})


def result(reader: Reader, node: exp.Anonymous, name: str, arguments: Sequence[Any], owner: Path = ()) -> Type:
    """`owner`: what stands before the name, folded."""
    values = [a for a in arguments if not isinstance(a, exp.Kwarg)]
    own = SPECIAL.get((reader.dialect, name)) if not owner else None
    if own is not None:
        found = own(reader, values)
        return found.with_nulls(is_nullable(reader, name, values)) if own is of_same_text else found
    if not owner or reader.dialect == "oracle":
        row = reader.estate.source.results.functions.get(".".join((*owner, name)).upper())
        if row is not None:
            found = by_row(reader, row, values)
            return found.with_nulls(is_nullable(reader, name, values))
    return of_estate(reader, node, owner)


def by_row(reader: Reader, row: Result, values: Sequence[Any]) -> Type:
    if row.type.startswith("$"):
        i = int(row.type[1:]) - 1
        found = reader.type(values[i]) if i < len(values) else unknown("?")
        return counted(found, row.target)
    if row.type.startswith("*"):
        types = [reader.type(v) for v in values[int(row.type[1:]) - 1 :]]
        return merged(reader.dialect, types, first_decides=True) if types else unknown("?")
    found = declared(reader.dialect, written(row.type))
    # In Oracle the type says nothing about what the target computes; in SQL Server the two go together.
    return replace(found, target=row.target) if found.is_number and reader.dialect == "oracle" else found


def counted(found: Type, target: str) -> Type:
    """A value of the argument's type that is no constant; decimals are computed as `target`."""
    if found.kind is Kind.NUMBER and target:
        return replace(found, target=target, constant=False)
    return replace(found, constant=False)


def is_nullable(reader: Reader, name: str, values: Sequence[Any]) -> bool:
    if name in NEVER_NULL:
        return False
    if name in COALESCING:
        return all(reader.type(v).nullable for v in values)
    return name not in KEEP_NULLS or any(reader.type(v).nullable for v in values)


def rounded(reader: Reader, values: Sequence[Any]) -> Type:
    """Oracle's ROUND and TRUNC: a date for dates, else a number. A text is taken as a number."""
    if not values:
        return unknown("?")
    first = reader.type(values[0])
    if first.is_moment:
        return Type(Kind.DATE, SqlType("DATE"), "", first.nullable)
    if first.is_text or first.kind is Kind.NULL:
        return Type(Kind.NUMBER, None, "numeric")
    return counted(first, "numeric")


def decoded(reader: Reader, values: Sequence[Any]) -> Type:
    """DECODE takes the type of its first result; NULL and texts there make it a text."""
    results = [*values[2::2], *(values[-1:] if len(values) > 3 and len(values) % 2 == 0 else [])]
    types = [reader.type(v) for v in results]
    if not types:
        return unknown("?")
    default = [] if len(values) % 2 == 0 else [NULL]
    return merged(reader.dialect, [*types, *default], first_decides=True)


def summed(reader: Reader, values: Sequence[Any]) -> Type:
    """The target sums integers to bigint, bigint to numeric, floats to floats; SQL Server keeps INT and DECIMAL."""
    first = reader.type(values[0]) if values else unknown("?")
    if reader.dialect == "sqlserver":
        return of_sum(first)
    if first.kind is Kind.FLOAT:
        return replace(first, nullable=True, constant=False)
    target = {"smallint": "bigint", "integer": "bigint", "": ""}.get(first.target, "numeric")
    return Type(Kind.NUMBER, None, target if first.is_number else "numeric")


def of_sum(first: Type) -> Type:
    """Transact-SQL, "SUM", "AVG": return types."""
    keyword = first.sql.keyword if first.sql else ""
    if keyword in ("TINYINT", "SMALLINT", "BIT", "INT"):
        return declared("sqlserver", SqlType("INT"))
    if keyword == "DECIMAL" and first.sql:
        scale = (*first.sql.numbers, "0", "0")[1]
        return declared("sqlserver", SqlType("DECIMAL", ("38", scale)))
    if keyword == "SMALLMONEY":
        return declared("sqlserver", SqlType("MONEY"))
    if keyword == "REAL":
        return declared("sqlserver", SqlType("FLOAT"))
    return replace(first, nullable=True, constant=False)


def averaged(reader: Reader, values: Sequence[Any]) -> Type:
    first = reader.type(values[0]) if values else unknown("?")
    if reader.dialect == "sqlserver":
        found = of_sum(first)
        if found.sql is not None and found.sql.keyword == "DECIMAL":
            scale = str(max(int(found.sql.numbers[1]), 6))
            return declared("sqlserver", SqlType("DECIMAL", ("38", scale)))
        return found
    return first if first.kind is Kind.FLOAT else Type(Kind.NUMBER, None, "numeric")


def moved(reader: Reader, values: Sequence[Any]) -> Type:
    """DATEADD gives the type of the date; a text, or a number of days, becomes DATETIME."""
    last = reader.type(values[-1]) if values else unknown("?")
    if last.is_text or last.is_number:
        return declared("sqlserver", SqlType("DATETIME"))
    return replace(last, constant=False)


def chosen(reader: Reader, values: Sequence[Any]) -> Type:
    """IIF and CHOOSE: what the results have in common."""
    return merged(reader.dialect, [reader.type(v) for v in values[1:]]) if len(values) > 1 else unknown("?")


def of_text(reader: Reader, values: Sequence[Any]) -> Type:
    """Transact-SQL, "String functions": a text whatever is given; of a text its own type."""
    first = reader.type(values[0]) if values else unknown("?")
    return replace(first, constant=False) if first.is_text else Type(Kind.TEXT, SqlType("VARCHAR"))


def of_other_text(reader: Reader, values: Sequence[Any]) -> Type:
    """Of a text of another length: VARCHAR or NVARCHAR, also where CHAR is given."""
    found = of_text(reader, values)
    if found.kind is not Kind.CHAR or found.sql is None:
        return found
    return declared("sqlserver", SqlType("NVARCHAR" if found.sql.keyword.startswith("N") else "VARCHAR"))


def of_part(reader: Reader, values: Sequence[Any]) -> Type:
    """A part of a VARBINARY is one, of anything else a text; where it begins can be NULL."""
    first = reader.type(values[0]) if values else unknown("?")
    binary = first.kind is Kind.BINARY
    return (replace(first, constant=False) if binary else of_other_text(reader, values)).with_nulls(True)


def of_same_text(reader: Reader, values: Sequence[Any]) -> Type:
    """Oracle's UPPER, LOWER, INITCAP: "the same data type as char"; a text whatever is given."""
    first = reader.type(values[0]) if values else unknown("?")
    kept = first.kind in (Kind.CHAR, Kind.CLOB)
    return replace(first, constant=False) if kept else Type(Kind.TEXT, SqlType("VARCHAR2"))


TEXT_FUNCTIONS: Final = (
    "LEFT", "RIGHT", "LTRIM", "RTRIM", "REPLACE", "REPLICATE", "STUFF", "TRANSLATE", "STRING_AGG", "TRIM",
)  # fmt: skip
SPECIAL: Final = {
    **{("sqlserver", name): of_other_text for name in TEXT_FUNCTIONS},
    **{("sqlserver", name): of_text for name in ("LOWER", "UPPER", "REVERSE")},
    ("sqlserver", "SUBSTRING"): of_part,
    **{("oracle", name): of_same_text for name in ("LOWER", "UPPER", "INITCAP")},
    ("oracle", "ROUND"): rounded,
    ("oracle", "TRUNC"): rounded,
    ("oracle", "DECODE"): decoded,
    ("oracle", "SUM"): summed,
    ("oracle", "AVG"): averaged,
    ("sqlserver", "SUM"): summed,
    ("sqlserver", "AVG"): averaged,
    ("sqlserver", "DATEADD"): moved,
    ("sqlserver", "IIF"): chosen,
    ("sqlserver", "CHOOSE"): chosen,
}


def of_estate(reader: Reader, node: exp.Anonymous, owner: Path) -> Type:
    """A function or a packaged function of the estate; a collection's subscript and others are unknown."""
    own = fold(reader.dialect, node.name, False)
    path = (*owner, own)
    element = reader.outside.element(path) if reader.outside is not None and not owner else None
    if element is not None:
        return element
    catalog, schema = reader.estate.catalog, reader.schema
    found = catalog.routine(path, schema)
    if found is not None and found.returns is not None:
        return reader.estate.declared(found.returns, found.schema)
    package = catalog.routine(owner, schema) if owner else None
    if package is not None and own in package.members:
        return reader.estate.declared(package.members[own], package.schema)
    called = reader.outside.called(path) if reader.outside is not None else None
    if called is not None and called.is_known:
        return called
    if reader.dialect == "oracle" and catalog.user_type(path, schema) is not None:
        return Type(Kind.OTHER, SqlType(own, user=path))
    return unknown(".".join(path) + "()")
