"""Arguments of date functions: SQL Server takes moments, texts of moments, and numbers of days since 1900."""

from __future__ import annotations

import re
from typing import Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.views import Call, Expr
from dbmigrate.rules.functions.date_styles import by_style
from dbmigrate.rules.functions.operands import constant, kind, operand, whole
from dbmigrate.types.values import TEXTS

# Transact-SQL Reference, "DATEADD", "DATEDIFF", "DATEPART": names of parts and their short forms.
PARTS: Final = {
    **dict.fromkeys(("YEAR", "YY", "YYYY"), "year"),
    **dict.fromkeys(("QUARTER", "QQ", "Q"), "quarter"),
    **dict.fromkeys(("MONTH", "MM", "M"), "month"),
    **dict.fromkeys(("DAYOFYEAR", "DY", "Y"), "dayofyear"),
    **dict.fromkeys(("DAY", "DD", "D"), "day"),
    **dict.fromkeys(("WEEK", "WK", "WW"), "week"),
    **dict.fromkeys(("WEEKDAY", "DW", "W"), "weekday"),
    **dict.fromkeys(("HOUR", "HH"), "hour"),
    **dict.fromkeys(("MINUTE", "MI", "N"), "minute"),
    **dict.fromkeys(("SECOND", "SS", "S"), "second"),
    **dict.fromkeys(("MILLISECOND", "MS"), "millisecond"),
    **dict.fromkeys(("MICROSECOND", "MCS"), "microsecond"),
    **dict.fromkeys(("NANOSECOND", "NS"), "nanosecond"),
    **dict.fromkeys(("ISO_WEEK", "ISOWK", "ISOWW"), "iso_week"),
}


TIME: Final = re.compile(r"\d{1,2}:\d{2}(:\d{2}(\.\d{1,6})?)?")  # of the first day


def part_name(call: Call) -> str:
    """The part that the first argument names; "" where it is none of the above (a variable is refused)."""
    node = call.args[0].node if call.args else None
    return PARTS.get(node.name.upper(), "") if isinstance(node, (exp.Column, exp.Identifier, exp.Var)) else ""


def moment(e: Expr, context: Context) -> str | None:
    """The template of a timestamp or date; None for what the target reads otherwise, or where the text is unclear."""
    text, days = constant(e.node), whole(e.node)
    if text is not None and TIME.fullmatch(text.strip()):
        return f"timestamp '1900-01-01 {text.strip()}'"
    if text is not None:
        return "{}::timestamp" if by_style(text, 0) == text else None
    if days is not None:
        return "timestamp '1900-01-01'" + (f" + interval '{days} days'" if days else "")
    found = kind(e, context)
    if found in TEXTS:
        return f"{operand(e)}::timestamp"
    return operand(e)


def places(template: str, e: Expr) -> tuple[Expr, ...]:
    """What fills the template: nothing where a constant was written anew."""
    return (e,) if "{}" in template else ()
