"""Whether an expression of a query can be NULL, as far as the estate tells."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from dbmigrate.catalog.keys import fold
from dbmigrate.engine.context import Context

# Transact-SQL Reference, chapters "Aggregate functions", "Ranking functions", "Date and time functions".
NEVER_NULL: Final = frozenset(
    "COUNT COUNT_BIG ROW_NUMBER RANK DENSE_RANK NTILE GETDATE SYSDATETIME NEWID RAND GETUTCDATE".split()
)
FALLBACKS: Final = frozenset({"ISNULL", "COALESCE"})
BOTH: Final = (exp.Add, exp.Sub, exp.Mul)


def may_be_null(node: exp.Expr, context: Context) -> bool:
    """True where it is not known."""
    if isinstance(node, exp.Literal) and node.is_int:
        return is_null_item(node, context)
    if isinstance(node, (exp.Literal, exp.National)):
        return False
    if isinstance(node, (exp.Paren, exp.Window, exp.Collate)):
        return may_be_null(node.this, context)
    if isinstance(node, BOTH):
        return may_be_null(node.this, context) or may_be_null(node.expression, context)
    if isinstance(node, exp.Anonymous):
        name = node.name.upper()
        if name in FALLBACKS:
            return all(may_be_null(argument, context) for argument in node.expressions)
        return name not in NEVER_NULL
    if isinstance(node, exp.Subquery):
        return not is_constant(node.this)
    return not (isinstance(node, exp.Column) and is_filled(node, context))


def is_constant(query: exp.Expr) -> bool:
    """`(SELECT NULL)` is an order that is none: all rows are alike."""
    return isinstance(query, exp.Select) and not query.args.get("from_") and not list(query.find_all(exp.Column))


def is_null_item(node: exp.Literal, context: Context) -> bool:
    """A position in the select list; inside of OVER it is only a number."""
    query = node.find_ancestor(exp.Query, exp.Window)
    if not isinstance(query, exp.Select) or int(node.this) > len(query.expressions):
        return not isinstance(query, exp.Window)
    item = query.expressions[int(node.this) - 1]
    return item.is_star or may_be_null(item.unalias(), context)


def is_filled(column: exp.Column, context: Context) -> bool:
    """A column that is declared NOT NULL, in a table that no outer join fills with NULL; or an alias of such a one."""
    select = column.find_ancestor(exp.Query)
    if not isinstance(select, exp.Select):
        return False
    if not column.table and isinstance(column.parent, exp.Ordered):
        item = next((e for e in select.expressions if isinstance(e, exp.Alias) and same(e.alias, column.name)), None)
        if item is not None:
            return not any(c is column for c in item.find_all(exp.Column)) and not may_be_null(item.this, context)
    tables = joined_tables(select)
    if tables is None:
        return False
    if column.table:
        tables = [t for t in tables if same(t.alias_or_name, column.table)]
    return [filled for t in tables if (filled := declared_filled(t, column.name, context)) is not None] == [True]


def joined_tables(select: exp.Select) -> list[exp.Table] | None:
    """The tables of FROM; None where a join may fill them with NULL, or where there is something else than a table."""
    source = select.args.get("from_")
    joins = select.args.get("joins") or []
    if source is None or any(j.side for j in joins) or any(select.args.get(k) for k in ("laterals", "pivots")):
        return None
    tables = [source.this, *(j.this for j in joins)]
    return tables if all(isinstance(t, exp.Table) and not t.args.get("pivots") for t in tables) else None


def declared_filled(table: exp.Table, name: str, context: Context) -> bool | None:
    """Whether the column is declared NOT NULL or belongs to the primary key; None where the table has none such."""
    parts = [table.args.get("db"), table.args.get("this")]
    path = tuple(fold("sqlserver", part.name, False) for part in parts if part is not None)
    found = context.catalog.table(path, context.schema)
    column = found.columns.get(fold("sqlserver", name, False)) if found is not None else None
    if found is None or column is None:
        return None
    key = found.primary_key.columns if found.primary_key is not None else ()
    return not column.nullable or column.identity or fold("sqlserver", name, False) in key


def same(a: str, b: str) -> bool:
    return a.lower() == b.lower()
