"""Oracle's (+) and SQL Server's *=: which FROM item each marked term makes optional, and the joins that say the same.

SQL Language Reference, "Outer Joins": a row of the other items is kept where no row of the marked one fits. In SQL Server
2000 ("Using Outer Joins") a term on the optional item alone belongs to the join as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.views import Select
from dbmigrate.model import Item, Part
from dbmigrate.types.sources import Source, folded


class Unclear(Exception):
    """The joins cannot be written; the message is the key of the rule's note."""


@dataclass
class Joined:
    """A FROM item. `terms` make it optional; `needs`: the items that they speak of."""

    index: int
    part: Part
    terms: list[Item] = field(default_factory=list)
    needs: set[int] = field(default_factory=set)

    @property
    def is_optional(self) -> bool:
        return bool(self.terms)


@dataclass
class Group:
    """Items that become one FROM item: those before the first optional one are joined without a condition."""

    items: list[Joined]


def marked_terms(select: Select) -> list[Item]:
    """The WHERE terms with (+) at a column of this query."""
    return [t for t in select.terms if is_marked(t, select)]


def is_marked(term: Item, select: Select) -> bool:
    return any(c.args.get("join_mark") for c in own_columns(term.tree, select.node))


def own_columns(tree: Any, query: Any) -> Iterator[Any]:
    """Columns of a term, without those of sub-queries in it."""
    for node in tree.walk(prune=lambda n: isinstance(n, exp.Query) and n is not tree):
        if isinstance(node, exp.Column):
            yield node


def items_of(select: Select) -> list[Part]:
    """The FROM items, separated by commas. Raises Unclear where the query joins in another way as well."""
    whole = select.clauses["FROM"]
    joins = select.node.args.get("joins") or []
    if any(j.args.get(k) for j in joins for k in ("on", "using", "side", "kind", "method")):
        raise Unclear("joins")
    parts = list(select.split(whole.first + 1, whole.last, ","))
    if len(parts) != 1 + len(joins):
        raise Unclear("joins")
    return parts


def read_joins(select: Select, context: Context) -> list[Joined]:
    """The FROM items with the marked terms that belong to each. Raises Unclear."""
    items = [Joined(i, part) for i, part in enumerate(items_of(select))]
    sources = context.types.reader(select.tree).scopes.sources(select.node)
    if len(sources) != len(items):
        raise Unclear("joins")
    unmarked = []
    for term in select.terms:
        if not is_marked(term, select):
            unmarked.append(term)
            continue
        marked: set[int] = set()
        others: set[int] = set()
        for column in own_columns(term.tree, select.node):
            index = owner(column, sources, select)
            if index is not None:
                (marked if column.args.get("join_mark") else others).add(index)
        if len(marked) != 1:
            raise Unclear("several" if marked else "owner")
        item = items[marked.pop()]
        item.terms.append(term)
        item.needs |= others - {item.index}
    if select.lexed.dialect == "sqlserver":
        with_own_terms(items, unmarked, sources, select)
    return items


def with_own_terms(items: list[Joined], terms: list[Item], sources: list[Source], select: Select) -> None:
    """Terms on one optional item alone."""
    for term in terms:
        owners = {owner(column, sources, select) for column in own_columns(term.tree, select.node)} - {None}
        for item in items:
            if item.is_optional and owners == {item.index}:
                item.terms.append(term)


def owner(column: Any, sources: list[Source], select: Select) -> int | None:
    """The FROM item of a column; None for columns of outer queries, pseudo-columns and variables."""
    dialect = select.lexed.dialect
    if column.table:
        label = folded(dialect, column.args["table"])
        return next((i for i, s in enumerate(sources) if s.label == label), None)
    name = folded(dialect, column.this)
    found = [i for i, s in enumerate(sources) if name in s.columns]
    if len(found) == 1:
        return found[0]
    missing = [i for i, s in enumerate(sources) if s.missing]
    if not found and len(missing) == 1 and column.args.get("join_mark"):
        return missing[0]
    if missing or found or column.args.get("join_mark"):
        raise Unclear("owner")
    return None


def grouped(items: list[Joined]) -> list[Group]:
    """Each optional item behind what it needs; what several items need together becomes one group. Raises Unclear."""
    groups = {i.index: Group([i]) for i in items if not i.is_optional}
    place = dict(groups.items())
    waiting = [i for i in items if i.is_optional]
    while waiting:
        ready = next((i for i in waiting if i.needs <= place.keys()), None)
        if ready is None or not place:
            raise Unclear("circle")
        waiting.remove(ready)
        needed = sorted({min(g.items[0].index for g in [place[n]]) for n in ready.needs}) or [min(place)]
        home = place[needed[0]]
        for other in (place[n] for n in needed[1:]):
            if other is not home:
                home = merged(home, other, place)
        home.items.append(ready)
        place[ready.index] = home
    unique: list[Group] = []
    for group in place.values():
        if not any(group is g for g in unique):
            unique.append(group)
    return sorted(unique, key=lambda g: g.items[0].index)


def merged(home: Group, other: Group, place: dict[int, Group]) -> Group:
    """Two groups as one, the items that must be there before the optional ones."""
    every = home.items + other.items
    home.items = [i for i in every if not i.is_optional] + [i for i in every if i.is_optional]
    for item in other.items:
        place[item.index] = home
    return home


def keeps_order(groups: list[Group]) -> bool:
    """`SELECT *` gives the columns in the order of the FROM items."""
    found = [item.index for group in groups for item in group.items]
    return found == sorted(found)
