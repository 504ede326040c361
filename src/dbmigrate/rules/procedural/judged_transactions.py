"""Transactions in code: where COMMIT and ROLLBACK may stand, what a handler takes back, a COMMIT that ends a block.

PL/SQL Language Reference, "COMMIT Statement"; PostgreSQL, "Transaction Management" of PL/pgSQL: a procedure ends the
transaction where no exception is waited for around the place; within a handler the block is already undone.
"""

from __future__ import annotations

from typing import Final

from dbmigrate.catalog.undone import is_undone_by_error
from dbmigrate.syntax.ddl.nodes import Node, below
from dbmigrate.syntax.procedural.nodes import AnonymousBlock, Block, Handler, Pragma, Routine
from dbmigrate.syntax.procedural.statements import (
    Assignment,
    CallStatement,
    ExecuteImmediate,
    Null,
    Raise,
    Return,
    SqlStatement,
    Transaction,
)

PLAIN: Final = frozenset({("COMMIT",), ("ROLLBACK",), ("COMMIT", "WORK"), ("ROLLBACK", "WORK")})
AUTONOMOUS: Final = "AUTONOMOUS_TRANSACTION"
APPLICATION_ERROR: Final = "RAISE_APPLICATION_ERROR"


def in_procedure(unit: Node) -> bool:
    """Only there PostgreSQL lets code end a transaction."""
    return isinstance(unit, AnonymousBlock) or (isinstance(unit, Routine) and unit.kind == "procedure")


def is_plain(node: Transaction) -> bool:
    return node.words(node.inner) in PLAIN


def is_autonomous(unit: Node) -> bool:
    """Its own declarations say PRAGMA AUTONOMOUS_TRANSACTION."""
    body = getattr(unit, "body", None)
    return any(isinstance(n, Pragma) and n.word == AUTONOMOUS for n in getattr(body, "declarations", ()))


def ends_transactions(unit: Node) -> bool:
    if is_autonomous(unit):
        return False
    found = (t for t in below(unit, Transaction) if isinstance(t, Transaction) and is_plain(t))
    return any(not goes_with_error(t) for t in found)


def goes_with_error(node: Transaction) -> bool:
    """PL192: a ROLLBACK that the error behind it does as well."""
    return node.kind == "rollback" and is_plain(node) and is_undone_by_error(node.lexed.words, node.part.first)


def commits_last(block: Block) -> int | None:
    """Of a block with handlers that ends with COMMIT the place of that statement, which must stand behind the block:
    None where there is none, where others end the transaction before it, or where what follows has to stay in it."""
    if not block.handlers:
        return None
    found = [i for i, s in enumerate(block.statements) if isinstance(s, Transaction) and is_plain(s)]
    if len(found) != 1 or not isinstance(last := block.statements[found[0]], Transaction) or last.kind != "commit":
        return None
    before = [t for s in block.statements[: found[0]] for t in below(s, Transaction)]
    if any(isinstance(t, Transaction) and is_plain(t) for t in before):
        return None  # PL122
    return found[0] if all(may_follow(node) for node in block.statements[found[0] + 1 :]) else None


def may_follow(node: Node) -> bool:
    """What follows the COMMIT stands behind the block as well, where no handler waits: nothing that can fail but a
    call, which is reported."""
    return cannot_fail(node) or is_constant(node) or isinstance(node, CallStatement)


def is_constant(node: Node) -> bool:
    """An assignment of one word: a literal, a variable, NULL."""
    return isinstance(node, Assignment) and node.value.part.first == node.value.part.last


def cannot_fail(node: Node) -> bool:
    """NULL, or RETURN of nothing, a literal or a variable."""
    if isinstance(node, Return):
        return node.value is None or node.value.part.first == node.value.part.last
    return isinstance(node, Null)


def keeps_changes(block: Block) -> bool:
    """Oracle keeps what the block had changed when the handler was reached, PostgreSQL takes it back: not the same
    where something that can fail stands behind a change of data, unless the handler rolls back or fails itself."""
    if not block.handlers or all(gives_up(h) for h in block.handlers):
        return False
    count = len(block.statements)
    while count and (cannot_fail(block.statements[count - 1]) or is_constant(block.statements[count - 1])):
        count -= 1
    before, last = block.statements[: max(count - 1, 0)], block.statements[max(count - 1, 0) : count]
    halfway = any(changes_within(node) or (changes(node) and isinstance(node, CallStatement)) for node in last)
    return halfway or any(changes_within(node) or changes(node) for node in before)


def gives_up(handler: Handler) -> bool:
    """It begins with ROLLBACK (or with going back to a savepoint: PL131), or hands an error on, which takes back the changes on both sides."""
    first = handler.statements[0] if handler.statements else None
    back = isinstance(first, Transaction) and first.kind == "rollback"
    return first is not None and (back or fails(handler.statements[-1]))


def fails(node: Node) -> bool:
    named = isinstance(node, CallStatement) and "".join(node.words(node.name)) == APPLICATION_ERROR
    return isinstance(node, Raise) or named


def leaves(handler: Handler) -> bool:
    """It ends with RETURN or an error: nothing behind the block is reached."""
    if not handler.statements:
        return False
    return isinstance(handler.statements[-1], Return) or fails(handler.statements[-1])


def changes_within(node: Node) -> bool:
    """Whether a change of data stands inside this statement."""
    if isinstance(node, SqlStatement):
        return False
    inner = (*below(node, SqlStatement), *below(node, CallStatement), *below(node, ExecuteImmediate))
    return any(changes(s) for s in inner if s is not node)


def changes(node: Node) -> bool:
    """DML; a call and a text that is run may change data as well."""
    if isinstance(node, CallStatement):
        return "".join(node.words(node.name)) not in (APPLICATION_ERROR, "DBMS_OUTPUT.PUT_LINE")
    return isinstance(node, ExecuteImmediate) or (isinstance(node, SqlStatement) and node.sql.verb != "select")
