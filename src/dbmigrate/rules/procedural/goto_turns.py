"""GOTO in PL/SQL code that goes back: the statements from the label to the last such GOTO are a loop of one turn, which
the GOTO begins again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from dbmigrate.records import dataclass
from dbmigrate.rules.procedural.goto_jumps import Place, gotos, lists
from dbmigrate.syntax.ddl.nodes import Node, below, children
from dbmigrate.syntax.procedural.nodes import Label, key_of
from dbmigrate.syntax.procedural.statements import Leave, Loop


@dataclass(frozen=True)
class Turn:
    """From the label to the statement `last`."""

    label: Label
    last: Node


def turns(unit: Node, left: Collection[Place] = ()) -> Mapping[str, Turn]:
    """By label: those that each GOTO goes back to. `left`: places of statements that are not written."""
    wanted = Counter(key_of(goto.label) for goto in gotos(unit, left))
    if not wanted:
        return {}
    names = Counter(key_of(label.name) for label in below(unit, Label) if isinstance(label, Label))
    found: dict[str, Turn] = {}
    for statements in lists(unit):
        for k, label in enumerate(statements):
            name = key_of(label.name) if isinstance(label, Label) else ""
            if not isinstance(label, Label) or not wanted[name] or names[name] != 1:
                continue
            aimed = [[key_of(goto.label) for goto in gotos(s, left)] for s in statements[k + 1 :]]
            if sum(a.count(name) for a in aimed) != wanted[name]:
                continue  # one goes forward, or comes from elsewhere
            last = max(i for i, a in enumerate(aimed) if name in a)
            inside = statements[k + 1 : k + 2 + last]
            if any(set(a) - {name} for a in aimed[: last + 1]) or any(map(leaves_outer_loop, inside)):
                continue  # blocks of other labels, or EXIT, would mean another loop
            if not any(below(s, Label) or isinstance(s, Label) for s in inside):
                found[name] = Turn(label, statements[k + 1 + last])
    return found


def leaves_outer_loop(node: Node) -> bool:
    """EXIT or CONTINUE without a label, of a loop around."""
    return any(leave.label is None for leave in leaves(node))


def leaves(node: Node) -> Iterator[Leave]:
    """Those that stand in no loop of the node's own."""
    if isinstance(node, Leave):
        yield node
    elif not isinstance(node, Loop):
        for child in children(node):
            yield from leaves(child)
