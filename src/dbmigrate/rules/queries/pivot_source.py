"""The FROM item that PIVOT or UNPIVOT stands behind: its place, its columns, its name."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from dbmigrate.catalog.keys import fold
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.views import Select
from dbmigrate.model import Part
from dbmigrate.records import dataclass
from dbmigrate.rules.queries.free_names import free_names
from dbmigrate.types.values import Kind


class Unclear(Exception):
    """The note that says why nothing is rewritten."""


@dataclass(frozen=True)
class PivotSource:
    """`item` is what is read, `clause` the operator behind it; `columns` the folded names of the item's columns."""

    select: Select
    item: Part
    clause: Part
    pivot: exp.Pivot
    columns: tuple[str, ...]
    alias: str  # behind the new sub-query: " AS name" where the user gave none
    inner: str  # behind the item inside of it
    empty: frozenset[str]  # columns that are a bare NULL

    def spelled(self, context: Context, name: str) -> str:
        """A folded name as a column of the target, as a template."""
        return literal_template(context.names.spell(name, True, "column"))


def pivot_sources(select: Select, word: str, context: Context) -> list[tuple[Part, PivotSource | Unclear]]:
    """Each PIVOT (or UNPIVOT) of this FROM with what it reads, or why that is not clear."""
    clause = select.clauses.get("FROM")
    if clause is None:
        return []
    words, around, close = select.lexed.words, select.lexed.brackets.around, select.lexed.brackets.close
    own = [k for k in range(clause.first, clause.last + 1) if around[k] == around[clause.first]]
    marks = [k for k in own if words[k] == word and words[k + 1] in ("(", "XML", "INCLUDE", "EXCLUDE")]
    items = [item for item in from_items(select.node) if item.args.get("pivots")]
    found: list[tuple[Part, PivotSource | Unclear]] = []
    for k in marks:
        opening = next(i for i in range(k + 1, k + 4) if words[i] == "(")
        part = Part(k, close.get(opening, opening))
        starts = [i for i in own if i < k and words[i] in ("FROM", ",", "JOIN", "PIVOT", "UNPIVOT")]
        start = max(starts)
        mine = [i for i in items if first_token(select, i) == start + 1]
        if len(mine) != 1 or len(mine[0].args["pivots"]) != 1:
            found.append((part, Unclear("form")))
            continue
        try:
            found.append((part, source_of(select, mine[0], Part(start + 1, k - 1), part, context)))
        except Unclear as reason:
            found.append((part, reason))
    return found


def from_items(node: exp.Expr) -> list[Any]:
    from_ = node.args.get("from_")
    return [from_.this, *(join.this for join in node.args.get("joins") or ())] if from_ is not None else []


def first_token(select: Select, item: exp.Expr) -> int:
    part = select.tree.part_of(item)
    return part.first if part else -1


def source_of(select: Select, item: Any, part: Part, clause: Part, context: Context) -> PivotSource:
    scopes = context.types.reader(select.tree).scopes
    empty: frozenset[str] = frozenset()
    if isinstance(item, exp.Table):
        source = scopes.table(item)
        columns, missing = tuple(source.columns), source.missing
    else:
        outputs = scopes.outputs(item)
        columns, missing = tuple(name for name, _ in outputs.items), outputs.missing
        empty = frozenset(name for name, type_ in outputs.items if type_().kind is Kind.NULL)
    if missing or not all(columns):
        raise Unclear("columns")
    pivot = item.args["pivots"][0]
    names = free_names(select.lexed, 2, "pivoted")
    alias = "" if pivot.alias or item.alias else f" AS {names[0]}"
    inner = f" AS {names[1]}" if isinstance(item, exp.Subquery) else ""
    return PivotSource(select, part, clause, pivot, columns, alias, inner, empty)


def folded_name(node: Any) -> str:
    """Of an identifier or a column, as Oracle keeps it."""
    identifier = node.this if isinstance(node, exp.Column) else node
    return fold("oracle", identifier.name, bool(identifier.args.get("quoted")))
