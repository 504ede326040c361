"""What a name in PL/SQL means: a column of a query around it, a variable, a routine or an item of a package.

PL/SQL Language Reference, "Name Resolution".
"""

from __future__ import annotations

from sqlglot import exp

from dbmigrate.catalog.keys import Path
from dbmigrate.engine.context import Context
from dbmigrate.engine.views import Call, Expr
from dbmigrate.latest import latest
from dbmigrate.model import Part
from dbmigrate.rules.functions.unknown_function import path_of
from dbmigrate.rules.procedural.judged_calls import Signatures, callees
from dbmigrate.rules.procedural.judged_triggers import row_names
from dbmigrate.rules.procedural.judgement import members_of
from dbmigrate.rules.procedural.plsql_collections import dotted_start
from dbmigrate.rules.procedural.plsql_labels import is_labelled
from dbmigrate.rules.procedural.plsql_package_names import package_item, package_items_of
from dbmigrate.rules.procedural.plsql_target import path_of_node
from dbmigrate.syntax.procedural.nodes import Block, Module, Trigger
from dbmigrate.types.scopes import around
from dbmigrate.types.sources import folded


@latest
def path_of_column(found: Expr) -> Path:
    """Folded; () for `*`."""
    return path_of_node(found.node)


def path_of_name(found: Expr) -> Path:
    """Of a call or of a name alone."""
    return path_of(found) if isinstance(found, Call) else path_of_column(found)


def whole_name(found: Expr) -> Part:
    """A call or a name alone, with what stands before its name."""
    return Part(dotted_start(found.lexed, found.name_part.last), found.part.last) if isinstance(found, Call) else found.part


def is_column(found: Expr, context: Context) -> bool:
    """A query around the place has it, or may have it."""
    node = found.node
    return isinstance(node, exp.Column) and context.types.reader(found.tree).scopes.column(node) is not None


def has_column(found: Expr, context: Context) -> bool:
    """A query around the place is known to have it."""
    node = found.node
    if not isinstance(node, exp.Column):
        return False
    scopes = context.types.reader(found.tree).scopes
    name = folded(scopes.dialect, node.this)
    return any(name in source.columns for query in around(node) for source in scopes.sources(query))


def is_found(found: Expr, path: Path, context: Context) -> bool:
    if is_column(found, context) or context.declared(path[0]) is not None or is_of_row(path, context):
        return True
    if is_labelled(path, context):
        return True
    outer = context.path[0]
    if isinstance(outer, Module):
        own = outer.body.declared if isinstance(outer.body, Block) else {}
        if path[0] in own or path[0] in package_items_of(outer, context):
            return True
    if functions(path, context) or (len(path) > 1 and (item_of(path, context) or package_item(path, context))):
        return True
    if len(path) > 2 and item_of(path[:-1], context):  # a field
        return True
    return context.catalog.sequence(path[:-1], context.schema) is not None if len(path) > 1 else False


def is_of_row(path: Path, context: Context) -> bool:
    """In the WHEN of a trigger its rows have no colon."""
    trigger = context.above(Trigger)
    return trigger is not None and path[0] in row_names(trigger).values()


def functions(path: Path, context: Context) -> Signatures:
    """The functions that can be called by this name without arguments."""
    found = callees(path, context, members_of(context))
    return tuple(s for s in found if s.kind == "function" and all(a.default for a in s.arguments))


def item_of(path: Path, context: Context) -> bool:
    """A package of the estate declares it."""
    package = context.catalog.routine(path[:-1], context.schema)
    return package is not None and path[-1] in package.items
