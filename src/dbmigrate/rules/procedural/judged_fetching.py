"""OPEN, FETCH, CLOSE, judged: declared cursors and cursor variables, and what their attributes say behind a FETCH.

PL/SQL Language Reference, "FETCH Statement", "Named Cursor Attribute". Where no row is left, Oracle leaves the
variables as they are and PL/pgSQL makes them NULL: nothing may read them then.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.model import Part
from dbmigrate.rules.procedural.judged_types import unquoted
from dbmigrate.syntax.ddl.nodes import Node, Piece, below
from dbmigrate.syntax.procedural.nodes import CursorDeclaration, Parameter, Variable
from dbmigrate.syntax.procedural.statements import (
    Assignment,
    Branch,
    Close,
    Fetch,
    If,
    Leave,
    Loop,
    Open,
    Raise,
    Return,
)

FOUND, NOT_FOUND, IS_OPEN, COUNT = "%FOUND", "%NOTFOUND", "%ISOPEN", "%ROWCOUNT"
LEAVING: Final = (Leave, Return, Raise)


def cursor_key(piece: Piece) -> str:
    """The folded name at the start of `c`, `c(1)`, `package.c(1)`; "" where something else stands there."""
    lexed, first = piece.lexed, piece.part.first
    if piece.part.last > first + 1 and lexed.words[first + 1] == ".":
        first += 2
    token = lexed.tokens[first]
    name = token.text if lexed.is_quoted(first) else unquoted(token.text)
    return name if piece.part.last == first or lexed.words[first + 1] == "(" else ""


def attributes(before: Node | None) -> tuple[str, ...]:
    """What a condition right behind a FETCH may ask."""
    if not isinstance(before, Fetch) or before.into.bulk:
        return ()
    name = cursor_key(before.cursor)
    return name + FOUND, name + NOT_FOUND


def is_cursor(name: str, context: Context) -> bool:
    """A cursor that is declared, or a cursor variable."""
    return isinstance(context.declared(name), (CursorDeclaration, Variable, Parameter))


def counter_of(name: str) -> str:
    """The variable that keeps how many rows the cursor has given."""
    return f"{name.lower()}_rowcount"


def seen_of(name: str) -> str:
    """The variable that keeps whether the last FETCH gave a row (in bulk: as many as it was to give)."""
    return f"{name.lower()}_found"


def condition_of(found: Node) -> Node | None:
    """The expression of a statement that the rules for attributes of cursors look at."""
    if isinstance(found, (Assignment, Return)):
        return found.value
    return found.condition if isinstance(found, (Branch, Leave, Loop)) else None


def looped(around: Iterable[Node]) -> frozenset[str]:
    """Cursors of the FOR loops around a place, whose turn is a row found; not where the loop's statements fetch from it."""
    found = set()
    for loop in around:
        if isinstance(loop, Loop) and loop.kind == "cursor" and isinstance(loop.source, Piece):
            name = cursor_key(loop.source)
            commands = [n for s in loop.statements for n in below(s, (Open, Fetch, Close)) if isinstance(n, (Open, Fetch, Close))]
            if all(cursor_key(command.cursor) != name for command in commands):
                found.add(name)
    return frozenset(found - {""})


def may_be_read(fetch: Fetch, following: tuple[Node, ...], loop: Loop | None) -> bool:
    """A variable may be read when the FETCH gave no row. `following`: the statements behind it in its list; `loop`: the
    nearest one around."""
    after = following[0] if following else None
    wanted = cursor_key(fetch.cursor) + NOT_FOUND
    if isinstance(after, Leave) and after.kind == "exit" and asks(after.condition, wanted) and loop is not None:
        if not after.label and not read_behind(fetch, loop.part.last):
            return False
    elif isinstance(after, If) and is_not_found(after, wanted):
        branch = after.branches[0]
        last = branch.statements[-1] if branch.statements else None
        reads = any(mentions(fetch, s.part) for s in branch.statements)
        if not reads and isinstance(last, LEAVING) and getattr(last, "condition", None) is None and goes_far(last, fetch):
            return False
    elif isinstance(after, If) and is_found(after, wanted.replace(NOT_FOUND, FOUND)):
        rest = Part(after.branches[0].part.last + 1, len(fetch.lexed.tokens) - 1)
        if not mentions(fetch, rest):
            return False
    return True


def goes_far(last: Node, fetch: Fetch) -> bool:
    """RETURN and RAISE end it; EXIT goes on where the variables must not be read."""
    return isinstance(last, (Return, Raise)) or not read_behind(fetch, last.part.last)


def is_not_found(node: If, wanted: str) -> bool:
    return asks(node.branches[0].condition, wanted)


def is_found(node: If, wanted: str) -> bool:
    return asks(node.branches[0].condition, wanted) and len(node.branches) == 1


def asks(condition: Node | None, wanted: str) -> bool:
    """It is the attribute alone, perhaps with the cursor's package before it."""
    found = words(condition)
    return found[-1:] == (wanted,) and (len(found) == 1 or found[1:-1] == (".",))


def words(condition: Node | None) -> tuple[str, ...]:
    return tuple(condition.words()) if condition is not None else ()


def read_behind(fetch: Fetch, last: int) -> bool:
    """A variable of the FETCH is named behind token `last` (there the unit goes on)."""
    end = len(fetch.lexed.tokens) - 1
    return last < end and mentions(fetch, Part(last + 1, end))


def mentions(fetch: Fetch, part: Part) -> bool:
    lexed = fetch.lexed
    targets = {lexed.words[t.part.first] for t in fetch.into.targets}
    return any(lexed.words[k] in targets and lexed.words[k - 1] != "." for k in range(part.first, part.last + 1))
