"""COMMIT and ROLLBACK in the statements of a block with handlers: which ones can wait until the block's end.

PL/pgSQL, "Transaction Management": "A transaction cannot be ended inside a block with exception handlers."
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from dbmigrate.records import dataclass
from dbmigrate.rules.procedural.judged_transactions import goes_with_error, is_plain
from dbmigrate.syntax.ddl.nodes import Node, children
from dbmigrate.syntax.procedural.nodes import Block, Handler, Label, Routine, key_of
from dbmigrate.syntax.procedural.statements import (
    Assignment,
    CallStatement,
    Case,
    Close,
    Goto,
    If,
    Leave,
    Loop,
    Null,
    Return,
    Transaction,
)

OUTPUT = ("DBMS_OUTPUT.PUT_LINE", "DBMS_OUTPUT.PUT", "DBMS_OUTPUT.NEW_LINE")


@dataclass(frozen=True)
class Postponed:
    """Of the outermost block with handlers: the ends of transactions in it that wait, whether work follows one of them
    in the block, and the RETURNs that must come by the block's end."""

    ends: tuple[Transaction, ...] = ()
    early: bool = False
    returns: tuple[Return, ...] = ()
    places: frozenset[int] = field(default=frozenset())


def postponed(block: Block) -> Postponed:
    """Empty where none can wait."""
    tails = dict(ends_of(block.statements, True))
    if not tails or leaves_behind(block, min(t.part.first for t in tails)):
        return Postponed()
    commits = [t.part.first for t, last in tails.items() if t.kind == "commit" and not last]
    first = min(commits, default=0)
    waiting = [
        t
        for t, last in tails.items()
        if t.kind == "commit" or (last and not (commits and t.part.first > first))  # it would take back the COMMIT as well
    ]
    places = frozenset(t.part.first for t in waiting)
    found = tuple(r for s in block.statements for r in inner(s) if isinstance(r, Return))
    return Postponed(tuple(waiting), bool(commits), found, places)


def ends_of(statements: tuple[Node, ...], last: bool) -> Iterator[tuple[Transaction, bool]]:
    """Each plain end of a transaction, and whether nothing that reads or changes data follows it before the block ends.
    `last`: that is so behind the list, which ends the block."""
    for k, statement in enumerate(statements):
        behind = follows(statements[k + 1 :])
        is_last = last if behind is None else behind
        if isinstance(statement, Transaction) and goes_with_error(statement):
            continue
        if isinstance(statement, Transaction) and is_plain(statement):
            yield statement, is_last
            continue
        around = is_last and not isinstance(statement, Loop)
        for below in lists(statement):
            yield from ends_of(below, around)


def follows(statements: tuple[Node, ...]) -> bool | None:
    """True where the statements come to RETURN and do nothing before, False where they do; None where they do nothing."""
    for statement in statements:
        if isinstance(statement, Return):
            return True
        if not is_quiet(statement):
            return False
    return None


def is_quiet(node: Node) -> bool:
    if isinstance(node, CallStatement):
        return "".join(node.words(node.name)) in OUTPUT
    if isinstance(node, (If, Case)):
        return all(is_quiet(s) for below in lists(node) for s in below)
    return isinstance(node, (Assignment, Null, Close, Label, Return))


def lists(node: Node) -> Iterator[tuple[Node, ...]]:
    """The lists of statements right below a statement; those of handlers too."""
    own = getattr(node, "statements", None)
    if isinstance(own, tuple):
        yield own
    for child in children(node):
        if not isinstance(child, Routine) and not is_statement_of(node, child):
            yield from lists(child)


def is_statement_of(node: Node, child: Node) -> bool:
    own = getattr(node, "statements", None)
    return isinstance(own, tuple) and any(child is s for s in own)


def inner(node: Node) -> Iterator[Node]:
    yield node
    for child in children(node):
        if not isinstance(child, Routine):
            yield from inner(child)


def leaves_behind(block: Block, first: int) -> bool:
    """Behind token `first` a jump leads out of the block and past its end."""
    for statement in block.statements:
        for node in inner(statement):
            if node.part.first < first:
                continue
            if isinstance(node, Goto) and not has_label(block, key_of(node.label)):
                return True
            if isinstance(node, Leave) and not stays(node, block):
                return True
    return False


def stays(leave: Leave, block: Block) -> bool:
    if leave.label is not None:
        return has_label(block, key_of(leave.label))
    return any(isinstance(n, Loop) and holds(n, leave) for s in block.statements for n in inner(s))


def holds(outer: Node, node: Node) -> bool:
    return outer.part.first <= node.part.first and node.part.last <= outer.part.last


def has_label(block: Block, name: str) -> bool:
    found = [n for s in block.statements for n in inner(s) if isinstance(n, Label)]
    return any(key_of(n.name) == name for n in found)


def is_protecting(block: Block, path: list[Node]) -> bool:
    """The outermost block with handlers around its statements. `path`: the nodes above it."""
    if not block.handlers:
        return False
    below: Node = block
    for node in reversed(path):
        if isinstance(node, Routine):
            break
        if isinstance(node, Block) and node.handlers and not isinstance(below, Handler):
            return False
        below = node
    return True
