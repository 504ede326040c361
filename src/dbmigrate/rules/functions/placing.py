"""How new text stands among the user's own: brackets where an operator or an index would tear it apart."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.views import Expr
from dbmigrate.model import Part
from dbmigrate.rules.functions.operands import bracketed
from dbmigrate.syntax.ddl.nodes import IndexColumn

# T-SQL rules that write around a value of their own: what others write around it for its surroundings stands outside.
WRITTEN_FIRST: Final = ("FN426", "FN427", "FN443", "FN470", "OP218")
WRITTEN_BEFORE: Final = (*WRITTEN_FIRST, "FN400", "FN100", "FN118", "SE217")


def around(value: Expr, template: str) -> list[tuple[Part, str]]:
    """The template's text before and behind the value: what another rule makes of the value itself stays inside."""
    before, after = template.split("{}")
    return [(part, text) for part, text in ((value.part.before, before), (value.part.after, after)) if text]


def as_key(found: Expr, template: str, context: Context) -> str:
    """A template with an operator of its own."""
    return f"({template})" if is_key(found, context) else bracketed(found, template)


def as_key_only(found: Expr, template: str, context: Context) -> str:
    """A template that no operator beside it tears apart: a CASE, a cast."""
    return f"({template})" if is_key(found, context) else template


def is_key(found: Expr, context: Context) -> bool:
    """What an index takes without brackets as long as it is a plain call; the others get theirs from another rule."""
    is_root = isinstance(found.node, exp.Anonymous) and found.tree.root is found.node
    return is_root and bool(context.path) and isinstance(context.path[-1], IndexColumn)
