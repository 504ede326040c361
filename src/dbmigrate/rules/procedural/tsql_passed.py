"""Values that T-SQL passes to routines, as the parameters' types hold them: by the assignment's own conversions.

Transact-SQL Reference, "CAST and CONVERT": what is passed is converted as what is stored.
"""

from __future__ import annotations

import re
from typing import Final

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.views import Expr
from dbmigrate.model import Part
from dbmigrate.rules.dml.stored_values import store_of
from dbmigrate.rules.functions.short_texts import limited
from dbmigrate.rules.functions.sqlserver_conversions import CAST, Conversion, written
from dbmigrate.rules.procedural.tsql_cut import around
from dbmigrate.rules.procedural.tsql_text import Replacement
from dbmigrate.rules.procedural.tsql_type_text import type_text
from dbmigrate.types.constants import constant_of
from dbmigrate.types.values import Kind, Type

TEXTUAL: Final = frozenset({"text", "varchar", "char", "bpchar"})
COUNTED: Final = frozenset({"integer", "bigint", "numeric", "double precision"})  # take a literal number as it is
HELPER: Final = re.compile(r"\bdbmigrate\.(\w+)\(")


def passed(value: Expr, part: Part, to: Type, wanted: str, context: Context) -> list[Replacement]:
    """`wanted`: what the target calls the parameter's type, "" where that is not known."""
    constant = constant_of(value.node)
    if constant is not None and to.is_known and not (to.is_moment and not constant.quoted) and not to.is_text:
        kept = store_of(to, context).kept(constant)
        if kept is not None and kept.text:
            return [(value, literal_template(kept.text), value)]
    given = context.types.of(value)
    if not needs_cast(wanted, value.node, type_text(given, context)) or given.kind is Kind.NULL:
        return []
    text = literal_template(wanted)
    if given.is_known and to.is_known:
        conversion = Conversion(value, value, part, to, given, None, True)
        made = limited(conversion, written(conversion)) if to.is_text else written(conversion)
        if made.template not in (None, CAST):
            return around(value, part, made, text, [])
    plain = part.first == part.last or isinstance(value.node, (exp.Column, exp.Anonymous, exp.Paren))
    before, after = ("", "") if plain else ("(", ")")
    return [*([(part.before, before)] if before else []), (part.after, f"{after}::{text}")]


def needs_cast(wanted: str, node: object, given: str) -> bool:
    """The target would find no routine for the value, or another one. `given`: its type's name there."""
    if not wanted or isinstance(node, (exp.National, exp.Null)):
        return False
    if isinstance(node, exp.Literal):
        return not node.is_string and base(wanted) not in COUNTED
    return base(wanted) != base(given)


def base(text: str) -> str:
    word = text.partition("(")[0]
    return "text" if word in TEXTUAL else word


def helpers_of(edits: list[Replacement]) -> tuple[str, ...]:
    """The helpers that the new text calls."""
    texts = (item for edit in edits for item in edit if isinstance(item, str))
    return tuple(sorted({name for text in texts for name in HELPER.findall(text)}))
