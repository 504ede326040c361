"""Types of operators and of merged values, for whichever source the statement is in."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from dbmigrate.catalog.values import SqlType
from dbmigrate.types import oracle, sqlserver
from dbmigrate.types.declared import declared
from dbmigrate.types.values import Kind, Type, unknown


def arithmetic(dialect: str, operator: str, a: Type, b: Type) -> Type:
    """`operator`: add, sub, mul, div, mod."""
    if dialect == "oracle":
        return oracle.arithmetic(operator, a, b)
    return of_sqlserver(operator, a, b)


def of_sqlserver(operator: str, a: Type, b: Type) -> Type:
    """`+` of texts joins them; else the type that stands first in the precedence ("Data type precedence")."""
    nullable = a.nullable or b.nullable
    for one, other in ((a, b), (b, a)):
        if one.kind is Kind.NULL:
            return other.with_nulls()
        if not one.is_known:
            return other if other.is_moment and operator in ("add", "sub") else one
    if operator == "add" and a.is_text and b.is_text:
        national = {t.sql.keyword for t in (a, b) if t.sql} & {"NVARCHAR", "NCHAR"}
        return Type(Kind.TEXT, SqlType("NVARCHAR" if national else "VARCHAR"), "", nullable)
    found, _ = sqlserver.arithmetic(operator, a.sql, b.sql)
    if found is not None:
        return declared("sqlserver", found).with_nulls(nullable)
    lead = preceding(a, b)
    return lead.with_nulls(nullable) if lead is not None else unknown(f"{a.kind} {operator} {b.kind}")


def joins_words(node: exp.Expr) -> bool:
    """`+` of T-SQL with a text constant that is no number somewhere in its chain: the others are texts, or it fails."""
    if isinstance(node, (exp.Add, exp.Paren)):
        sides = (node.this, node.expression) if isinstance(node, exp.Add) else (node.this,)
        return any(joins_words(side) for side in sides)
    if isinstance(node, exp.National) or (isinstance(node, exp.Literal) and node.is_string):
        return bool(node.name.strip()) and not looks_like_number(node.name)
    return False


def looks_like_number(text: str) -> bool:
    return text.strip().lstrip("+-").replace(".", "", 1).isdigit()


def preceding(a: Type, b: Type) -> Type | None:
    """The one whose type the other is converted to."""
    known = [t for t in (a, b) if t.sql and sqlserver.plain(t.sql).keyword in sqlserver.PRECEDENCE]
    if len(known) < 2:
        return None
    return min(known, key=lambda t: sqlserver.PRECEDENCE.index(sqlserver.plain(t.sql).keyword) if t.sql else 0)


def merged(dialect: str, types: Sequence[Type], *, first_decides: bool = False) -> Type:
    """The type of CASE, UNION, COALESCE; `first_decides` for Oracle's NVL and DECODE."""
    if dialect == "oracle":
        return oracle.merged(types, first_decides=first_decides)
    values = [t for t in types if t.kind is not Kind.NULL]
    nullable = any(t.nullable for t in types)
    if not values:
        return types[0] if types else Type(Kind.NULL)
    found = values[0]
    for other in values[1:]:
        found = merged_pair(found, other)
    return found.with_nulls(nullable)


def merged_pair(a: Type, b: Type) -> Type:
    if not a.is_known or not b.is_known:
        return b if a.is_known else a
    found = sqlserver.merged(a.sql, b.sql)
    if found is not None:
        return declared("sqlserver", found)
    return preceding(a, b) or (a if a.kind is b.kind else unknown(f"{a.kind}, {b.kind}"))
