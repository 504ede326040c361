"""TABLE(x) of the estate's own: a collection is unnested, a pipelined function gives its rows itself.

SQL Language Reference, "table_collection_expression": a collection of scalars has the column COLUMN_VALUE.
"""

from __future__ import annotations

from typing import Any, Final

from sqlglot import exp

from dbmigrate.catalog.values import Signature
from dbmigrate.engine.context import Context
from dbmigrate.engine.views import Call, Expr
from dbmigrate.records import dataclass
from dbmigrate.rules.functions.unknown_function import path_of
from dbmigrate.rules.procedural.argument_of_routine import home_of
from dbmigrate.rules.procedural.judged_calls import callees
from dbmigrate.rules.procedural.judgement import members_of
from dbmigrate.rules.procedural.plsql_collections import collection, collection_type
from dbmigrate.rules.procedural.plsql_target import path_of_node
from dbmigrate.rules.procedural.plsql_types import MOST_STEPS, Known, of_argument, of_sql

COLUMN: Final = "COLUMN_VALUE"


@dataclass(frozen=True)
class Rows:
    """A template and its places; `column`: the rows have COLUMN_VALUE alone; `told`: the estate says so, and not only
    the statement."""

    text: str
    places: list[Expr]
    column: bool
    told: bool = True


def rows_of(found: Call, context: Context) -> Rows | None:
    """None where it is not known what the rows are."""
    value = found.args[0]
    node: Any = value.node
    if isinstance(node, exp.Cast):
        known = collection_type(written(node.to), context)
        inner = called(found.view(node.this), context)
        if known is None and inner is not None and not inner[1].rows:
            known = inner[0]
        if known is None and not names_column(found):
            return None
        if known is None:
            return Rows("unnest({})", [found.view(node.this)], True, told=False)
        return Rows("unnest({})", [value], not has_fields(known))
    made = called(value, context)
    if made is not None:
        known, signature = made
        text = "{}" if signature.rows else "unnest({})"
        if known is None:
            return Rows(text, [value], True, told=False) if names_column(found) else None
        return Rows(text, [value], not has_fields(known))
    held = collection(path_of_node(node), context) if isinstance(node, exp.Column) and context.path else None
    if held is not None:
        return Rows("unnest({})", [value], not has_fields(held.known))
    own = stored(value, context) if isinstance(node, exp.Column) else None
    if isinstance(node, exp.Anonymous):
        own = collection_type(path_of(Call(value.tree, node)), context)  # PL103 writes the constructor
    if own is not None:
        return Rows("unnest({})", [value], not has_fields(own))
    method = node.expression if isinstance(node, exp.Dot) else node
    if isinstance(method, exp.Anonymous) and (names_column(found) or names_field(found)):
        return Rows("unnest({})", [value], names_column(found), told=False)
    return None


def stored(value: Expr, context: Context) -> Known | None:
    """Of a table's column."""
    type_ = context.types.of(value)
    known = of_sql(type_.sql, context, (), MOST_STEPS) if type_.sql is not None and type_.sql.user else None
    return known if known is not None and known.is_collection else None


def written(type_: exp.DataType) -> tuple[str, ...]:
    return tuple(part.strip('"').upper() for part in str(type_.args.get("kind") or type_.sql()).split("."))


def called(value: Expr, context: Context) -> tuple[Known | None, Signature] | None:
    """The collection that a function of the estate gives."""
    node: Any = value.node
    method = node.expression if isinstance(node, exp.Dot) else node
    if not isinstance(method, exp.Anonymous):
        return None
    path = path_of(Call(value.tree, method))
    meant = [s for s in callees(path, context, members_of(context) if context.path else {}) if s.result is not None]
    if len(meant) != 1 or meant[0].result is None:
        return None
    home = home_of(path, context) if context.path else path[:-1]
    known = of_argument(meant[0].result, context, home)
    return (known if known is not None and known.is_collection else None), meant[0]


def has_fields(known: Known) -> bool:
    return known.element is not None and bool(known.element.fields)


def names_column(found: Call) -> bool:
    """The statement speaks of COLUMN_VALUE: the collection holds scalars."""
    return any(c.name.upper() == COLUMN for c in found.tree.root.find_all(exp.Column)) if found.tree.root else False


def names_field(found: Call) -> bool:
    """The statement asks by the rows' alias for columns of other names: the collection holds objects."""
    table = found.parent
    alias = table.alias.upper() if isinstance(table, exp.Table) else ""
    root = found.tree.root
    return bool(alias) and root is not None and any(c.table.upper() == alias for c in root.find_all(exp.Column))
