"""The pieces of a hierarchical query: what it reads, how a row finds its parent, what it asks of the hierarchy.

SQL Language Reference, "Hierarchical Queries", "Hierarchical Query Pseudocolumns", "Hierarchical Query Operators".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.views import Expr, Select
from dbmigrate.model import Item, Part
from dbmigrate.records import dataclass
from dbmigrate.rules.queries.derived_table_without_alias import given_name, is_bare
from dbmigrate.rules.queries.joined_hierarchy import join_terms, joined_tables, row_of
from dbmigrate.types.sources import Source, folded

COUNTERS: Final = frozenset({"LEVEL", "ROWNUM", "CONNECT_BY_ISLEAF", "CONNECT_BY_ISCYCLE"})
Edits = list[tuple[Any, ...]]


class Unclear(Exception):
    """The query cannot be written; the message is the key of the rule's note."""


@dataclass(frozen=True)
class Kept:
    """A column that the recursion carries along: templates and places of its value in a root and further down."""

    name: str
    base: str
    base_places: list[Any]
    step: str
    step_places: list[Any]


@dataclass
class Hierarchy:
    """`edits`: what changes in the user's own pieces, wherever they stand in the end."""

    select: Select
    item: Part  # the FROM item
    label: str
    sources: list[Source]
    condition: Part
    start: Part | None
    nocycle: bool
    bare: bool  # a sub-query without a name: QY011 gives `label` to what takes its place
    edits: Edits = field(default_factory=list)
    keys: list[Part] = field(default_factory=list)  # columns behind PRIOR
    kept: list[Kept] = field(default_factory=list)
    leaf: bool = False
    cycle: bool = False
    rows: list[str] = field(default_factory=list)  # what FROM calls its tables where it reads several
    joins: list[Item] = field(default_factory=list)  # the terms of WHERE that join them


def read_hierarchy(select: Select, context: Context) -> Hierarchy:
    """Raises Unclear."""
    node = select.node
    sources = context.types.reader(select.tree).scopes.sources(node)
    whole = select.clauses["FROM"]
    item = Part(whole.first + 1, whole.last)
    read = node.args["from_"].this
    several = bool(node.args.get("joins") or read.args.get("joins"))
    rows = (joined_tables(select, context) or []) if several else []
    joins = join_terms(select, sources) if several else []
    if joins is None or len(rows or sources) != len(sources) or (several and not rows):
        raise Unclear("tables")
    if not isinstance(read, (exp.Table, exp.Subquery)):
        raise Unclear("tables")
    connect = node.args["connect"]
    clause, start = select.clauses["CONNECT"], select.clauses.get("START")
    nocycle = bool(connect.args.get("nocycle"))
    condition = Part(clause.first + 1 + nocycle, clause.last)
    bare = not several and is_bare(read)
    label = given_name(select.view(read)) if bare else select.lexed.source(Part(item.last, item.last))
    found = Hierarchy(select, item, label, sources, condition, None, nocycle, bare, rows=rows, joins=joins)
    found.start = Part(start.first + 2, start.last) if start else None
    read_condition(found, connect.args["connect"])
    read_words(found)
    return found


def read_condition(found: Hierarchy, condition: Any) -> None:
    """PRIOR x is a column of the parent's row, the other columns are the child's."""
    select = found.select
    for node in own(condition):
        if isinstance(node, exp.Prior):
            if is_other_each_time(node.this):
                found.edits.append((prior_part(select.view(node.this)), "1"))
                continue
            if not isinstance(node.this, exp.Column):
                raise Unclear("prior")
            value = select.view(node.this)
            name = last_token(value)
            found.keys.append(value.part if found.rows else name)
            found.edits.append((prior_part(value), above(found, node.this), name))
        elif isinstance(node, exp.Column) and not isinstance(node.parent, exp.Prior):
            read_column(found, node)
    if not found.keys:
        if not counts(condition):
            raise Unclear("prior")
        found.nocycle = False  # rows that do not depend on their parent make no cycle


def counts(condition: Any) -> bool:
    """LEVEL ends the walk."""
    return any(isinstance(n, exp.Column) and not n.table and n.name.upper() == "LEVEL" for n in own(condition))


def above(found: Hierarchy, column: Any) -> str:
    """A column of the parent's row, as a template for its name."""
    if not found.rows:
        return "prior.{}"
    row = row_of(column, found.select, found.sources)
    if row is None:
        raise Unclear("tables")
    return f"(prior.{row}).{{}}"


