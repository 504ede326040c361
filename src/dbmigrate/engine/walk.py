"""One walk for all rules: (rules, view) children first, through our own nodes and down into the SQL pieces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import ANY_CALL, COLUMN, QUERY_COLUMN, TABLE, UNPARSED, Key, Rule
from dbmigrate.engine.table import Offered
from dbmigrate.engine.views import name_of, type_of, view
from dbmigrate.syntax.ddl.nodes import Node, Piece, Procedural, children, inner_fields
from dbmigrate.syntax.sql import Tree, parse

Visit = tuple[tuple[Rule, ...], Any]
NAMED = (exp.Table, exp.Column)
NAME: Key = ("node", "Name")
TYPE: Key = ("node", "TypeName")


def walk(node: Node, context: Context, offered: Offered) -> Iterator[Visit]:
    """Children first; `context.path` holds what is above the node given out. Nodes nest deeply: no recursion."""
    path, pending = context.path, [(node, iter((node,)))]
    while pending:
        above, inner = pending[-1]
        child = next(inner, None)
        if child is None:
            pending.pop()
            if pending:
                path.pop()
                if rules := offered["node", type(above).__name__]:
                    yield rules, above
        elif isinstance(child, Piece):
            yield from walk_piece(child, context, offered)
            for found in child.inner:
                yield from walk(found, context, offered)
        elif inner_fields(child):
            path.append(child)
            pending.append((child, iter(children(child))))
        elif rules := offered["node", type(child).__name__]:
            yield rules, child


def walk_piece(piece: Piece, context: Context, offered: Offered) -> Iterator[Visit]:
    tree = parse(piece.lexed, piece.part, piece.into)
    if tree.root is None:
        yield offered[UNPARSED], Unparsed(tree)
        return
    of_names, of_calls = offered[NAME], offered[ANY_CALL]
    for key, node in tree.keyed:
        kind = key[0]
        if kind == "identifier":
            if of_names and not isinstance(node.parent, NAMED) and not is_in_table(node):
                yield of_names, name_of(tree, node)
        elif kind == "datatype":
            if rules := offered[TYPE]:
                yield rules, type_of(tree, node)
        elif kind == "call":
            seen = view(tree, node)
            yield offered[key], seen
            yield of_calls, seen
        elif rules := offered[key]:
            yield rules, view(tree, node)
    in_code = bool(context.path) and isinstance(context.path[0], Procedural)
    of_tables, of_columns = offered[TABLE], offered[COLUMN if in_code else QUERY_COLUMN]
    for named in tree.named:
        yield of_names, name_of(tree, named)
        rules = of_tables if isinstance(named, exp.Table) else of_columns
        if rules:
            yield rules, view(tree, named)


def is_in_table(identifier: exp.Expr) -> bool:
    """A component of a table's name of four."""
    above = identifier.parent
    return isinstance(above, exp.Dot) and isinstance(above.parent, exp.Table) and above.arg_key == "this"


class Unparsed:
    """A piece that sqlglot's parser refuses: it costs only itself."""

    def __init__(self, tree: Tree):
        self.tree, self.part, self.lexed, self.reason = tree, tree.part, tree.lexed, tree.error
