"""Whether an expression of a query can be NULL, as far as the estate tells."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from dbmigrate.catalog.keys import fold
from dbmigrate.engine.context import Context
from dbmigrate.types.sources import path_of_table

# Transact-SQL Reference, chapters "Aggregate functions", "Ranking functions", "Date and time functions".
NEVER_NULL: Final = frozenset(
    "COUNT COUNT_BIG ROW_NUMBER RANK DENSE_RANK NTILE GETDATE SYSDATETIME NEWID RAND GETUTCDATE".split()
)
FALLBACKS: Final = frozenset({"ISNULL", "COALESCE"})
BOTH: Final = (exp.Add, exp.Sub, exp.Mul)


def may_be_null(node: exp.Expr, context: Context) -> bool:
    """True where it is not known."""
    if isinstance(node, exp.Literal) and node.is_int and isinstance(node.parent, exp.Ordered):
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
    return isinstance(query, exp.Query) and is_null_output(query, int(node.this) - 1, context)


def is_null_output(query: exp.Expr, k: int, context: Context) -> bool:
    """Column k (from 0) of a query's rows."""
    if isinstance(query, exp.SetOperation):
        return is_null_output(query.this, k, context) or is_null_output(query.expression, k, context)
    if isinstance(query, exp.Subquery):
        return is_null_output(query.this, k, context)
    items = query.expressions if isinstance(query, exp.Select) else []
    if not 0 <= k < len(items) or any(item.is_star for item in items[: k + 1]):
        return True
    return may_be_null(items[k].unalias(), context)


def position(query: exp.Expr, name: str) -> int:
    """The place of a column of that name in a query's rows; -1 where there is none."""
    while isinstance(query, (exp.SetOperation, exp.Subquery)):
        query = query.this
    items = query.expressions if isinstance(query, exp.Select) else []
    return next((k for k, item in enumerate(items) if same(item.alias_or_name, name)), -1)


def is_filled(column: exp.Column, context: Context) -> bool:
    """A column that is declared NOT NULL, in a table that no outer join fills with NULL; or an alias of such a one."""
    query = column.find_ancestor(exp.Query)
    ordered = not column.table and isinstance(column.parent, exp.Ordered)
    if isinstance(query, exp.SetOperation):
        return ordered and not is_null_output(query, position(query, column.name), context)
    if not isinstance(query, exp.Select) or adds_nulls(query):
        return False
    if ordered:
        item = next((e for e in query.expressions if isinstance(e, exp.Alias) and same(e.alias, column.name)), None)
        if item is not None:
            return not may_be_null(item.this, context)
    sources = joined(query)
    if column.table:
        sources = [(s, fills) for s, fills in sources if same(s.alias_or_name, column.table)]
    known = [(filled, fills) for s, fills in sources if (filled := source_filled(s, column.name, context)) is not None]
    return known == [(True, False)] and (bool(column.table) or all(isinstance(s, exp.Table) for s, _ in sources))


def adds_nulls(select: exp.Select) -> bool:
    """Rows of ROLLUP, CUBE and GROUPING SETS, and rows of the old outer joins `*=`, hold NULL for columns that have none."""
    group, where = select.args.get("group"), select.args.get("where")
    sets = group is not None and group.find(exp.Rollup, exp.Cube, exp.GroupingSets) is not None
    return sets or (where is not None and any(c.args.get("join_mark") for c in where.find_all(exp.Column)))


def joined(select: exp.Select) -> list[tuple[exp.Expr, bool]]:
    """The items of FROM, each with whether a join may fill it with NULL."""
    source = select.args.get("from_")
    if source is None or select.args.get("pivots"):
        return []
    found: list[tuple[exp.Expr, bool]] = [(source.this, False)]
    for join in [*(select.args.get("joins") or []), *(select.args.get("laterals") or [])]:
        side = join.side if isinstance(join, exp.Join) else ""
        if side in ("RIGHT", "FULL"):
            found = [(s, True) for s, _ in found]
        lateral = join.this if isinstance(join, exp.Join) else join
        outer = isinstance(lateral, exp.Lateral) and lateral.args.get("cross_apply") is False
        found.append((lateral, side in ("LEFT", "FULL") or outer))
    return found


def source_filled(source: exp.Expr, name: str, context: Context) -> bool | None:
    """Whether a FROM item's column is never NULL; None where the item has no such column, as far as is known."""
    if source.args.get("pivots"):
        return False
    if isinstance(source, exp.Table):
        return declared_filled(source, name, context)
    query = source.this if isinstance(source, exp.Lateral) else source
    k = position(query, name) if isinstance(query, exp.Subquery) else -1
    return None if k < 0 else not is_null_output(query, k, context)


def declared_filled(table: exp.Table, name: str, context: Context) -> bool | None:
    """Whether the column is declared NOT NULL or belongs to the primary key; None where the table has none such."""
    path = path_of_table("sqlserver", table)
    found = context.catalog.table(path, context.schema) if path else None
    column = found.columns.get(fold("sqlserver", name, False)) if found is not None else None
    if found is None or column is None:
        return None
    key = found.primary_key.columns if found.primary_key is not None else ()
    return not column.nullable or column.identity or fold("sqlserver", name, False) in key


def same(a: str, b: str) -> bool:
    return a.lower() == b.lower()