def is_other_each_time(value: Any) -> bool:
    """`PRIOR SYS_GUID() IS NOT NULL` is true always: it only keeps Oracle from seeing a cycle."""
    test = value.parent.parent if value.parent is not None else None
    if not isinstance(test, exp.Is) or not isinstance(test.parent, exp.Not):
        return False
    words = value.sql().upper().replace(" ", "")
    return words in ("SYS_GUID()", "DBMS_RANDOM.VALUE", "DBMS_RANDOM.VALUE()", "DBMS_RANDOM.RANDOM")


def read_column(found: Hierarchy, node: exp.Column) -> None:
    name = node.name.upper()
    if not node.table and name == "LEVEL":
        found.edits.append((found.select.view(node), "(prior.level + 1)"))
    elif not node.table and name in COUNTERS:
        raise Unclear("prior")
    elif not node.table and is_of_source(found, node):
        found.edits.append((found.select.view(node).part.before, f"{found.label}."))


def is_of_source(found: Hierarchy, node: exp.Column) -> bool:
    """Of the only table: its name has to be told from the same one of the parent's row."""
    if found.rows:
        return False
    source = found.sources[0]
    return bool(source.missing) or folded("oracle", node.this) in source.columns


def read_words(found: Hierarchy) -> None:
    """Pseudo-columns and operators of the hierarchy in the rest of the query."""
    select, node = found.select, found.select.node
    clauses = [*node.expressions, *(node.args.get(k) for k in ("where", "group", "having", "order"))]
    for clause in filter(None, clauses):
        for inner in own(clause):
            if isinstance(inner, exp.ConnectByRoot):
                value, name = select.view(inner.this), free_name(found, "root")
                kept_root(found, value, Kept(name, "{}", [value], f"prior.{name}", []))
            elif isinstance(inner, exp.Prior):
                value, name = select.view(inner.this), free_name(found, "prior")
                if not isinstance(inner.this, exp.Column):
                    raise Unclear("prior")
                column = Kept(name, "nullif({}, {})", [value, value], above(found, inner.this), [last_token(value)])
                keep(found, prior_part(value), column)
            elif isinstance(inner, exp.Anonymous) and inner.name.upper() == "SYS_CONNECT_BY_PATH":
                read_path(found, select.view(inner))
            elif isinstance(inner, exp.Column) and not inner.table:
                word = inner.name.upper()
                found.leaf = found.leaf or word == "CONNECT_BY_ISLEAF"
                found.cycle = found.cycle or word == "CONNECT_BY_ISCYCLE"
    if found.cycle and (found.rows or not found.nocycle):
        raise Unclear("cycle")


def read_path(found: Hierarchy, call: Expr) -> None:
    """SYS_CONNECT_BY_PATH(value, separator)."""
    value, separator = (call.view(e) for e in call.node.expressions)
    name = free_name(found, "path")
    column = Kept(name, "concat({}, {})", [separator, value], f"concat(prior.{name}, {{}}, {{}})", [separator, value])
    keep(found, call.part, column)
    for inner in value.node.find_all(exp.Column):
        if not inner.table and is_of_source(found, inner):
            found.edits.append((value.view(inner).part.before, f"{found.label}."))


def keep(found: Hierarchy, part: Part, column: Kept) -> None:
    """A column that the recursion carries along takes the place of the operator."""
    found.kept.append(column)
    found.edits.append((part, column.name))


def kept_root(found: Hierarchy, value: Expr, column: Kept) -> None:
    """The same value is carried along once, so that GROUP BY names what the select list gives."""
    same = next((k for k in found.kept if k.name.startswith("root") and is_same(k.base_places[0], value)), None)
    if same is None:
        keep(found, prior_part(value), column)
    else:
        found.edits.append((prior_part(value), same.name))


def is_same(a: Expr, b: Expr) -> bool:
    words = a.lexed.words
    return words[a.part.first : a.part.last + 1] == words[b.part.first : b.part.last + 1]


def free_name(found: Hierarchy, kind: str) -> str:
    return f"{kind}{sum(column.name.startswith(kind) for column in found.kept) + 1}"


def own(node: Any) -> Iterator[Any]:
    """Without sub-queries."""
    yield from node.walk(prune=lambda n: isinstance(n, exp.Query))


def last_token(value: Expr) -> Part:
    return Part(value.part.last, value.part.last)


def prior_part(value: Expr) -> Part:
    """The operand with the word PRIOR or CONNECT_BY_ROOT before it."""
    return Part(value.part.first - 1, value.part.last)
