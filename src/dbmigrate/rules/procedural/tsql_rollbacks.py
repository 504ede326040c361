"""ROLLBACK amid T-SQL code: which part of the code it takes back, and what is run behind it.

PL/pgSQL takes back a block that an error leaves. So the code from BEGIN TRAN (or SAVE TRAN) on becomes a block, ROLLBACK
an error that only the block's handler knows, and what stands behind ROLLBACK goes into the handler. Without BEGIN TRAN it
is the caller who began the transaction: the block is then the whole body.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from typing import Final

from dbmigrate.model import Part
from dbmigrate.records import dataclass
from dbmigrate.rules.procedural.tsql_places import Place, places
from dbmigrate.syntax.ddl.nodes import Node, below
from dbmigrate.syntax.procedural.statements import Goto, Leave, Return, Transaction
from dbmigrate.syntax.procedural.tsql_nodes import TsqlBatch, TsqlRoutine, TsqlUnit
from dbmigrate.syntax.procedural.tsql_results import gives_rows
from dbmigrate.syntax.procedural.tsql_statements import (
    BeginEnd,
    Declare,
    Execute,
    Nothing,
    Print,
    Raiserror,
    SetOption,
    SetVariable,
    Throw,
    TryCatch,
    TsqlIf,
    TsqlLabel,
    TsqlSqlStatement,
    While,
)

STATE: Final = "DBR01"  # of the error that stands for ROLLBACK
ERRORS: Final = frozenset(map(str, range(11, 26)))  # severities that end code
IDLE = (Nothing, Declare, SetOption)


@dataclass(frozen=True)
class Rollback:
    """`before`: statements that show a message and read no table, which may run behind it as well: what a block has
    handed out goes with the block. `behind`: the statements that are run behind it."""

    number: int
    statement: Transaction
    before: Part | None
    behind: Part | None
    guarded: bool = False  # IF @@TRANCOUNT > 0 stands around it alone: what is moved lies apart
    jump: Node | None = None  # the label that GOTO behind it goes to

    @property
    def part(self) -> Part:
        part = self.before.to(self.statement.part) if self.before else self.statement.part
        return part.to(self.behind) if self.behind else part


@dataclass(frozen=True)
class Undone:
    """The statements first..last of a list, which a block takes back. `begin`: the BEGIN or SAVE TRAN within `first`,
    None where the caller has begun the transaction."""

    begin: Transaction | None
    statements: tuple[Node, ...]
    start: int
    rollbacks: list[Rollback] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)  # places in the list of what ends the transaction

    @property
    def first(self) -> Node:
        return self.statements[self.start]

    @property
    def last(self) -> Node:
        return self.statements[max(self.ends)]

    def holds(self, node: Node) -> bool:
        return self.first.part.first <= node.part.first and node.part.last <= self.last.part.last


def undone(unit: TsqlUnit) -> list[Undone]:
    """What the ROLLBACKs of a unit take back, outside of handlers; those that cannot be written are in none of them."""
    if not isinstance(unit, (TsqlRoutine, TsqlBatch)) or unit.body is None:
        return []
    found: dict[tuple[int, int], Undone] = {}
    wanted: list[tuple[Undone, Place, Place, Transaction]] = []
    for place in places(unit.body):
        node = place.statements[place.index]
        if isinstance(node, Transaction) and node.kind == "rollback":
            place = guard_of(place) or place
            region, container = region_of(place, node, unit)
            if region is not None and container is not None and (not is_caught(place, container) or only_tells(place)):
                region = found.setdefault((id(region.statements), region.start), region)
                wanted.append((region, place, container, node))
    rest = []
    for region, place, container, node in wanted:
        if leaves(place, container):
            add(region, place, container, node)
        elif falls_through(place, container):
            rest.append((region, place, container, node))
    for region in found.values():
        region.ends.extend(commits(region))
    for region, place, container, node in rest:  # the code goes on behind the block
        if container.index >= max(region.ends, default=0):
            add(region, place, container, node)
    used = [r for r in found.values() if r.rollbacks]
    for one in used:
        for k, inner in enumerate(one.rollbacks):
            if any(is_within(inner, other) for other in one.rollbacks):
                one.rollbacks[k] = replace(inner, number=0)
        one.rollbacks[:] = [r for r in one.rollbacks if r.number and not jumps_within(r, one)]
    used = [widened(r) for r in used if r.rollbacks]
    for one in used:  # blocks lie within each other or apart
        later = [r for r in used if r.statements is one.statements and one.start < r.start <= max(one.ends)]
        one.ends.extend(max(r.ends) for r in later)
    return used


def region_of(place: Place, node: Transaction, unit: TsqlUnit) -> tuple[Undone | None, Place | None]:
    """The list with the BEGIN TRAN, and the place in that list where the ROLLBACK is."""
    name = node.names[0].value.lower() if node.names else ""
    outermost = place
    for outer in place.outward():
        for k in range(outer.index, -1, -1):
            begin = begins(outer.statements[k], node, name)
            if begin is not None:
                return Undone(begin, outer.statements, k), outer
        outermost = outer
    if name or isinstance(unit, TsqlBatch):
        return None, None
    block = outermost.statements[outermost.index]
    inner = next((p for p in place.outward() if p.node is block and isinstance(block, BeginEnd)), outermost)
    start = next((k for k, n in enumerate(inner.statements) if not isinstance(n, IDLE)), 0)
    return Undone(None, inner.statements, start), inner


def begins(statement: Node, rollback: Transaction, name: str) -> Transaction | None:
    """The last BEGIN TRAN within the statement and before the ROLLBACK; with a name also SAVE TRAN. A statement that
    begins and commits is over."""
    found = [t for t in below(statement, Transaction) if isinstance(t, Transaction)]
    before = [t for t in found if t.part.first < rollback.part.first]
    if name:
        named = [t for t in before if t.names and t.names[0].value.lower() == name]
        return max((t for t in named if t.kind in ("savepoint", "begin")), key=lambda t: t.part.first, default=None)
    begun = [t for t in before if t.kind == "begin"]
    if rollback not in found and len([t for t in found if t.kind == "commit"]) >= len(begun):
        return None
    return max(begun, key=lambda t: t.part.first, default=None)


def is_caught(place: Place, container: Place) -> bool:
    """A CATCH stands between: it hands the error on (PL214), but what stands behind ROLLBACK is then outside of it."""
    return any(isinstance(p.node, TryCatch) for p in place.outward() if p.part_of(container))


def ended_by_catch(unit: TsqlUnit) -> dict[int, TryCatch]:
    """ROLLBACKs of a TRY block right before the error that leads to its CATCH, whose handler takes back the block: by their
    first token. Nothing of the block was committed before."""
    if not isinstance(unit, (TsqlRoutine, TsqlBatch)) or unit.body is None:
        return {}
    found = {}
    for place in places(unit.body):
        node = place.statements[place.index]
        tried = next((p.node for p in place.outward() if isinstance(p.node, TryCatch)), None)
        if tried is None or not isinstance(node, Transaction) or node.kind != "rollback" or node.names:
            continue
        behind = next((s for s in place.statements[place.index + 1 :] if not isinstance(s, Nothing)), None)
        if not is_error(behind) or any(isinstance(p.node, While) for p in place.outward()) or asks(tried):
            continue
        others = [t for t in below(unit.body, Transaction) if isinstance(t, Transaction)]
        earlier = [t for t in others if t.part.first < node.part.first]
        inside = [t for t in earlier if t.part.first > tried.part.first]
        if any(t.kind == "begin" for t in earlier) and not any(t.kind == "commit" for t in inside):
            found[node.part.first] = tried
    return found


def asks(tried: TryCatch) -> bool:
    """The CATCH does something but ROLLBACK only where a transaction is left."""
    guards = (g for h in tried.handler for g in below(h, TsqlIf) if isinstance(g, TsqlIf))
    asking = [g for g in guards if {"@@TRANCOUNT", "XACT_STATE"}.intersection(g.condition.words())]
    return any(True for g in asking for _ in below(g, (TsqlSqlStatement, Execute, SetVariable, Raiserror, Throw, Return)))


def is_error(node: Node | None) -> bool:
    """It ends the code, or leads to the CATCH."""
    if isinstance(node, Raiserror):
        return any(a.text() in ERRORS for a in node.arguments[1:2])
    return isinstance(node, Throw) and bool(node.arguments)


def only_tells(place: Place) -> bool:
    """The code is left behind ROLLBACK, and what is run before that raises nothing that a CATCH would see."""
    found = following(place)
    return bool(found) and isinstance(found[-1], Return) and all(is_plain(n) for n in found[:-1])


def is_plain(node: Node) -> bool:
    if isinstance(node, TsqlSqlStatement):
        return node.sql.verb == "select" and "FROM" not in node.words()
    return isinstance(node, (SetVariable, Print))


def goes_through(found: TryCatch, regions: Sequence[Undone]) -> bool:
    """A ROLLBACK of the TRY block belongs to a block around it."""
    tried = {t.part for s in found.statements for t in below(s, Transaction)}
    around = [r for r in regions if any(s is found for s in r.statements) or r.holds(found)]
    return any(one.statement.part in tried for region in around for one in region.rollbacks)


def commits(region: Undone) -> Iterator[int]:
    """Where the transaction is committed, up to where another one begins; a savepoint is not."""
    if region.begin is not None and region.begin.kind == "savepoint":
        return
    for k in range(region.start + 1, len(region.statements)):
        node = region.statements[k]
        if isinstance(node, Transaction) and node.kind == "begin" and region.ends and k > max(region.ends):
            return
        if any(isinstance(t, Transaction) and t.kind == "commit" for t in below(node, Transaction)):
            yield k


def jumps_within(rollback: Rollback, region: Undone) -> bool:
    """GOTO behind it, to a label that is in the block."""
    if rollback.jump is None:
        return False
    return region.first.part.first <= rollback.jump.part.first <= region.last.part.last


def widened(region: Undone) -> Undone:
    """With what jumps into it."""
    start = region.start
    for k in range(region.start + 1, max(region.ends) + 1):
        label = region.statements[k]
        if isinstance(label, TsqlLabel):
            name = label.name.value.lower()
            first = next((i for i, s in enumerate(region.statements[:k]) if jumps_to(s, name)), k)
            plain = first == region.start and isinstance(region.first, Transaction)
            if first <= start and not plain:
                start = max(first - 1, 0)
    return replace(region, start=start)


def jumps_to(node: Node, name: str) -> bool:
    return any(isinstance(g, Goto) and g.label.value.lower() == name for g in below(node, Goto))


def guard_of(place: Place) -> Place | None:
    """IF @@TRANCOUNT > 0 around the ROLLBACK alone: the transaction is there."""
    if len([n for n in place.statements if not isinstance(n, Nothing)]) != 1:
        return None
    outer = place.above
    if outer is not None and isinstance(outer.statements[outer.index], BeginEnd):
        outer = outer.above
    guard = outer.statements[outer.index] if outer is not None else None
    if not isinstance(guard, TsqlIf) or guard.otherwise is not None or "@@TRANCOUNT" not in guard.condition.words():
        return None
    return outer


def add(region: Undone, place: Place, container: Place, node: Transaction) -> None:
    behind = following(place)
    shown: list[Node] = []
    for one in reversed(place.statements[: place.index]):
        if not shows_message(one) or one is region.first:
            break
        shown.insert(0, one)
    guarded = place.statements[place.index] is not node
    before = shown[0].part.to(shown[-1].part) if shown else None
    after = behind[0].part.to(behind[-1].part) if behind else None
    last = behind[-1] if behind else None
    jump = target(place, last) if isinstance(last, Goto) else None
    region.rollbacks.append(Rollback(len(region.rollbacks) + 1, node, before, after, guarded, jump))
    end = container.index
    if container.statements is place.statements and behind:
        end = max(k for k, s in enumerate(place.statements) if s is behind[-1])
    region.ends.append(end)


def shows_message(node: Node) -> bool:
    """SELECT 'F', 'why': rows that no table is read for."""
    if not isinstance(node, TsqlSqlStatement) or node.sql.verb != "select" or node.sql.assigned:
        return False
    return gives_rows(node.sql) and "FROM" not in node.words()


def following(place: Place) -> list[Node]:
    """What is run behind it in its list."""
    found: list[Node] = []
    for node in place.statements[place.index + 1 :]:
        if isinstance(node, Nothing):
            continue
        if isinstance(node, TsqlLabel):
            break
        found.append(node)
        if isinstance(node, (Return, Throw, Leave, Goto)):
            break
    return found


def leaves(place: Place, container: Place) -> bool:
    """The code is left behind it: the unit, a loop around the block, or to a label behind the block."""
    found = following(place)
    last = found[-1] if found else None
    if isinstance(last, (Return, Raiserror, Throw)):
        return True
    if isinstance(last, Leave):
        return not any(isinstance(p.node, While) for p in place.outward() if p.part_of(container))
    return isinstance(last, Goto) and target(container, last) is not None


def target(place: Place, jump: Goto) -> Node | None:
    """The label behind the place, in its list or one around it."""
    wanted = jump.label.value.lower()
    for outer in place.outward():
        for node in outer.statements[outer.index + 1 :]:
            if isinstance(node, TsqlLabel) and node.name.value.lower() == wanted:
                return node
    return None


def falls_through(place: Place, container: Place) -> bool:
    """Nothing stands behind it up to the list of the block, and no loop comes back to it."""
    if any(isinstance(n, TsqlLabel) for n in place.statements[place.index + 1 :]):
        return False
    for outer in place.outward():
        if outer.statements is container.statements:
            return True
        rest = outer.statements[outer.index + 1 :] if outer is not place else ()
        if any(not isinstance(n, Nothing) for n in rest) or isinstance(outer.node, While):
            return False
    return False


def is_within(one: Rollback, other: Rollback) -> bool:
    return one is not other and other.part.first <= one.part.first and one.part.last <= other.part.last
