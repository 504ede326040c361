"""GOTO in T-SQL code that goes forward: PL/pgSQL leaves a labelled block, which holds the statements that are skipped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dbmigrate.rules.procedural.tsql_places import lists
from dbmigrate.rules.procedural.tsql_rollbacks import Undone
from dbmigrate.syntax.ddl.nodes import Node, below
from dbmigrate.syntax.procedural.statements import Goto, Transaction
from dbmigrate.syntax.procedural.tsql_nodes import TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import TsqlLabel


@dataclass(frozen=True)
class Jump:
    """The block begins before the statement `first`, and ends before the label."""

    label: TsqlLabel
    first: Node
    is_used: bool


def jumps(unit: TsqlUnit, undone: list[Undone]) -> Mapping[str, Jump]:
    """By label in lower case: those that every GOTO goes forward to, from the list of statements that the label is in."""
    found: dict[str, Jump] = {}
    if unit.body is None:
        return found
    everywhere = [g for g in below(unit.body, Goto) if isinstance(g, Goto)]
    for statements in lists(unit.body):
        starts: dict[int, int] = {}  # label -> where its block begins
        for k, label in enumerate(statements):
            if not isinstance(label, TsqlLabel):
                continue
            name = label.name.value.lower()
            wanted = [g for g in everywhere if g.label.value.lower() == name]
            inside = [i for i, s in enumerate(statements[:k]) if any(g.label.value.lower() == name for g in gotos(s))]
            if len(wanted) != sum(len(own(s, name)) for s in statements[:k]):
                continue  # one of them goes back, or comes from elsewhere
            first = min(inside, default=k)
            first = min([first, *(f for other, f in starts.items() if f < k and first < other)])
            for region in undone:
                if region.statements is statements and region.start < k:
                    first = nested(first, k, region)
            if first < 0:
                continue
            starts[k] = first
            found[name] = Jump(label, statements[first] if first < k else label, bool(wanted))
    return found


def gotos(node: Node) -> list[Goto]:
    return [g for g in below(node, Goto) if isinstance(g, Goto)]


def own(node: Node, name: str) -> list[Goto]:
    return [g for g in gotos(node) if g.label.value.lower() == name]


def nested(first: int, k: int, region: Undone) -> int:
    """Where the block of a label at k begins, so that it lies within the block of a transaction, or around it; -1 where
    it cannot."""
    if max(region.ends) < k:
        return region.start if region.start < first <= max(region.ends) else first
    if first > region.start:
        return first
    return first + 1 if first == region.start and isinstance(region.first, Transaction) else -1
