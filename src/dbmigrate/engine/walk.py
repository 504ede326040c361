"""One walk for all rules: (key, view) children first, through our own nodes and down into the SQL pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from functools import partial
from typing import Any

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import UNPARSED, Key
from dbmigrate.engine.views import name_of, type_of, view
from dbmigrate.syntax.ddl.nodes import Node, Piece
from dbmigrate.syntax.sql import Tree, parse

Visit = tuple[Key, Callable[[], Any]]
NAMED = (exp.Table, exp.Column)


FIELDS: dict[str, tuple[str, ...]] = {}


def inner_fields(node: Node) -> tuple[str, ...]:
    """The fields that may hold nodes, worked out once per class of node."""
    kind = type(node).__name__
    if kind not in FIELDS:
        FIELDS[kind] = tuple(f.name for f in fields(node) if f.name not in ("part", "lexed"))
    return FIELDS[kind]


def walk(node: Node, context: Context) -> Iterator[Visit]:
    if isinstance(node, Piece):
        yield from walk_piece(node, context)
        for inner in node.inner:
            yield from walk(inner, context)
        return
    context.path.append(node)
    for name in inner_fields(node):
        value = getattr(node, name)
        if isinstance(value, Node):
            yield from walk(value, context)
        elif isinstance(value, tuple):
            for item in value:
                if isinstance(item, Node):
                    yield from walk(item, context)
    context.path.pop()
    yield ("node", type(node).__name__), lambda: node


def walk_piece(piece: Piece, context: Context) -> Iterator[Visit]:
    tree = parse(piece.lexed, piece.part, piece.into)
    if tree.root is None:
        yield UNPARSED, lambda: Unparsed(tree)
        return
    for key, node in tree.walk():
        if key == ("datatype", ""):
            yield ("node", "TypeName"), partial(type_of, tree, node)
        elif key[0] == "identifier":
            if not isinstance(node.parent, NAMED):
                yield ("node", "Name"), partial(name_of, tree, node)
        else:
            yield key, partial(view, tree, node)
    for named in tree.root.find_all(*NAMED):
        yield ("node", "Name"), partial(name_of, tree, named)


class Unparsed:
    """A piece that sqlglot's parser refuses: it costs only itself."""

    def __init__(self, tree: Tree):
        self.tree, self.part, self.lexed, self.reason = tree, tree.part, tree.lexed, tree.error
