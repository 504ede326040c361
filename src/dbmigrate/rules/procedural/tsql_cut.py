"""Texts that a T-SQL variable or result would cut off: a cast says the same in PostgreSQL, which refuses them else."""

from __future__ import annotations

from dbmigrate.engine.context import Context
from dbmigrate.rules.procedural.tsql_expressions import TsqlExpressions, literal_in
from dbmigrate.rules.procedural.tsql_text import Replacement
from dbmigrate.rules.procedural.tsql_type_text import declared, named_type
from dbmigrate.rules.procedural.tsql_values import is_cut, is_rounded
from dbmigrate.syntax.ddl.nodes import Name, Piece
from dbmigrate.syntax.procedural.nodes import DataType
from dbmigrate.syntax.procedural.tsql_nodes import LocalVariable, TsqlParameter, TsqlUnit


def type_of(name: Name, context: Context) -> DataType | None:
    """As the declaration of a variable writes it."""
    unit = context.above(TsqlUnit)
    node = unit.declared.get(name.value.lower()) if unit else None
    return node.type if isinstance(node, (LocalVariable, TsqlParameter)) else None


def cuts(type_: DataType | None, value: Piece, context: Context) -> bool:
    """What holds this type cuts off what the value may be."""
    unit = context.above(TsqlUnit)
    if unit is None:
        return False
    found = TsqlExpressions(unit, context).untested(value)
    return is_cut(declared(type_, context), found, literal_in(value))


def rounded(type_: DataType, value: Piece, context: Context) -> list[Replacement]:
    """The value of a function, cast to the function's type where PostgreSQL would return more digits or letters."""
    unit = context.above(TsqlUnit)
    if unit is None:
        return []
    found = TsqlExpressions(unit, context).untested(value)
    if not is_rounded(declared(type_, context), found, literal_in(value)):
        return []
    return cast(type_, value, context)


def cast(type_: DataType, value: Piece, context: Context) -> list[Replacement]:
    text, places = named_type(type_, context)
    return [(value.part.before, "("), (value.part.after, f")::{text}", *places)]


def fitted(type_: DataType | None, value: Piece, context: Context) -> list[Replacement]:
    if type_ is None or not cuts(type_, value, context):
        return []
    return cast(type_, value, context)
