"""Which columns can carry a check constraint that keeps the range of a source's type."""

from __future__ import annotations

from dbmigrate.engine.context import Context
from dbmigrate.rules.types.spelling import is_declared
from dbmigrate.syntax.ddl.nodes import Action, AlterTable, Column, CreateTable, CreateType, TypeName


def checked_column(found: TypeName, context: Context) -> Column | None:
    """The column of a table that is created or gets this column; None for CASTs, type definitions and ALTER COLUMN."""
    column = context.above(Column)
    if column is None or not is_declared(found, context) or context.above(CreateType):
        return None
    if context.above(CreateTable):
        return column
    action = context.above(Action)
    return column if context.above(AlterTable) and action and action.kind == "add column" else None
