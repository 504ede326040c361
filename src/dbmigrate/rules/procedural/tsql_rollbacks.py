"""ROLLBACK amid T-SQL code: which part of the code it takes back, and what is run behind it.

PL/pgSQL takes back a block that an error leaves. So the code from BEGIN TRAN on becomes a block, ROLLBACK an error that
only the block's handler knows, and what stands behind ROLLBACK goes into the handler.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Node, below
from dbmigrate.syntax.procedural.statements import Leave, Return, Transaction
from dbmigrate.syntax.procedural.tsql_nodes import TsqlBatch, TsqlRoutine, TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import BeginEnd, Nothing, Raiserror, Throw, TryCatch, TsqlIf, While

LEAVING = (Return, Raiserror, Throw, Leave)


@dataclass(frozen=True)
class Rollback:
    """`behind`: the statements that are run behind it."""

    statement: Transaction
    behind: Part | None

    @property
    def part(self) -> Part:
        return self.statement.part.to(self.behind) if self.behind else self.statement.part


@dataclass(frozen=True)
class Undone:
    """The code from BEGIN TRAN to the last statement of its list."""

    begin: Transaction
    last: Node
    rollbacks: list[Rollback] = field(default_factory=list)


def lists(node: Node) -> Iterator[tuple[Node, ...]]:
    """The lists of statements at and below a node, outer ones first; those of handlers are left out."""
    statements = getattr(node, "statements", None)
    if isinstance(statements, tuple):
        yield statements
        for one in statements:
            yield from lists(one)
    elif isinstance(node, TsqlIf):
        for branch in (node.then, node.otherwise):
            if branch is not None:
                yield from lists(branch) if not is_single(branch) else iter(((branch,),))
    elif isinstance(node, While):
        yield from lists(node.body) if not is_single(node.body) else iter(((node.body,),))


def is_single(node: Node) -> bool:
    return not isinstance(node, (BeginEnd, TsqlIf, While, TryCatch))


def undone(unit: TsqlUnit) -> list[Undone]:
    """The transactions of a unit that ROLLBACK takes back outside of a handler."""
    if not isinstance(unit, (TsqlRoutine, TsqlBatch)) or unit.body is None:
        return []
    found: list[Undone] = []
    taken: set[int] = set()
    for statements in lists(unit.body):
        for k, begin in enumerate(statements):
            if isinstance(begin, Transaction) and begin.kind == "begin" and id(begin) not in taken:
                one = region(begin, statements[k + 1 :], unit)
                taken |= {id(n) for s in statements[k + 1 :] for n in below(s, Transaction)}
                if one is not None:
                    found.append(one)
    return found


def region(begin: Transaction, later: tuple[Node, ...], unit: TsqlUnit) -> Undone | None:
    """None where nothing is rolled back there, or in a way that cannot be written."""
    real = [n for n in later if not isinstance(n, Nothing)]
    rollbacks: list[Rollback] = []
    for statements in (later, *(inner for n in later for inner in lists(n))):
        for k, node in enumerate(statements):
            if isinstance(node, Transaction) and node.kind == "rollback" and not node.names:
                behind = [n for n in statements[k + 1 :] if not isinstance(n, Nothing)]
                if not ends(node, behind, unit):
                    return None
                rollbacks.append(Rollback(node, behind[0].part.to(behind[-1].part) if behind else None))
    inner = [r for r in rollbacks if not any(is_within(r, other) for other in rollbacks)]
    return Undone(begin, real[-1], inner) if inner else None


def is_within(one: Rollback, other: Rollback) -> bool:
    return one is not other and other.part.first <= one.part.first and one.part.last <= other.part.last


def ends(rollback: Transaction, behind: list[Node], unit: TsqlUnit) -> bool:
    """The code is left behind it."""
    last = behind[-1] if behind else rollback
    if isinstance(last, LEAVING):
        return True
    assert unit.body is not None
    rest = unit.lexed.words[last.part.last + 1 : unit.body.part.last + 1]
    return set(rest) <= {"END", ";"}
