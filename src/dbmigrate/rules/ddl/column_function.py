"""Computed columns that the target cannot store, as functions of a row: `t.c` calls c(t) there.

PostgreSQL, "Using Composite Types in Queries": functional notation and dot notation say the same.
"""

from __future__ import annotations

from dataclasses import replace

from dbmigrate.catalog.keys import Path
from dbmigrate.catalog.values import Column, Table
from dbmigrate.engine.context import Context
from dbmigrate.model import Part
from dbmigrate.rules.ddl.stored_calls import is_left_out
from dbmigrate.rules.procedural.tsql_rows import columns_found
from dbmigrate.syntax.lex import Lexed, LexError
from dbmigrate.syntax.sql import parse


def function_type(column: Column | None, table: Table | None, context: Context) -> str:
    """What the function gives; "" where there is none: the column is stored, or its type is not known."""
    if column is None or table is None or not is_left_out(column) or not column.expression or not table.name:
        return ""
    owner = f"[{table.schema}]." if table.schema else ""
    try:
        lexed = Lexed(f"SELECT {column.expression} AS found FROM {owner}[{table.name}]", "sqlserver")
    except LexError:
        return ""
    tree = parse(lexed, Part(0, len(lexed.tokens) - 1), "statement")
    if tree.root is None:
        return ""
    found = columns_found(tree, replace(context, lexed=lexed, path=[]))
    return found[0].type if len(found) == 1 else ""


def function_name(table: Path, column: str, context: Context) -> str:
    """In the schema of the table."""
    qualifier = context.names.object(table, "table", context.schema).rpartition(".")[0]
    name = context.names.spell_column(table, column, schema=context.schema)
    return f"{qualifier}.{name}" if qualifier else name


__all__ = ["function_name", "function_type"]
