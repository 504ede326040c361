"""A hierarchical query over several tables: their rows are joined first, then CONNECT BY walks through what was joined.

SQL Language Reference, "Hierarchical Queries": join predicates of WHERE are evaluated before CONNECT BY, the others behind.
"""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.views import Select
from dbmigrate.model import Item
from dbmigrate.rules.queries.marked_joins import Unclear as NoOwner
from dbmigrate.rules.queries.marked_joins import own_columns, owner
from dbmigrate.types.scopes import Scopes
from dbmigrate.types.sources import Source, path_of_table


def joined_tables(select: Select, context: Context) -> list[str] | None:
    """What FROM calls its tables, as written; None where a whole row of one of them cannot be carried along."""
    node, scopes = select.node, context.types.reader(select.tree).scopes
    joins = node.args.get("joins") or []
    first = node.args["from_"].this
    joins = [*(first.args.get("joins") or []), *joins]
    if any(j.args.get("using") or j.args.get("method") == "NATURAL" for j in joins):
        return None
    items = [first, *(j.this for j in joins)]
    sources = scopes.sources(node)
    if len(items) != len(sources) or any(s.label in other.columns for s in sources for other in sources):
        return None
    if not all(is_table(item, scopes) for item in items):
        return None
    labels = [item.args["alias"].this if item.alias else item.this for item in items]
    tokens = [select.lexed.by_start.get(label.meta.get("start", -1)) for label in labels]
    if None in tokens:
        return None
    return [select.lexed.tokens[k].text if not select.lexed.is_quoted(k) else f'"{labels[i].name}"'
            for i, k in enumerate(tokens) if k is not None]  # fmt: skip


def is_table(item: Any, scopes: Scopes) -> bool:
    """A table or view: the rows of a sub-query or WITH query have no type of their own."""
    if not isinstance(item, exp.Table) or item.args.get("pivots"):
        return False
    path = path_of_table("oracle", item)
    return bool(path) and scopes.common_table(item, path) is None


def join_terms(select: Select, sources: list[Source]) -> list[Item] | None:
    """The terms of WHERE that read several tables, without those with (+), which QY014 moves; None where that is not clear."""
    where = select.node.args.get("where")
    if where is None:
        return []
    try:
        if not select.terms:
            return [] if len(tables_of(where.this, select, sources)) < 2 else None
        found = []
        for term in select.terms:
            marked = any(c.args.get("join_mark") for c in own_columns(term.tree, select.node))
            if not marked and len(tables_of(term.tree, select, sources)) > 1:
                found.append(term)
        return found
    except NoOwner:
        return None


def tables_of(tree: Any, select: Select, sources: list[Source]) -> set[int]:
    return {i for c in own_columns(tree, select.node) if (i := owner(c, sources, select)) is not None}


def row_of(column: Any, select: Select, sources: list[Source]) -> str | None:
    """The carried row that a column belongs to."""
    try:
        index = owner(column, sources, select)
    except NoOwner:
        return None
    return None if index is None else f"row{index + 1}"
