"""GOTO in T-SQL code: forward it leaves a labelled block, which holds the statements that are skipped; back it goes on
with a loop that begins at the label."""

from __future__ import annotations

from collections.abc import Mapping

from dbmigrate.records import dataclass
from dbmigrate.rules.procedural.tsql_places import lists
from dbmigrate.rules.procedural.tsql_rollbacks import Undone
from dbmigrate.syntax.ddl.nodes import Node, below
from dbmigrate.syntax.procedural.statements import Goto, Transaction
from dbmigrate.syntax.procedural.tsql_jobs import surrounds_jobs
from dbmigrate.syntax.procedural.tsql_nodes import TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import TsqlIf, TsqlLabel


@dataclass(frozen=True)
class Jump:
    """The block begins before the statement `first`, and ends before the label. `last`: where the loop ends that begins
    behind it; None where no GOTO goes back."""

    label: TsqlLabel
    first: Node
    is_used: bool
    last: Node | None = None

    @property
    def has_block(self) -> bool:
        return self.first is not self.label

    def goes_back(self, jump: Goto) -> bool:
        return self.last is not None and jump.part.first > self.label.part.first


def jumps(unit: TsqlUnit, undone: list[Undone]) -> Mapping[str, Jump]:
    """By label in lower case: those that every GOTO goes to from the list of statements that the label is in."""
    found: dict[str, Jump] = {}
    if unit.body is None:
        return found
    everywhere = [g for g in below(unit.body, Goto) if isinstance(g, Goto)]
    for statements in lists(unit.body):
        starts: dict[int, int] = {}  # label -> where its block begins
        loops = settled(statements, undone)
        for k, label in enumerate(statements):
            if not isinstance(label, TsqlLabel):
                continue
            name = label.name.value.lower()
            wanted = [g for g in everywhere if g.label.value.lower() == name]
            inside = [i for i, s in enumerate(statements[:k]) if own(s, name) and not is_left_out(s, unit)]
            behind = sum(len(own(s, name)) for s in statements[k:])
            if len(wanted) != behind + sum(len(own(s, name)) for s in statements[:k]) or (behind and k not in loops):
                continue  # one of them comes from elsewhere
            first = min(inside, default=k)
            around = [begin for begin, end in loops.items() if begin < first <= end < k]
            first = min([first, *around])
            first = min([first, *(f for other, f in starts.items() if f < k and first < other)])
            for region in undone:
                if region.statements is statements and region.start < k:
                    first = nested(first, k, region)
            if first < 0 or any(first < begin < k <= end for begin, end in loops.items() if first < k):
                continue  # into the midst of a loop
            starts[k] = first
            last = statements[loops[k]] if k in loops else None
            found[name] = Jump(label, statements[first] if first < k else label, bool(wanted), last)
    return found


def settled(statements: tuple[Node, ...], undone: list[Undone]) -> dict[int, int]:
    """The loops that GOTO back makes: from a label to the last statement with such a GOTO, or further, so that loops
    and the blocks of transactions lie within each other or apart."""
    loops: dict[int, int] = {}
    for k, label in enumerate(statements):
        if isinstance(label, TsqlLabel):
            name = label.name.value.lower()
            inside = [i for i in range(k + 1, len(statements)) if own(statements[i], name)]
            loops |= {k: inside[-1]} if inside else {}
    regions = [(r.start, max(r.ends)) for r in undone if r.statements is statements]
    for _ in range(len(loops)):
        for k, last in loops.items():
            over = [end for begin, end in [*loops.items(), *regions] if k < begin <= last < end]
            loops[k] = max([last, *over])
    return {k: last for k, last in loops.items() if not any(begin <= k <= end < last for begin, end in regions)}


def is_left_out(node: Node, unit: TsqlUnit) -> bool:
    """PL323 writes nothing of it."""
    return isinstance(node, TsqlIf) and bool(surrounds_jobs(node, unit))


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
