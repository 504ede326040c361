"""IF of a script whose answer is known where no error came before: which branch is left, and what stands of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dbmigrate.engine.context import Context
from dbmigrate.engine.standing import truth
from dbmigrate.model import Part
from dbmigrate.rules.ddl.idle_statement import is_left_out
from dbmigrate.rules.scripts.error_handling import is_error_handling, is_handling
from dbmigrate.syntax.ddl.nodes import Dml, Guard, Node


def decided(guard: Guard, context: Context) -> bool | None:
    """Which branch runs. None where that is not known, or where the other one does more than answer an error."""
    answer = truth(guard, context.standing)
    if answer is None or not all(is_answer(n) for n in left(guard, answer)):
        return None
    outer = next(
        (g for g in reversed(context.path) if isinstance(g, Guard) and g is not guard and holds(g, guard)), None
    )
    return answer if outer is None or runs(guard, outer, context) else None


def runs(node: Node, guard: Guard, context: Context) -> bool:
    """The statement stands in the branch of a guard that runs."""
    answer = decided(guard, context)
    return answer is not None and any(holds(n, node) for n in kept(guard, answer))


def is_answered(node: Node, context: Context) -> bool:
    """The statement goes with the guard around it."""
    guard = context.above(Guard)
    if guard is None:
        return False
    if decided(guard, context) is not None:
        return not runs(node, guard, context)
    return is_error_handling(guard)


def outermost(guard: Guard, context: Context) -> Guard:
    """The guard that becomes the block: those around it of which only a branch stays do not count."""
    around = (g for g in context.path if isinstance(g, Guard))
    return next((g for g in around if decided(g, context) is None), guard)


def in_block(context: Context) -> bool:
    """The statement stands in a guard that becomes a block."""
    return any(isinstance(g, Guard) and decided(g, context) is None for g in context.path)


def kept(guard: Guard, answer: bool) -> tuple[Node, ...]:
    return guard.then if answer else guard.otherwise


def left(guard: Guard, answer: bool) -> tuple[Node, ...]:
    return guard.otherwise if answer else guard.then


def holds(outer: Node, inner: Node) -> bool:
    return outer.part.first <= inner.part.first and inner.part.last <= outer.part.last


def is_answer(node: Node) -> bool:
    """It ends the transaction, says something, or writes the error down."""
    if isinstance(node, Guard):
        return all(is_answer(n) for n in (*node.then, *node.otherwise))
    if isinstance(node, Dml):
        words = node.words()
        named = node.lexed.tokens[node.part.first + (2 if words[1:2] == ("INTO",) else 1)].text
        return words[0] == "INSERT" and named.startswith("#")
    return is_handling(node) or is_left_out(node)


def unwrapped(guard: Guard, answer: bool) -> Iterator[tuple[Any, ...]]:
    """The branch that runs without what is around it, the other one as a comment."""
    first, condition = guard.keyword.first, guard.condition.part.last
    if answer:
        begin, end = guard.begin, guard.end
        yield Part(first, begin.last if begin else condition), ""
        if guard.else_part is not None:
            other = Part(guard.else_part.first, guard.part.last)
            yield other.before, "/* "
            yield other.after, " */"
    else:
        begin, end = guard.else_begin, guard.else_end
        assert guard.else_part is not None
        other = Part(first, guard.else_part.first - 1)
        yield other.before, "/* "
        yield other.after, " */"
        yield Part(guard.else_part.first, begin.last if begin else guard.else_part.last), ""
    if end is not None:
        yield end, ""
    yield from separated(guard, kept(guard, answer))


def separated(guard: Guard, statements: tuple[Node, ...]) -> Iterator[tuple[Any, ...]]:
    """A semicolon behind each statement but the last, which has the unit's; a line end behind a comment."""
    words = guard.lexed.words
    for i, statement in enumerate(statements):
        k, place = statement.part.last, Part(guard.part.first, statement.part.last).after
        if is_left_out(statement):
            yield place, "\n"
        elif words[k + 1 : k + 2] != [";"] and i + 1 < len(statements):
            yield place, ";"
