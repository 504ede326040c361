"""How a value of another type is written where it is stored in a column of SQL Server's: the assignment casts.

Transact-SQL Reference, "CAST and CONVERT", "Truncating and rounding results"; "bit"; "datetime".
"""

from __future__ import annotations

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.views import Expr
from dbmigrate.records import dataclass
from dbmigrate.rules.functions.placing import around
from dbmigrate.rules.functions.sqlserver_conversions import keyword_of
from dbmigrate.rules.functions.sqlserver_implicit import Replacements, converted
from dbmigrate.rules.functions.text_forms import text_form
from dbmigrate.types.constants import Constant, Store, constant_of, store
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
    constant = constant_of(value.node)
    if constant is not None and not is_days(to, constant.quoted):
        is_bit = keyword_of(to) == "BIT" and context.options.bit != "smallint"
        return AS_IT_IS if is_bit else of_constant(value, constant, store_of(to, context))
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
    if keyword_of(to) == "DATETIME" and keyword_of(given) == "DATETIME2" and isinstance(value.node, exp.Column):
        return Stored(list(around(value, "dbmigrate.datetime_ticks({})")), "", ("datetime_ticks",))
    if keyword_of(to) == "SMALLDATETIME" and given.is_moment and keyword_of(given) not in ("SMALLDATETIME", "DATE"):
        return Stored(list(around(value, "date_trunc('minute', {} + interval '30.001 seconds')")))
    edits, note = converted(value, given, to)
    return Stored(edits, note, (), bool(edits))


def store_of(to: Type, context: Context) -> Store:
    return store(context.source.name, to, context.options.length_semantics, context.options.source_charset)


def of_constant(value: Expr, constant: Constant, to: Store) -> Stored:
    kept = to.kept(constant)
    if kept is None:
        return AS_IT_IS
    is_day = constant.text[:4].isdigit() and to.to.is_moment
    # What other rules make of the constant goes with it.
    edits: Replacements = [(value, literal_template(kept.text), value)] if kept.text else []
    return Stored(edits, kept.note, (), bool(edits) and constant.quoted and not is_day)


def is_days(to: Type, quoted: bool) -> bool:
    """A number as a moment: days since 1900."""
    return to.is_moment and not quoted


def as_bit(value: Expr, given: Type) -> Stored:
    """Any number but 0 is 1; the target's column takes nothing else."""
    if keyword_of(given) == "BIT":
        return AS_IT_IS
    return Stored(list(around(value, "sign(abs({}))")), refused=True)
