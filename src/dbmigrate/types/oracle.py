"""Types of Oracle's operators, and the type that several values have in common.

SQL Language Reference, "Data Type Comparison Rules", "Datetime/Interval Arithmetic", "Numeric Precedence".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dbmigrate.catalog.values import SqlType
from dbmigrate.types.values import Kind, Type, unknown, widest

MOMENT_ORDER: Final = (Kind.DATE, Kind.TIMESTAMP, Kind.ZONED)
WITH_FRACTION: Final = (Kind.TIMESTAMP, Kind.ZONED)


def arithmetic(operator: str, a: Type, b: Type) -> Type:
    """The type of a + b, a - b, a * b, a / b (add, sub, mul, div) and of the remainder (mod)."""
    nullable = a.nullable or b.nullable
    if operator in ("add", "sub"):
        found = moved(operator, a, b)
        if found is not None:
            return found.with_nulls(nullable)
    if Kind.INTERVAL in (a.kind, b.kind):
        return Type(Kind.INTERVAL, nullable=nullable)
    if operator in ("add", "sub") and not (a.is_known and b.is_known):
        return a if not a.is_known else b
    constant = a.constant and b.constant
    return Type(number_kind(a, b), None, target_of(operator, a, b), nullable, constant=constant)


def moved(operator: str, a: Type, b: Type) -> Type | None:
    """Sums and differences in which a moment or an interval takes part; None where there is none."""
    if a.is_moment and b.is_moment:
        if operator == "add":
            return unknown("date + date")
        exact = a.kind in WITH_FRACTION or b.kind in WITH_FRACTION
        return Type(Kind.INTERVAL) if exact else Type(Kind.NUMBER, target="numeric")
    moment, other = (a, b) if a.is_moment else (b, a)
    if moment.is_moment:
        if operator == "sub" and moment is b:  # number - date is refused
            return a if not a.is_known else unknown("number - date")
        if moment.kind is Kind.DATE:
            if operator == "sub" and not other.is_known:
                return other  # a date gives a number, a number a date
            return Type(Kind.DATE)
        if other.kind is Kind.INTERVAL:
            return Type(moment.kind)
        return Type(Kind.DATE) if other.is_known else other
    if Kind.INTERVAL in (a.kind, b.kind):
        return next((t for t in (a, b) if not t.is_known), Type(Kind.INTERVAL))
    if operator == "sub" and a.is_number and not b.is_known:
        return Type(Kind.NUMBER)
    return None


def number_kind(a: Type, b: Type) -> Kind:
    return Kind.FLOAT if Kind.FLOAT in (a.kind, b.kind) else Kind.NUMBER


def target_of(operator: str, a: Type, b: Type) -> str:
    """Texts and NULL beside a number take its type on the target, or are cast to numeric by a rule."""
    if operator == "div":
        floats = [t.target for t in (a, b) if t.kind is Kind.FLOAT]
        return widest(floats) if floats else "numeric"
    targets = [t.target for t in (a, b) if t.is_number or not t.is_known]
    return widest(targets) if targets else "numeric"


def merged(types: Sequence[Type], *, first_decides: bool = False) -> Type:
    """The type of a value that is now one of these, now another (CASE, UNION; `first_decides`: NVL, DECODE)."""
    values = [t for t in types if t.kind is not Kind.NULL]
    nullable = any(t.nullable for t in types)
    if not values:
        return types[0] if types else Type(Kind.NULL)
    known = [t for t in values if t.is_known]
    if not known or (first_decides and not values[0].is_known):
        return next(t for t in values if not t.is_known)
    lead = known[0]
    same = [t for t in known if group(t) == group(lead)]
    everything = len(same) == len(values)
    constant = everything and all(t.constant for t in same)
    if lead.is_number:
        target = widest(t.target for t in same) if everything else ""
        kind = Kind.FLOAT if any(t.kind is Kind.FLOAT for t in same) else Kind.NUMBER
        return Type(kind, common_sql(same), target, nullable, constant=constant)
    if lead.is_text:
        kind = text_kind(same, first_decides)
        sql = next((t.sql for t in same if t.kind is Kind.CHAR), None) if kind is Kind.CHAR else None
        return Type(kind, sql, "", nullable, constant=constant)
    if lead.is_moment:
        return Type(max((t.kind for t in same), key=rank_of_moment), None, "", nullable, constant=constant)
    return replace(lead, nullable=nullable, constant=constant)


def rank_of_moment(kind: Kind) -> int:
    return MOMENT_ORDER.index(kind)


def group(type_: Type) -> str:
    if type_.is_number:
        return "number"
    return "text" if type_.is_text else "moment" if type_.is_moment else type_.kind


def text_kind(types: Sequence[Type], first_decides: bool) -> Kind:
    """CHAR only of a CASE or a UNION of nothing but CHAR and literals of one length ("CASE Expressions"); NVL, DECODE
    and their like give VARCHAR2."""
    kinds = {t.kind for t in types}
    if Kind.CLOB in kinds:
        return Kind.CLOB
    declared = {t.kind for t in types if not t.constant}
    lengths = {t.sql.numbers if t.sql else () for t in types}
    return Kind.CHAR if declared == {Kind.CHAR} and len(lengths) == 1 and not first_decides else Kind.TEXT


def common_sql(types: Sequence[Type]) -> SqlType | None:
    found = {t.sql for t in types}
    return found.pop() if len(found) == 1 else None


def is_integral(type_: Type) -> bool:
    """A number without a fraction, by its declaration or by what computes it."""
    if not type_.is_number:
        return False
    if type_.is_whole:
        return True
    sql = type_.sql
    if sql is None or sql.keyword not in ("NUMBER", "NUMERIC", "DECIMAL", "DEC"):
        return False
    if not sql.numbers:
        return sql.keyword != "NUMBER"  # DECIMAL alone is NUMBER(38)
    scale = (*sql.numbers, "0")[1]
    return sql.numbers != ("*",) and int(scale) <= 0
