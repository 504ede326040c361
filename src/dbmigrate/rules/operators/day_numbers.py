"""Numbers of days added to dates: which operand they are, what a constant amounts to, when it is written as an interval.

SQL Language Reference, "Datetime/Interval Arithmetic": a number is taken as days.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.views import Expr
from dbmigrate.types.oracle import is_integral
from dbmigrate.types.values import Kind, Type

ARITHMETIC: Final = (exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Neg, exp.Paren)
UNITS: Final = ((1, "day"), (24, "hour"), (1440, "minute"), (86400, "second"))


def moment_and_days(found: Expr, context: Context) -> tuple[Expr, Expr] | None:
    """(moment, number) of `d + n`, `n + d`, `d - n`; None for anything else."""
    left, right = found.left, found.right
    pairs = [(left, right)] if isinstance(found.node, exp.Sub) else [(left, right), (right, left)]
    for moment, number in pairs:
        if context.types.of(moment).is_moment and is_days(context.types.of(number)):
            return moment, number
    return None


def is_days(found: Type) -> bool:
    return found.is_number or found.is_text


def constant_days(node: Any) -> Fraction | None:
    """What an expression of constants amounts to; a text counts as the number that it shows."""
    if isinstance(node, exp.Literal):
        try:
            return Fraction(node.this.strip())
        except ValueError:
            return None
    if isinstance(node, exp.Paren):
        return constant_days(node.this)
    if isinstance(node, exp.Neg):
        inner = constant_days(node.this)
        return -inner if inner is not None else None
    if not isinstance(node, (exp.Add, exp.Sub, exp.Mul, exp.Div)):
        return None
    a, b = constant_days(node.this), constant_days(node.expression)
    if a is None or b is None or (isinstance(node, exp.Div) and not b):
        return None
    if isinstance(node, exp.Add):
        return a + b
    if isinstance(node, exp.Sub):
        return a - b
    return a * b if isinstance(node, exp.Mul) else a / b


def interval_of(days: Fraction) -> str | None:
    """`interval '90 minutes'`; None where it is no whole number of seconds."""
    for size, unit in UNITS:
        count = days * size
        if count.denominator == 1:
            return f"interval '{count.numerator} {unit}{'' if abs(count) == 1 else 's'}'"
    return None


def scaled(node: Any) -> tuple[Any, str] | None:
    """(n, `interval '1 hour'`) of `n / 24`, also of `n / 24 / 60`; None for other divisions."""
    divisor = Fraction(1)
    inner = node
    while isinstance(inner, exp.Div):
        by = constant_days(inner.expression)
        if not by:
            return None
        divisor *= by
        inner = inner.this
    unit = next((u for size, u in UNITS[1:] if size == divisor), "")
    return (inner, f"interval '1 {unit}'") if unit else None


def written_as_interval(found: Expr, context: Context) -> bool:
    """The division is part of a number of days that the rule on dates writes as an interval."""
    node: Any = found.node
    while isinstance(node.parent, ARITHMETIC):
        parent = node.parent
        if isinstance(parent, (exp.Add, exp.Sub)):
            pair = moment_and_days(found.view(parent), context)
            if pair is not None:
                return pair[1].node is node and as_interval(pair[1], context) is not None
        node = parent
    return False


def as_interval(number: Expr, context: Context) -> tuple[str, tuple[Expr, ...]] | None:
    """Template and places of a number of days that needs no rounding; None where it does."""
    days = constant_days(number.node)
    if days is not None:
        text = interval_of(days)
        return (text, ()) if text else None
    if is_integral(context.types.of(number)):
        return "{} * interval '1 day'", (number,)
    found = scaled(number.node)
    if found is not None and is_integral(context.types.of(number.view(found[0]))):
        return "{} * " + found[1], (number.view(found[0]),)
    return None


def is_whole_day(value: Expr, context: Context) -> bool:
    """A date without a time of day, as far as can be seen."""
    node = value.node
    if isinstance(node, exp.Paren):
        return is_whole_day(value.view(node.this), context)
    if isinstance(node, exp.DateStrToDate):
        return True
    if isinstance(node, exp.Anonymous) and node.name.upper() == "TRUNC":
        model = node.expressions[1].name.upper() if len(node.expressions) > 1 else "DD"
        return context.types.of(value).kind is Kind.DATE and not model.startswith(("H", "MI"))
    if isinstance(node, (exp.Add, exp.Sub)):
        pair = moment_and_days(value, context)
        return pair is not None and is_whole_day(pair[0], context) and is_integral(context.types.of(pair[1]))
    return False
