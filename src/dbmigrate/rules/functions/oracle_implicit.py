"""How a value of one type is written where Oracle takes it for another: numbers as texts, texts as numbers.

SQL Language Reference, "Implicit Data Conversion".
"""

from __future__ import annotations

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.views import Expr
from dbmigrate.records import dataclass
from dbmigrate.rules.functions.operands import operand
from dbmigrate.types.oracle import is_integral
from dbmigrate.types.values import Kind, Type


@dataclass(frozen=True, slots=True)
class Written:
    """A template for the value's place; `review`: the session's settings decide what Oracle makes of it."""

    template: str = "{}"
    helpers: tuple[str, ...] = ()
    review: bool = False

    @property
    def changes(self) -> bool:
        return self.template != "{}"


AS_IT_IS = Written()
BY_SETTINGS = Written(review=True)


def as_text(value: Expr, context: Context) -> Written:
    """A number as TO_CHAR shows it. Dates follow NLS_DATE_FORMAT: they stay and are reported."""
    found = context.types.of(value)
    if found.is_moment or found.kind is Kind.INTERVAL:
        return BY_SETTINGS
    if not found.is_number:
        return AS_IT_IS
    if is_integral(found):
        return Written(operand(value) + "::text")
    if found.kind is Kind.NUMBER:
        typed = f"{operand(value)}::numeric" if context.options.helpers == "inline" else "{}"  # which of two is meant
        return Written(f"dbmigrate.to_char({typed})", ("to_char",))
    return Written(operand(value) + "::text", review=True)  # Oracle writes BINARY_DOUBLE with an exponent


def as_number(value: Expr, context: Context) -> Written:
    """A text as TO_NUMBER reads it; a constant is read by the target itself."""
    found = context.types.of(value)
    return Written(operand(value) + "::numeric") if found.is_text and not is_literal(value) else AS_IT_IS


def is_literal(value: Expr) -> bool:
    """A constant that the target reads as the type that is wanted; one that CASE gives is a text there."""
    return isinstance(value.node, (exp.Literal, exp.National, exp.RawString))


def as_integer(value: Expr, context: Context) -> Written:
    """For the target's functions that take integers only; Oracle cuts a fraction off."""
    found = context.types.of(value)
    if found.kind is Kind.NULL or found.target in ("integer", "smallint"):
        return AS_IT_IS
    if found.is_text and is_literal(value):
        return AS_IT_IS
    if found.is_text:
        return Written(operand(value) + "::numeric::integer")
    if is_integral(found):
        return Written(operand(value) + "::integer")
    return Written("trunc({})::integer")


def converted(value: Expr, given: Type, to: Type) -> str:
    """A template for what the target would store otherwise and say nothing: "" where it stores the same.

    A timestamp that becomes a date loses its fraction, and is not rounded; digits become bytes, and bytes digits.
    """
    if to.kind is Kind.DATE and given.kind in (Kind.TIMESTAMP, Kind.ZONED) and not given.constant:
        return "date_trunc('second', {})"
    if to.kind is Kind.BINARY and given.is_text and not given.constant:
        return "decode({}, 'hex')"
    return "upper(encode({}, 'hex'))" if to.is_text and given.kind is Kind.BINARY else ""


def is_canonical(found: Type, text: str) -> bool:
    """A text constant that is the number's own text, so that it does not matter which of the two is converted."""
    return found.is_text and found.constant and text.isdigit() and (text == "0" or text[0] != "0")
