"""How a value stands in JSON text that Oracle makes: numbers without zeros at their end, dates as ISO 8601 has them.

JSON Developer's Guide, "SQL/JSON Generation Functions", "Handling of Input Values".
"""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.views import Expr
from dbmigrate.records import dataclass
from dbmigrate.rules.functions.operands import operand
from dbmigrate.types.oracle import is_integral
from dbmigrate.types.values import Kind

MADE: Final = (exp.JSONObject, exp.JSONObjectAgg)
MADE_CALLS: Final = frozenset({"JSON_ARRAY", "JSON_ARRAYAGG", "JSON_QUERY"})


@dataclass(frozen=True, slots=True)
class JsonValue:
    """`note`: what a person must look at."""

    template: str
    note: str = ""


def json_value(value: Expr, context: Context, is_json: bool = False) -> JsonValue:
    """The value as JSON text, NULL where it is NULL. `is_json`: FORMAT JSON stands behind it."""
    node = value.node
    if is_json or isinstance(node, MADE) or (isinstance(node, exp.Anonymous) and node.name.upper() in MADE_CALLS):
        return JsonValue("{}")
    found = context.types.of(value)
    if found.kind is Kind.NUMBER:
        return JsonValue(operand(value) + "::text" if is_integral(found) else "trim_scale({})::text")
    if found.is_text:
        return JsonValue("to_json({}::text)::text" if found.constant else "to_json({})::text")
    if found.kind is Kind.NULL:
        return JsonValue("NULL::text")
    return JsonValue("to_json({})::text", "" if found.kind is Kind.DATE else "form")
