"""Savepoints that PL/pgSQL has without saying so: going back to them is what a block with handlers does anyway.

PL/SQL Language Reference, "SAVEPOINT Statement"; PL/pgSQL, "Trapping Errors": what the block has changed is taken back
when one of its handlers is reached.
"""

from __future__ import annotations

from collections.abc import Iterator

from dbmigrate.rules.procedural.judged_transactions import changes
from dbmigrate.rules.procedural.postponed_ends import inner, is_quiet, lists
from dbmigrate.syntax.ddl.nodes import Node, below
from dbmigrate.syntax.procedural.nodes import Block, key_of
from dbmigrate.syntax.procedural.statements import Loop, SqlStatement, Transaction


def name_of(node: Transaction) -> str:
    """The savepoint that a statement sets or goes back to; "" for any other."""
    if node.kind == "savepoint" and len(node.names) == 1:
        return key_of(node.names[0])
    words = [w for w in node.rest.words() if w not in ("WORK", "SAVEPOINT")] if node.rest and node.kind == "rollback" else []
    return words[1] if len(words) == 2 and words[0] == "TO" else ""


def goes_without_saying(node: Transaction, unit: Node) -> bool:
    """Setting the savepoint and going back to it, wherever the unit does, changes nothing on the target."""
    name = name_of(node)
    if not name:
        return False
    found = [t for t in below(unit, Transaction) if isinstance(t, Transaction) and name_of(t) == name]
    points = [t for t in found if t.kind == "savepoint"]
    backs = [t for t in found if t.kind == "rollback"]
    if len(points) == 1:
        return all(undone(points[0], back, unit) for back in backs)
    # Set again: each is gone back to in the block right behind it, which does not set it again.
    own = [block for point in points if (block := block_behind(point, unit)) is not None]
    if len(own) != len(points) or any(p in below(block, Transaction) for block in own for p in points):
        return False
    return all(any(starts_handler(block, back) for block in own) for back in backs)


def block_behind(point: Transaction, unit: Node) -> Block | None:
    for statements in all_lists(unit):
        for k, statement in enumerate(statements):
            if statement is point:
                behind = next((s for s in statements[k + 1 :] if not is_quiet(s)), None)
                return behind if isinstance(behind, Block) else None
    return None


def undone(point: Transaction, back: Transaction, unit: Node) -> bool:
    for statements in all_lists(unit):
        for k, statement in enumerate(statements):
            if statement is point:
                behind = statements[k + 1 :]
                return by_handler(behind, back) or nothing_changed(behind, back) or begins_block(statements[:k], back, unit, point)
    return False


def by_handler(behind: tuple[Node, ...], back: Transaction) -> bool:
    """The next statement is a block, one of whose handlers begins with going back."""
    block = next((s for s in behind if not is_quiet(s)), None)
    return isinstance(block, Block) and starts_handler(block, back)


def begins_block(before: tuple[Node, ...], back: Transaction, unit: Node, point: Transaction) -> bool:
    """The savepoint stands before the first change in a block, one of whose handlers begins with going back."""
    for block in below(unit, Block):
        if isinstance(block, Block) and any(s is point for s in block.statements):
            return starts_handler(block, back) and not any(may_change(s) for s in before)
    return False


def starts_handler(block: Block, back: Transaction) -> bool:
    firsts = (next((s for s in h.statements if not is_quiet(s)), None) for h in block.handlers)
    return any(first is back for first in firsts)


def nothing_changed(behind: tuple[Node, ...], back: Transaction) -> bool:
    """No change of data stands between the two, and no loop leads back."""
    for statement in behind:
        nodes = list(inner(statement))
        if any(n is back for n in nodes):
            before = [n for n in nodes if n.part.first < back.part.first and not isinstance(n, Loop)]
            loops = [n for n in nodes if isinstance(n, Loop) and n.part.first < back.part.first <= n.part.last]
            return not loops and not any(own_change(n) for n in before)
        if may_change(statement):
            return False
    return False


def may_change(statement: Node) -> bool:
    return any(own_change(n) for n in inner(statement))


def own_change(node: Node) -> bool:
    return changes(node) or (isinstance(node, SqlStatement) and node.sql.verb != "select")


def all_lists(node: Node) -> Iterator[tuple[Node, ...]]:
    for statements in lists(node):
        yield statements
        for statement in statements:
            yield from all_lists(statement)
