"""Texts that a T-SQL variable or result would cut off: a cast says the same in PostgreSQL, which refuses them else."""

from __future__ import annotations

from dbmigrate.catalog.elements import sql_type
from dbmigrate.engine.context import Context
from dbmigrate.rules.procedural.tsql_expressions import TsqlExpressions, literal_in
from dbmigrate.rules.procedural.tsql_text import Replacement
from dbmigrate.rules.procedural.tsql_values import is_cut, is_rounded
from dbmigrate.syntax.ddl.nodes import Name, Piece, TypeName
from dbmigrate.syntax.procedural.nodes import DataType
from dbmigrate.syntax.procedural.tsql_nodes import LocalVariable, TsqlParameter, TsqlUnit
from dbmigrate.types.values import Type, unknown


def type_of(name: Name, context: Context) -> DataType | None:
    """As the declaration of a variable writes it."""
    unit = context.above(TsqlUnit)
    node = unit.declared.get(name.value.lower()) if unit else None
    return node.type if isinstance(node, (LocalVariable, TsqlParameter)) else None


def declared(type_: DataType | None, context: Context) -> Type:
    sql = sql_type(type_) if isinstance(type_, TypeName) else None
    return context.types.estate.declared(sql, context.schema) if sql else unknown("type")


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
    return [(value.part.before, "("), (value.part.after, ")::{}", type_)]


def fitted(type_: DataType | None, value: Piece, context: Context) -> list[Replacement]:
    if type_ is None or not cuts(type_, value, context):
        return []
    return [(value.part.before, "("), (value.part.after, ")::{}", type_)]
