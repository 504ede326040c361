"""SELECT @v = column FROM table: how many rows it may find, and so how it is written.

Transact-SQL reference, "SELECT @local_variable": without a row the variables keep what they hold, of several rows the
last one counts. SELECT INTO of PL/pgSQL gives NULL without a row and the first of several.
"""

from __future__ import annotations

from typing import Any, Final

from sqlglot import exp

from dbmigrate.catalog.values import Table
from dbmigrate.engine.context import Context
from dbmigrate.model import Part
from dbmigrate.records import dataclass
from dbmigrate.rules.procedural.judged_types import Unclear
from dbmigrate.syntax.procedural.tsql_assigned import values
from dbmigrate.syntax.procedural.tsql_statements import Assigned, TsqlSql

INTO, LOOP, ROWS, CURSORS, MADE_TABLE = "into", "loop", "rows", "cursors", "made table"
DISCARDED: Final = "discarded"  # rows of a call that nobody gets
AGGREGATES: Final = frozenset("COUNT COUNT_BIG SUM MIN MAX AVG".split())
KNOWN: Final = frozenset({"expressions", "from_", "where", "joins", "order", "limit", "group", "having", "distinct"})
SIGNS: Final = {exp.Add: "+", exp.Sub: "-", exp.Mul: "*"}


@dataclass(frozen=True)
class Selected:
    """`mode`: into or loop. `doubt`: a key of PL212's notes, "" where it answers as SQL Server does."""

    mode: str
    doubt: str = ""


def selected(sql: TsqlSql, root: exp.Select, context: Context, kept: bool) -> Selected:
    """`kept`: a variable may hold a value that stays where there is no row. Raises Unclear."""
    targets = [a.target.value.lower() for a in sql.assigned]
    reads = [{c.name.lower() for c in e.find_all(exp.Column)} for e in root.expressions]
    if any(v for k, v in root.args.items() if k not in KNOWN):
        raise Unclear(sql.part, "SELECT @v = .. FROM in this form")
    doubt = "order" if any(set(targets) - {t} & r for t, r in zip(targets, reads, strict=True)) else ""
    if is_one_row(root):
        return Selected(INTO, doubt)
    own = [t in r for t, r in zip(targets, reads, strict=True)]
    if is_at_most_one(root, context):
        return Selected(LOOP if kept or any(own) or any(map(is_compound, sql.assigned)) else INTO, doubt)
    if any(is_own and running(sql, k, root) is None for k, is_own in enumerate(own)):
        doubt = "several"
    return Selected(LOOP, doubt)


def is_compound(one: Assigned) -> bool:
    """`@v += ..`"""
    return len(one.words(one.operator)) > 1


@dataclass(frozen=True)
class Running:
    """`@v = what reads @v, sign, the rest`: what each row adds to what the rows before have left. `reading` reads no
    column, the rest does not read @v; `operator`: the token of the sign."""

    reading: Part
    operator: int
    sign: str


def running(sql: TsqlSql, k: int, root: exp.Select) -> Running | None:
    target = sql.assigned[k].target.value.lower()
    node = root.expressions[k]
    path: list[exp.Binary] = []
    while isinstance(node, (exp.Add, exp.Sub)):
        path.append(node)
        node = node.this
    if not path and isinstance(node, exp.Mul):
        path.append(node)
        node = node.this
    if not path or not reads_variables_only(node, target):
        return None
    rest = [c for n in path for c in n.expression.find_all(exp.Column)]
    part = values(sql)[k].part
    sign = SIGNS[type(path[-1])]
    at = operator_of(sql, part, sign)
    if any(c.name.lower() == target for c in rest) or at is None or (sign == "-" and len(path) > 1):
        return None
    return Running(Part(part.first, at - 1), at, sign)


def reads_variables_only(node: exp.Expr, target: str) -> bool:
    """@v among them."""
    names = [c.name.lower() for c in node.find_all(exp.Column)]
    asks = any(True for _ in node.find_all(exp.Query)) or isinstance(node, exp.Mul)
    return target in names and all(name.startswith("@") for name in names) and not asks


def operator_of(sql: TsqlSql, part: Part, sign: str) -> int | None:
    """The first operator that stands in no brackets and in no CASE."""
    words, around = sql.lexed.words, sql.lexed.brackets.around
    depth, cases = around[part.first], 0
    for i in range(part.first, part.last + 1):
        cases += (words[i] == "CASE") - (words[i] == "END")
        if i > part.first and not cases and around[i] == depth and words[i] in ("+", "-", "*", "/", "%"):
            return i if words[i] == sign else None
    return None


def is_one_row(root: exp.Select) -> bool:
    """Aggregates without GROUP BY and HAVING."""
    if root.args.get("group") or root.args.get("having"):
        return False
    return all(any(c.name.upper() in AGGREGATES for c in e.find_all(exp.Anonymous)) for e in root.expressions)


def is_at_most_one(root: exp.Select, context: Context) -> bool:
    """TOP 1, or every column of a key is compared with something from elsewhere."""
    limit = root.args.get("limit")
    if limit is not None and getattr(limit.expression, "name", "") == "1":
        return True
    source = root.args.get("from_")
    if source is None or root.args.get("joins") or not isinstance(source.this, exp.Table):
        return False
    item = source.this
    path = tuple(i.name.lower() for i in (item.args.get("db"), item.this) if isinstance(i, exp.Identifier))
    table = context.catalog.table(path, context.schema)
    return table is not None and any(set(key) <= equal_columns(root) for key in keys(table))


def keys(table: Table) -> list[tuple[str, ...]]:
    found = [k.columns for k in (table.primary_key, *table.uniques) if k is not None and not k.disabled]
    found += [i.columns for i in table.indexes if i.unique and not i.filtered]
    return [k for k in found if k]


def equal_columns(root: exp.Select) -> set[str]:
    """Columns that the WHERE wants to be equal to a literal or a variable."""
    where = root.args.get("where")
    terms: list[Any] = [where.this] if where is not None else []
    found: set[str] = set()
    while terms:
        term = terms.pop()
        if isinstance(term, exp.And):
            terms += [term.this, term.expression]
        elif isinstance(term, exp.Paren):
            terms.append(term.this)
        elif isinstance(term, exp.EQ):
            for a, b in ((term.this, term.expression), (term.expression, term.this)):
                if isinstance(a, exp.Column) and not a.name.startswith("@") and is_given(b):
                    found.add(a.name.lower())
    return found


def is_given(node: Any) -> bool:
    return isinstance(node, (exp.Literal, exp.National)) or (isinstance(node, exp.Column) and node.name.startswith("@"))
