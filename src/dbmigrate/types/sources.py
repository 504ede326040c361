"""What a query reads from: each FROM item as a source of columns, and the columns that a query gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from sqlglot import exp

from dbmigrate.catalog.keys import Path, fold
from dbmigrate.types.values import Type, unknown

Lazy = Callable[[], Type]


@dataclass(eq=False, slots=True)
class Source:
    """A FROM item. `columns` by folded name, in order; `missing` names what is not known where there may be others."""

    label: str
    columns: Mapping[str, Lazy]
    missing: str = ""
    optional: bool = False  # the outer side of a join: every column can be NULL
    path: Path = ()

    def column(self, name: str) -> Type | None:
        """None where the source has no such column; unknown where it may have one."""
        found = self.columns.get(name)
        if found is not None:
            return found().with_nulls(True) if self.optional else found()
        return unknown(self.missing) if self.missing else None


@dataclass(eq=False, slots=True)
class Outputs:
    """The columns that a query gives: folded names ("" for an expression without one) and their types."""

    items: list[tuple[str, Lazy]] = field(default_factory=list)
    missing: str = ""

    def settled(self) -> Outputs:
        """The same without what they were worked out from."""
        return Outputs([(name, partial(same, lazy())) for name, lazy in self.items], self.missing)

    def renamed(self, names: list[str]) -> Outputs:
        """Under the names of a view's or alias's column list."""
        if self.missing:
            return Outputs([(name, partial(unknown, self.missing)) for name in names])
        return Outputs([(n, lazy) for n, (_, lazy) in zip(names, self.items, strict=False)])

    def source(self, label: str) -> Source:
        columns: dict[str, Lazy] = {}
        for name, lazy in self.items:
            if name:
                columns.setdefault(name, lazy)
        return Source(label, columns, self.missing)


def same(found: Type) -> Type:
    return found


def folded(dialect: str, name: exp.Expr) -> str:
    """With the signs of a temporary table, which sqlglot keeps apart."""
    signs = "#" if name.args.get("temporary") else "##" if name.args.get("global_") else ""
    return fold(dialect, signs + name.name, bool(name.args.get("quoted")))


def path_of_table(dialect: str, node: exp.Table) -> Path:
    """() for a table function."""
    parts = [node.args.get(k) for k in ("catalog", "db", "this")]
    if isinstance(node.this, exp.Dot):  # on a linked server of SQL Server
        four = (*parts[:2], node.this.this, node.this.expression)
        return tuple(folded(dialect, p) if isinstance(p, exp.Identifier) else "" for p in four)
    if not isinstance(parts[-1], exp.Identifier):
        return ()
    found = tuple(folded(dialect, p) for p in parts if isinstance(p, exp.Identifier))
    if len(found) == 2 and isinstance(parts[0], exp.Identifier):  # SQL Server's db..t
        return (found[0], "", found[1])
    return found


def from_items(query: exp.Expr) -> Iterator[tuple[exp.Expr, bool]]:
    """The FROM items of a SELECT, the target and sources of a DML statement: (item, on the outer side of a join)."""
    heads: list[exp.Expr] = []
    if isinstance(query, (exp.Update, exp.Delete, exp.Merge)) and isinstance(query.this, exp.Expr):
        heads.append(query.this)
    if isinstance(query, exp.Insert):
        heads.append(query.this.this if isinstance(query.this, exp.Schema) else query.this)
    using = query.args.get("using")
    heads += [using] if isinstance(using, exp.Expr) else using if isinstance(using, list) else []
    from_ = query.args.get("from_")
    heads += [from_.this] if from_ is not None else []
    found: list[tuple[exp.Expr, bool]] = [pair for head in heads for pair in flattened(head, False)]
    for join in query.args.get("joins") or ():
        side = (join.args.get("side") or "").upper()
        if side in ("RIGHT", "FULL"):
            found = [(item, True) for item, _ in found]
        found += flattened(join.this, side in ("LEFT", "FULL"))
    marked = labels_with_marks(query)
    for item, optional in found:
        yield item, optional or item.alias_or_name.upper() in marked


def flattened(item: exp.Expr, optional: bool) -> Iterator[tuple[exp.Expr, bool]]:
    """`(a JOIN b ON ..)` holds its tables and sub-queries."""
    joined = item.args.get("joins") or ()
    optional = optional or any((join.args.get("side") or "").upper() in ("RIGHT", "FULL") for join in joined)
    if is_joined_group(item):
        yield from flattened(item.this, optional)
    else:
        yield item, optional
    for join in joined:
        yield from flattened(join.this, True)


def is_joined_group(item: exp.Expr) -> bool:
    """`(a JOIN b ON ..)`, which has no name of its own: what it holds is seen outside of it."""
    if not isinstance(item, exp.Subquery) or item.alias:
        return False
    inner = item.this
    named = isinstance(inner, exp.Subquery) and (inner.alias or inner.args.get("joins") or is_joined_group(inner))
    return bool(named) or isinstance(inner, exp.Table)


def labels_with_marks(query: exp.Expr) -> frozenset[str]:
    """Upper-case labels of what Oracle's (+) stands behind."""
    where = query.args.get("where") if isinstance(query, exp.Select) else None
    if where is None:
        return frozenset()
    return frozenset(c.table.upper() for c in where.find_all(exp.Column) if c.args.get("join_mark"))
