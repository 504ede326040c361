"""How a value of another type is written where it is stored in a column of SQL Server's: the assignment casts.

Transact-SQL Reference, "CAST and CONVERT", "Truncating and rounding results".
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.views import Expr
from dbmigrate.rules.functions.placing import around
from dbmigrate.rules.functions.sqlserver_implicit import Replacements, converted
from dbmigrate.rules.functions.text_forms import text_form
from dbmigrate.types.values import Type


@dataclass(frozen=True)
class Pair:
    """`value` is stored in `column`, which is of type `to`."""

    column: str
    to: Type
    value: Expr


def stored(pair: Pair, context: Context) -> tuple[Replacements, str, tuple[str, ...], bool]:
    """The edits, what a person must look at, the helpers, and whether the target refuses the value as it is."""
    value, to = pair.value, pair.to
    if isinstance(value.node, (exp.Null, exp.Column)) and value.node.name.upper() in ("DEFAULT", "NULL"):
        return [], "", (), False
    given = context.types.of(value)
    if to.is_text:
        form = text_form(value, given)
        if form is None or form.alike:
            return [], "", (), False
        return list(around(value, form.template)), form.note, form.helpers, False
    if to.is_whole and given.is_number and not given.is_whole and keyword(to) != "BIT":
        return list(around(value, "trunc({})")), "", (), False
    edits, note = converted(value, given, to)
    return edits, note, (), bool(edits)


def keyword(type_: Type) -> str:
    return type_.sql.keyword if type_.sql else ""
