"""How a value of another type is written where it is stored in a column of SQL Server's: the assignment casts.

Transact-SQL Reference, "CAST and CONVERT", "Truncating and rounding results"; "bit"; "datetime".
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.views import Expr
from dbmigrate.rules.functions.datetime_ticks import aligned
from dbmigrate.rules.functions.operands import constant, whole
from dbmigrate.rules.functions.placing import around
from dbmigrate.rules.functions.sqlserver_conversions import keyword_of
from dbmigrate.rules.functions.sqlserver_implicit import Replacements, converted
from dbmigrate.rules.functions.text_forms import text_form
from dbmigrate.types.sqlserver import MONEY
from dbmigrate.types.values import Type


@dataclass(frozen=True)
class Pair:
    """`value` is stored in `column`, which is of type `to`."""

    column: str
    to: Type
    value: Expr


@dataclass(frozen=True)
class Stored:
    """The edits, what a person must look at, the helpers, and whether the target refuses the value as it is."""

    edits: Replacements
    note: str = ""
    helpers: tuple[str, ...] = ()
    refused: bool = False


AS_IT_IS = Stored([])


def stored(pair: Pair, context: Context) -> Stored:
    value, to = pair.value, pair.to
    if isinstance(value.node, (exp.Null, exp.Column)) and value.node.name.upper() in ("DEFAULT", "NULL"):
        return AS_IT_IS
    given = context.types.of(value)
    if to.is_text:
        form = text_form(value, given)
        if form is None or form.alike:
            return AS_IT_IS
        return Stored(list(around(value, form.template)), form.note, form.helpers)
    if keyword_of(to) == "BIT" and given.is_number:
        return as_bit(value, given) if context.options.bit == "smallint" else AS_IT_IS
    if to.is_whole and given.is_number and not given.is_whole and keyword_of(given) not in MONEY:
        return Stored(list(around(value, "trunc({})")))
    if keyword_of(to) in ("DATETIME", "SMALLDATETIME"):
        moment = as_stored_moment(value, given, keyword_of(to))
        if moment is not None:
            return moment
    edits, note = converted(value, given, to)
    return Stored(edits, note, (), bool(edits))


def as_bit(value: Expr, given: Type) -> Stored:
    """Any number but 0 is 1; the target's column takes nothing else."""
    n = whole(value.node)
    if n in (0, 1) or keyword_of(given) == "BIT":
        return AS_IT_IS
    if n is not None:
        return Stored([(value, "1")], refused=True)
    return Stored(list(around(value, "sign(abs({}))")), refused=True)


def as_stored_moment(value: Expr, given: Type, keyword: str) -> Stored | None:
    """A constant with the fraction that the type keeps; a DATETIME2 column through the function that rounds so."""
    text = constant(value.node)
    new = aligned(text, keyword) if text is not None else None
    if new is not None:
        return Stored([(value, literal_template(f"'{new}'"))])
    if keyword == "DATETIME" and keyword_of(given) == "DATETIME2" and isinstance(value.node, exp.Column):
        return Stored(list(around(value, "dbmigrate.datetime_ticks({})")), "", ("datetime_ticks",))
    return None
