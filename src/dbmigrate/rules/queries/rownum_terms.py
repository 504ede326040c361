"""What a WHERE term with ROWNUM says: at most so many rows, no row at all, or nothing.

SQL Language Reference, "ROWNUM Pseudocolumn": a row gets its number when the other terms have let it pass.
"""

from __future__ import annotations

from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.views import Select
from dbmigrate.model import Item, Part
from dbmigrate.records import dataclass
from dbmigrate.syntax.lex import Lexed

MIRRORED: Final = {exp.GT: exp.LT, exp.GTE: exp.LTE, exp.LT: exp.GT, exp.LTE: exp.GTE}
AGGREGATES: Final = frozenset(
    "AVG COUNT LISTAGG MAX MEDIAN MIN STDDEV SUM VARIANCE WM_CONCAT XMLAGG STATS_MODE COLLECT".split()
)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `rows` rows: a template with `{}` for `number`, "0" for none, "" for a term that is always true."""

    item: Item
    rows: str
    number: Any = None  # the tree of what fills the template


def is_rownum(node: Any) -> bool:
    return isinstance(node, exp.Column) and node.name.upper() == "ROWNUM" and not node.table


def limits(select: Select) -> tuple[Limit, ...]:
    """The terms of WHERE that limit the rows; () where ROWNUM stands in another form in one of them."""
    found = []
    for item in select.terms:
        if not any(is_rownum(c) for c in item.tree.find_all(exp.Column)):
            continue
        limit = read(item)
        if limit is None:
            return ()
        found.append(limit)
    return tuple(found)


def read(item: Item) -> Limit | None:
    tree = item.tree
    while isinstance(tree, exp.Paren):
        tree = tree.this
    if isinstance(tree, exp.Between) and is_rownum(tree.this):
        low = whole(tree.args["low"])
        if low is None:
            return None
        return at_most(item, tree.args["high"]) if low <= 1 else Limit(item, "0")
    if not isinstance(tree, exp.Binary):
        return None
    kind, left, right = type(tree), tree.this, tree.expression
    if is_rownum(right) and not is_rownum(left):
        kind, left, right = MIRRORED.get(kind, kind), right, left
    if not is_rownum(left) or any(is_rownum(c) for c in right.find_all(exp.Column)):
        return None
    return compared(item, kind, right)


def compared(item: Item, kind: type, right: Any) -> Limit | None:
    """ROWNUM <= n, < n, = 1 .."""
    number = whole(right)
    if kind is exp.LTE:
        return at_most(item, right)
    if kind is exp.LT:
        return Limit(item, str(max(number - 1, 0))) if number is not None else Limit(item, "coalesce({} - 1, 0)", right)
    if number is None:
        return None
    if kind is exp.EQ:
        return Limit(item, "1" if number == 1 else "0")
    if kind in (exp.GT, exp.GTE):
        return Limit(item, "" if number + (kind is exp.GT) <= 1 else "0")
    return None


def at_most(item: Item, right: Any) -> Limit:
    number = whole(right)
    return Limit(item, str(max(number, 0))) if number is not None else Limit(item, "coalesce({}, 0)", right)


def whole(node: Any) -> int | None:
    if isinstance(node, exp.Paren):
        return whole(node.this)
    if isinstance(node, exp.Neg):
        inner = whole(node.this)
        return -inner if inner is not None else None
    return int(node.this) if isinstance(node, exp.Literal) and not node.is_string and node.this.isdigit() else None


def makes_groups(node: exp.Expr) -> bool:
    """Rows are put together before they are given: aggregates, DISTINCT, GROUP BY, windows over the limited rows."""
    if node.args.get("group") or node.args.get("distinct") or node.args.get("having"):
        return True
    return any(
        isinstance(inner, exp.Window) or (isinstance(inner, exp.Anonymous) and inner.name.upper() in AGGREGATES)
        for item in node.expressions
        for inner in own_nodes(item)
    )


def own_nodes(node: exp.Expr) -> list[exp.Expr]:
    """Without those of sub-queries."""
    return list(node.walk(prune=lambda n: isinstance(n, exp.Query)))


def line_start(select: Select, part: Part) -> str:
    return line_before(select.lexed, part)


def line_before(lexed: Lexed, part: Part) -> str:
    """What stands before a clause: a line's end and its indentation, or one blank."""
    at = lexed.offsets(part)[0]
    text = lexed.text
    begin = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    return "\n" + text[begin:at] if begin and not text[begin:at].strip() else " "
