"""How new text stands among the user's own: brackets where an operator or an index would tear it apart."""

from __future__ import annotations

from dbmigrate.engine.context import Context
from dbmigrate.engine.views import Expr
from dbmigrate.rules.functions.operands import bracketed, operand
from dbmigrate.syntax.ddl.nodes import IndexColumn


def as_key(found: Expr, template: str, context: Context) -> str:
    """A template that is no plain call: an index takes an expression only in brackets."""
    is_key = found.tree.root is found.node and bool(context.path) and isinstance(context.path[-1], IndexColumn)
    return f"({template})" if is_key else bracketed(found, template)


__all__ = ["as_key", "bracketed", "operand"]
