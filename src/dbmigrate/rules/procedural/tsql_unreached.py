"""ROLLBACK of a batch behind a question for @@TRANCOUNT that is answered before the batch begins."""

from __future__ import annotations

from dbmigrate.engine.context import Context
from dbmigrate.engine.standing import value_of
from dbmigrate.syntax.ddl.nodes import Node, below
from dbmigrate.syntax.procedural.statements import Transaction
from dbmigrate.syntax.procedural.tsql_nodes import TsqlBatch, TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import TsqlIf


def open_before(place: int, unit: TsqlUnit | None, context: Context) -> int | None:
    """@@TRANCOUNT at a token of a batch; None where it is not known."""
    if not isinstance(unit, TsqlBatch) or any(n.part.first < place for n in below(unit, Transaction)):
        return None
    return context.standing.open


def is_unreached(statement: Transaction, unit: TsqlUnit, context: Context) -> bool:
    """The branch that holds it never runs."""
    for guard in below(unit, TsqlIf):
        assert isinstance(guard, TsqlIf)
        branch = guard.then if holds(guard.then, statement) else guard.otherwise
        if branch is None or not holds(branch, statement) or open_before(guard.part.first, unit, context) is None:
            continue
        if value_of(guard.lexed, guard.condition.part, context.standing) is (branch is not guard.then):
            return True
    return False


def holds(outer: Node, inner: Node) -> bool:
    return outer.part.first <= inner.part.first and inner.part.last <= outer.part.last
