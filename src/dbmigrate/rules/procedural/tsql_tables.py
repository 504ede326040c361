"""Tables of T-SQL code: table variables, parameters of a table type, the rows that a function returns."""

from __future__ import annotations

from dbmigrate.catalog.keys import path_of
from dbmigrate.catalog.values import Table
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Column, Node, TypeName
from dbmigrate.syntax.procedural.nodes import DataType
from dbmigrate.syntax.procedural.tsql_nodes import LocalVariable, TableVariable, TsqlParameter, TsqlRoutine, TsqlUnit

Text = tuple[str, list[object]]  # a template and what fills it


def table_type(type_: DataType, context: Context) -> Table | None:
    """`CREATE TYPE .. AS TABLE` of the estate."""
    if not isinstance(type_, TypeName) or type_.user is None:
        return None
    found = context.catalog.user_type(path_of(type_.user), context.schema)
    return found if isinstance(found, Table) and found.kind == "table type" else None


def is_table(node: Node | None, context: Context) -> bool:
    """A variable that holds rows."""
    return isinstance(node, TableVariable) or (
        isinstance(node, LocalVariable) and table_type(node.type, context) is not None
    )


def made_table(node: TableVariable | LocalVariable, name: str) -> Text:
    """The statements that make the temporary table which stands for a variable."""
    name = literal_template(name)
    made = f"DROP TABLE IF EXISTS pg_temp.{name}; CREATE TEMPORARY TABLE {name}"
    if isinstance(node, LocalVariable):
        return f"{told(name, 'LIKE {}')} {made} OF {{}};", [node.type, node.type]
    columns, places = column_list(node.elements)
    return f"{told(name, columns)} {made} {{}};", [*places, elements_part(node)]


def told(name: str, columns: str) -> str:
    """Tells plpgsql_check what a temporary table has that the code makes: without it no statement on the table can be
    checked. For the server it is a query of a constant. All are templates."""
    return f"PERFORM 'PRAGMA:TABLE: {name} ({columns})';"


def column_list(elements: tuple[Node, ...]) -> Text:
    columns = [e for e in elements if isinstance(e, Column) and e.type is not None]
    return ", ".join("{} {}" for _ in columns), [part for c in columns for part in (c.name, c.type)]


def elements_part(node: TableVariable) -> Part:
    """The columns with their parentheses."""
    return Part(node.keyword.last + 1, node.part.last)


def returned_table(unit: TsqlUnit) -> TableVariable | None:
    return unit.returns.table if isinstance(unit, TsqlRoutine) and unit.returns is not None else None


def returned_columns(table: TableVariable, context: Context) -> Text | None:
    """The list of RETURNS TABLE, whose columns are parameters; None where a column has no type of its own."""
    columns = [e for e in table.elements if isinstance(e, Column)]
    if not columns or any(c.type is None for c in columns):
        return None
    names = [context.names.spell(c.name.value, c.name.is_quoted(), "param") for c in columns]
    listed = ", ".join(f"{literal_template(name)} {{}}" for name in names)
    return f"TABLE ({listed})", [column.type for column in columns]


def is_rows_parameter(node: Node | None) -> bool:
    return isinstance(node, TsqlParameter) and node.read_only is not None
