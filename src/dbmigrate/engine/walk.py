"""One walk for all rules: (key, view) children first, through our own nodes and down into the SQL pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import ANY_CALL, COLUMN, QUERY_COLUMN, TABLE, UNPARSED, Key
from dbmigrate.engine.views import name_of, type_of, view
from dbmigrate.syntax.ddl.nodes import Node, Piece, Procedural, children, inner_fields
from dbmigrate.syntax.sql import Tree, parse

Visit = tuple[Key, Callable[[], Any]]
NAMED = (exp.Table, exp.Column)


def walk(node: Node, context: Context) -> Iterator[Visit]:
    """Children first; `context.path` holds what is above the node given out. Nodes nest deeply: no recursion."""
    path, pending = context.path, [(node, iter((node,)))]
    while pending:
        above, inner = pending[-1]
        child = next(inner, None)
        if child is None:
            pending.pop()
            if pending:
                path.pop()
                yield ("node", type(above).__name__), partial(same, above)
        elif isinstance(child, Piece):
            yield from walk_piece(child, context)
            for found in child.inner:
                yield from walk(found, context)
        elif inner_fields(child):
            path.append(child)
            pending.append((child, iter(children(child))))
        else:
            yield ("node", type(child).__name__), partial(same, child)


def same(node: Node) -> Node:
    return node


def walk_piece(piece: Piece, context: Context) -> Iterator[Visit]:
    tree = parse(piece.lexed, piece.part, piece.into)
    if tree.root is None:
        yield UNPARSED, lambda: Unparsed(tree)
        return
    for key, node in tree.walk():
        if key == ("datatype", ""):
            yield ("node", "TypeName"), partial(type_of, tree, node)
        elif key[0] == "identifier":
            if not isinstance(node.parent, NAMED) and not is_in_table(node):
                yield ("node", "Name"), partial(name_of, tree, node)
        else:
            yield key, partial(view, tree, node)
            if key[0] == "call":
                yield ANY_CALL, partial(view, tree, node)
    for named in tree.root.find_all(*NAMED):
        yield ("node", "Name"), partial(name_of, tree, named)
        if isinstance(named, exp.Table):
            yield TABLE, partial(view, tree, named)
        elif context.path and isinstance(context.path[0], Procedural):
            yield COLUMN, partial(view, tree, named)
        else:
            yield QUERY_COLUMN, partial(view, tree, named)


def is_in_table(identifier: exp.Expr) -> bool:
    """A component of a table's name of four."""
    above = identifier.parent
    return isinstance(above, exp.Dot) and isinstance(above.parent, exp.Table) and above.arg_key == "this"


class Unparsed:
    """A piece that sqlglot's parser refuses: it costs only itself."""

    def __init__(self, tree: Tree):
        self.tree, self.part, self.lexed, self.reason = tree, tree.part, tree.lexed, tree.error
