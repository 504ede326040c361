"""How an argument of a rewritten call is placed in the new text: in brackets where an operator would tear it apart."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from dbmigrate.catalog.elements import calls_in
from dbmigrate.engine.context import Context
from dbmigrate.engine.views import Expr
from dbmigrate.rules.ddl.stored_calls import cannot_be_stored
from dbmigrate.syntax.ddl.nodes import Computed
from dbmigrate.types.values import Kind, Type

ATOMS: Final = (
    exp.Column, exp.Identifier, exp.Literal, exp.National, exp.Null, exp.Paren, exp.Subquery, exp.Case, exp.Cast, exp.Convert,
)  # fmt: skip
# Their rules write operators, and put brackets around them only where an operator of the user's stands beside.
WRITE_OPERATORS: Final = frozenset({"DATEADD", "DATEDIFF"})
ARITHMETIC: Final = (exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Mod, exp.Neg, exp.BitwiseAnd, exp.BitwiseOr, exp.BitwiseXor)


def operand(e: Expr) -> str:
    """`{}` or `({})`: a place that a cast or an operator may follow."""
    call = isinstance(e.node, exp.Anonymous) and e.node.name.upper() not in WRITE_OPERATORS
    return "{}" if call or isinstance(e.node, ATOMS) else "({})"


def bracketed(found: Expr, template: str) -> str:
    """A template that is an operator expression, in brackets beside an operator that would tear it apart."""
    return f"({template})" if isinstance(found.parent, (*ARITHMETIC, exp.Collate, exp.Dot, exp.AtTimeZone)) else template


def constant(node: exp.Expr) -> str | None:
    """The value of a text constant."""
    if isinstance(node, exp.National) or (isinstance(node, exp.Literal) and node.is_string):
        return str(node.this)
    return None


def whole(node: exp.Expr | None) -> int | None:
    """The value of an integer constant, also behind a minus sign or in brackets."""
    if isinstance(node, exp.Paren):
        return whole(node.this)
    if isinstance(node, exp.Neg):
        value = whole(node.this)
        return None if value is None else -value
    return int(node.this) if isinstance(node, exp.Literal) and not node.is_string and node.this.isdigit() else None


def in_computed_column(context: Context) -> bool:
    """DD202 writes the expressions of stored columns as a whole; others become functions, whose text is like any other."""
    computed = context.above(Computed)
    return computed is not None and not cannot_be_stored(calls_in(computed.value))


def kind(e: Expr, context: Context) -> Kind:
    return type_of(e, context).kind


def type_of(e: Expr, context: Context) -> Type:
    return context.types.of(e)
