"""Statements of T-SQL code in the lists that they stand in, and what is around those."""

from __future__ import annotations

from collections.abc import Iterator

from dbmigrate.records import dataclass
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.procedural.tsql_statements import BeginEnd, TryCatch, TsqlIf, While


@dataclass(frozen=True)
class Place:
    """A statement in its list, and what its list is in; `node` of the unit's body is None."""

    statements: tuple[Node, ...]
    index: int
    node: Node | None
    above: Place | None

    def outward(self) -> Iterator[Place]:
        place: Place | None = self
        while place is not None:
            yield place
            place = place.above

    def part_of(self, container: Place) -> bool:
        """It is in a list within the statement at the container's place."""
        return self.statements is not container.statements and container in self.outward()


def lists(node: Node) -> Iterator[tuple[Node, ...]]:
    """The lists of statements at and below a node, outer ones first; those of handlers are left out."""
    statements = listed(node)
    if statements:
        yield statements
        for one in statements:
            yield from lists(one)
    for branch in branches(node):
        yield from lists(branch) if not is_single(branch) else iter(((branch,),))


def listed(node: Node) -> tuple[Node, ...]:
    statements = getattr(node, "statements", None)
    return statements if isinstance(statements, tuple) else ()


def branches(node: Node) -> Iterator[Node]:
    if isinstance(node, TsqlIf):
        yield from (b for b in (node.then, node.otherwise) if b is not None)
    elif isinstance(node, While):
        yield node.body


def is_single(node: Node) -> bool:
    return not isinstance(node, (BeginEnd, TsqlIf, While, TryCatch))


def places(node: Node, above: Place | None = None) -> Iterator[Place]:
    """Every statement that stands in a list or as a branch, with what is around it; handlers are left out."""
    for k, one in enumerate(listed(node)):
        place = Place(listed(node), k, node, above)
        yield place
        yield from places(one, place)
    for branch in branches(node):
        if is_single(branch):
            yield Place((branch,), 0, node, above)
        else:
            yield from places(branch, Place((branch,), 0, node, above))
