"""Constants that Oracle stores in a column of another type, as the target stores the same."""

from __future__ import annotations

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.views import Expr
from dbmigrate.rules.dml.stored_values import AS_IT_IS, Stored, store_of
from dbmigrate.rules.functions.date_constants import read_constant
from dbmigrate.rules.functions.oracle_implicit import as_text
from dbmigrate.rules.functions.placing import around
from dbmigrate.types.constants import Constant, constant_of
from dbmigrate.types.values import Type

BY_DEFAULT = "DD-MON-RR"  # NLS_DATE_FORMAT


def of_constant(to: Type, value: Expr, constant: Constant, context: Context) -> Stored:
    kept = store_of(to, context).kept(constant)
    if kept is None:
        return AS_IT_IS
    text, note = kept.text, kept.note
    if note == "date":
        moment = read_constant(constant.text, BY_DEFAULT)
        day = moment.text(fraction=False) if moment else None
        text, note = (f"timestamp '{day}'", "default") if day else ("", "unclear")
    return Stored([(value, literal_template(text), value)] if text else [], note)


def of_oracle(to: Type, value: Expr, context: Context) -> Stored:
    """A constant, a number that becomes a text; a date that becomes one is read by the session's settings."""
    constant = constant_of(value.node)
    if constant is not None:
        return of_constant(to, value, constant, context)
    given = context.types.of(value)
    if to.is_text and given.is_moment:
        return Stored([], "date")
    if to.is_text and given.is_number:
        made = as_text(value, context)
        return Stored(list(around(value, made.template)) if made.helpers else [], "", made.helpers)
    return AS_IT_IS
