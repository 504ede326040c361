"""GOTO in PL/SQL code that goes forward: PL/pgSQL leaves a labelled block, which holds the statements that are skipped.

PL/SQL Language Reference, "GOTO Statement": a label is seen from its own list of statements, from the lists within and
from the handlers of the blocks there. So each GOTO that is allowed stands below a statement of the label's list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from dbmigrate.records import dataclass
from dbmigrate.syntax.ddl.nodes import Node, below, children
from dbmigrate.syntax.procedural.nodes import Block, Label, Routine, key_of
from dbmigrate.syntax.procedural.statements import Goto, Loop

Place = tuple[int, int]


@dataclass(frozen=True)
class Jump:
    """The block of `label` begins before the statement `first` and ends before the statement `aim`. `opened`: the labels
    of the blocks that begin there, outer ones first; empty where the block of another label tells them."""

    label: Label
    first: Node
    aim: Node
    opened: tuple[Label, ...] = ()


NONE: Final[Mapping[str, Jump]] = {}


def forward_jumps(unit: Node, left: Collection[Place] = ()) -> Mapping[str, Jump]:
    """By label: those that each GOTO goes forward to. `left`: places of statements that are not written."""
    written = list(gotos(unit, left))
    if not written:
        return NONE
    names = Counter(key_of(label.name) for label in below(unit, Label) if isinstance(label, Label))
    wanted = Counter(key_of(goto.label) for goto in written)
    found: dict[str, Jump] = {}
    for statements in lists(unit):
        found |= of_list(statements, {name: n for name, n in wanted.items() if names[name] == 1}, left)
    return found


def of_list(statements: tuple[Node, ...], wanted: Mapping[str, int], left: Collection[Place]) -> dict[str, Jump]:
    """Blocks of one list hold one another or lie one behind the other: a later one begins no later than an earlier one
    that it would cut."""
    aimed = [Counter(key_of(goto.label) for goto in gotos(s, left)) for s in statements]
    begun: list[tuple[int, int, Label]] = []  # where the block begins, its aim, its label; aims ascend
    for k, statement in enumerate(statements):
        for label in labels_of(statement):
            name = key_of(label.name)
            if name not in wanted or sum(before[name] for before in aimed[:k]) != wanted[name]:
                continue  # nothing goes there, or one goes back, or comes from elsewhere
            first = next(i for i in range(k) if aimed[i][name])
            for start, end, _ in reversed(begun):
                first = min(first, start) if first <= end and first < k else first
            begun.append((first, k, label))
    found = {}
    for n, (first, end, label) in enumerate(begun):
        same = [other for start, _, other in begun if start == first]
        is_outer = all(start != first for start, _, _ in begun[n + 1 :])
        opened = tuple(reversed(same)) if is_outer else ()
        found[key_of(label.name)] = Jump(label, statements[first], statements[end], opened)
    return found


def labels_of(statement: Node) -> tuple[Label, ...]:
    if isinstance(statement, Label):
        return (statement,)
    return statement.labels if isinstance(statement, (Block, Loop)) else ()


def gotos(node: Node, left: Collection[Place] = ()) -> Iterator[Goto]:
    if (node.part.first, node.part.last) in left:
        return
    if isinstance(node, Goto):
        yield node
    for child in children(node):
        yield from gotos(child, left)


def lists(node: Node) -> Iterator[tuple[Node, ...]]:
    """The lists of statements of a unit, those of handlers too; routines within are not its own."""
    statements = getattr(node, "statements", None)
    if isinstance(statements, tuple):
        yield statements
    for child in children(node):
        if not isinstance(child, Routine):
            yield from lists(child)
