"""The door for rules: the type of an expression that a rule sees, for one statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.sql import Tree
from dbmigrate.types.estate import Estate
from dbmigrate.types.outside import Shared, Surroundings
from dbmigrate.types.reader import Reader
from dbmigrate.types.values import Type


class Seen(Protocol):
    """What rules are given: a node of a tree (engine.views.Expr)."""

    @property
    def tree(self) -> Tree: ...
    @property
    def node(self) -> Any: ...


class Types:
    """Nothing is worked out before a rule asks. `path`: the nodes around the place that is looked at (Context.path)."""

    def __init__(self, estate: Estate, schema: str, path: Sequence[Node]) -> None:
        self.estate, self.schema, self.path = estate, schema, path
        # By the identities of the tree and of the node around it, which the reader keeps: a name in the same tree means
        # another thing to those who ask from outside of a loop or block.
        self.readers: dict[tuple[int, int], Reader] = {}
        self.shared = Shared()

    def of(self, seen: Seen) -> Type:
        """The type of an expression; of kind UNKNOWN with its cause where it cannot be told."""
        return self.reader(seen.tree).type(seen.node)

    def reader(self, tree: Tree) -> Reader:
        key = id(tree), id(self.path[-1]) if self.path else 0
        found = self.readers.get(key)
        if found is None:
            outside = Surroundings(self.estate, self.path, self.schema, self.shared)
            found = self.readers[key] = Reader(self.estate, tree, self.schema, outside)
        return found
