"""INSERT, UPDATE and DELETE in T-SQL code, judged: what is stored in which column."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from dbmigrate.catalog.values import Table
from dbmigrate.rules.procedural.judged_types import Unclear
from dbmigrate.rules.procedural.tsql_expressions import TsqlExpressions, literal_of
from dbmigrate.rules.procedural.tsql_values import storable
from dbmigrate.syntax.procedural.tsql_statements import TsqlSql
from dbmigrate.syntax.sql import Tree


def changed(expressions: TsqlExpressions, tree: Tree, sql: TsqlSql) -> None:
    """Raises Unclear where a value would be converted on its way into its column."""
    root = tree.root
    if isinstance(root, exp.Insert):
        inserted(expressions, tree, root)
    elif isinstance(root, exp.Update) and not sql.assigned:
        updated(expressions, tree, root)
    elif not isinstance(root, exp.Delete):
        raise Unclear(sql.part, f"{sql.verb.upper()} in this form")


def inserted(expressions: TsqlExpressions, tree: Tree, root: exp.Insert) -> None:
    listed = isinstance(root.this, exp.Schema)
    target = root.this.this if listed else root.this
    table = table_of(expressions, target)
    if table is None or not listed:
        raise expressions.unclear(tree, root, "INSERT without columns" if table else "INSERT")
    names = [c.name.lower() for c in root.this.expressions]
    source = root.expression
    if isinstance(source, exp.Values):
        rows = [row.expressions for row in source.expressions if isinstance(row, exp.Tuple)]
    elif isinstance(source, exp.Select):
        rows = [source.expressions]
    else:
        raise expressions.unclear(tree, root, "INSERT in this form")
    for row in rows:
        if len(row) != len(names):
            raise expressions.unclear(tree, root, "INSERT in this form")
        for name, value in zip(names, row, strict=True):
            stored(expressions, tree, table, name, value)


def updated(expressions: TsqlExpressions, tree: Tree, root: exp.Update) -> None:
    table = table_of(expressions, root.this) or aliased(expressions, root)
    if table is None:
        raise expressions.unclear(tree, root, "UPDATE")
    for change in root.expressions:
        if not isinstance(change, exp.EQ) or not isinstance(change.this, exp.Column):
            raise expressions.unclear(tree, change, "SET")
        stored(expressions, tree, table, change.this.name.lower(), change.expression)


def stored(expressions: TsqlExpressions, tree: Tree, table: Table, name: str, value: Any) -> None:
    column = table.columns.get(name)
    if column is None or column.type is None:
        raise expressions.unclear(tree, value, name)
    held = expressions.context.types.estate.declared(column.type, table.schema)
    found = expressions.known(tree, value)
    if not storable(held, found, literal_of(value)):
        raise expressions.unclear(tree, value, "conversion between types")


def table_of(expressions: TsqlExpressions, node: Any) -> Table | None:
    if not isinstance(node, exp.Table) or not isinstance(node.this, exp.Identifier):
        return None
    path = tuple(i.name.lower() for i in (node.args.get("catalog"), node.args.get("db"), node.this) if i)
    return expressions.context.catalog.table(path, expressions.context.schema)


def aliased(expressions: TsqlExpressions, root: exp.Update) -> Table | None:
    name = root.this.name.lower()
    for found in root.find_all(exp.Table):
        if found is not root.this and found.alias.lower() == name:
            return table_of(expressions, found)
    return None
