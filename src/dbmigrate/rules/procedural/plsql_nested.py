"""Routines that a block declares: how each is written, and what a statement that only calls one turns into.

PL/SQL Language Reference, "Nested Subprograms": they see and change the variables of the blocks around them. A call that
is a statement, or the whole value of an assignment or RETURN, can be replaced by the routine's body, which then does the
same; what stands in an expression cannot.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlglot import exp

from dbmigrate.catalog.keys import fold
from dbmigrate.engine.context import Context
from dbmigrate.engine.views import view
from dbmigrate.model import Part
from dbmigrate.records import dataclass
from dbmigrate.rules.procedural.judged_calls import path_of_call
from dbmigrate.rules.procedural.plsql_types import known_type
from dbmigrate.syntax.ddl.nodes import Node, Piece, below, children
from dbmigrate.syntax.procedural.nodes import Anchored, Block, DataType, Module, Parameter, Routine, key_of
from dbmigrate.syntax.procedural.statements import Assignment, CallStatement, Return
from dbmigrate.syntax.sql import parse

INLINE: Final = "inline"
MOST_TOKENS: Final = 40000  # that the bodies in the places of calls may have together

Names = Mapping[str, Routine]


@dataclass(frozen=True)
class Use:
    """A statement that only calls a routine. `arguments`: for each parameter the part of its value, None where its
    default counts (then that of the default) or nothing is given."""

    routine: Routine
    statement: CallStatement | Assignment | Return
    arguments: tuple[Part | None, ...]


def nested(unit: Node) -> tuple[Routine, ...]:
    """The routines with a body that blocks of the unit declare, in the order of the text."""
    return tuple(r for r in routines_in(unit) if r is not unit and isinstance(r.body, Block))


def routines_in(node: Node) -> Iterator[Routine]:
    if isinstance(node, Routine):
        yield node
    for child in children(node):
        yield from routines_in(child)


def by_name(unit: Node) -> Names:
    """Those whose name no other one in the unit has; none where their bodies would make the text too long."""
    found = nested(unit)
    counts = Counter(key_of(r.name) for r in found if r.name)
    names = {key_of(r.name): r for r in found if r.name and counts[key_of(r.name)] == 1}
    return names if not names or tokens_written(unit, names) <= MOST_TOKENS else {}


def use_of(statement: Node, context: Context) -> Use | None:
    """None for any other statement. `context.path`: what is above it."""
    piece = statement.callee if isinstance(statement, CallStatement) else getattr(statement, "value", None)
    if not isinstance(statement, (CallStatement, Assignment, Return)) or not isinstance(piece, Piece):
        return None
    tree = parse(piece.lexed, piece.part, piece.into)
    path = path_of_call(tree.root)
    if len(path) != 1 or not isinstance(tree.root, (exp.Anonymous, exp.Column)):
        return None
    routine = context.declared(path[0])
    if not isinstance(routine, Routine) or routine.body is None or not is_nested(routine, context):
        return None
    given = list(tree.root.expressions) if isinstance(tree.root, exp.Anonymous) else []
    arguments = matched(routine, [(name_of(a), view(tree, value_of(a)).part) for a in given])
    if arguments is None or isinstance(statement, CallStatement) != (routine.returns is None):
        return None
    return Use(routine, statement, arguments)


def is_nested(routine: Routine, context: Context) -> bool:
    """A block in a routine declares it, not a package."""
    for node in context.path:
        if isinstance(node, Block) and any(routine is d for d in node.declarations):
            above = context.path[: context.path.index(node)]
            return not above or not isinstance(above[-1], Module)
    return False


def name_of(argument: Any) -> str:
    return str(argument.this.name).upper() if isinstance(argument, exp.Kwarg) else ""


def value_of(argument: Any) -> Any:
    return argument.expression if isinstance(argument, exp.Kwarg) else argument


def parameters_of(routine: Routine) -> tuple[Parameter, ...]:
    """() also where one is not understood."""
    items = routine.parameters.items if routine.parameters else ()
    found = tuple(i for i in items if isinstance(i, Parameter) and not i.extras)
    return found if len(found) == len(items) else ()


def matched(routine: Routine, given: list[tuple[str, Part]]) -> tuple[Part | None, ...] | None:
    parameters = parameters_of(routine)
    if (routine.parameters is not None and not parameters) or len(given) > len(parameters):
        return None
    names = {key_of(p.name): i for i, p in enumerate(parameters)}
    found: list[Part | None] = [p.default.part if p.default else None for p in parameters]
    missing = {i for i, p in enumerate(parameters) if p.default is None}
    for place, (name, part) in enumerate(given):
        at = names.get(name, -1) if name else place
        if at < 0:
            return None
        found[at] = part
        missing.discard(at)
    return None if missing else tuple(found)


def type_text(type_: DataType, context: Context) -> str:
    """In the target's words; "" where it has none."""
    known = known_type(type_, context)
    if known is not None:
        return known.text
    if not isinstance(type_, Anchored):
        return ""
    return "record" if type_.attribute == "ROWTYPE" else "".join(type_.text().split())


def names_in(node: Node) -> frozenset[str]:
    """Names that tokens of a node can mean, without what stands behind a point."""
    lexed = node.lexed
    tokens = range(node.part.first, node.part.last + 1)
    return frozenset(
        fold("oracle", lexed.tokens[k].text, lexed.is_quoted(k))
        for k in tokens
        if lexed.is_name(k) and not (k and lexed.words[k - 1] == ".")
    )


def free_names(routine: Routine, names: Names, seen: frozenset[str] = frozenset()) -> frozenset[str]:
    """What the routine and those that it calls take from around them, and more: also columns."""
    assert routine.name
    own = set(routine.declared) | (set(routine.body.declared) if isinstance(routine.body, Block) else set())
    found = names_in(routine) - own
    key = key_of(routine.name)
    for name in sorted(found & names.keys() - seen - {key}):
        found |= free_names(names[name], names, seen | {key})
    return found


def calls_itself(routine: Routine, names: Names) -> bool:
    """By itself or by way of others."""
    assert routine.name and routine.body
    pending, seen = [routine], set[str]()
    while pending:
        body = pending.pop().body
        called = names_in(body) & names.keys() if body else set()
        if key_of(routine.name) in called - end_names(body):
            return True
        pending += [names[n] for n in called - seen]
        seen |= called
    return False


def end_names(body: Node | None) -> frozenset[str]:
    """`END name` does not call it; where it is also called in the body, the name stands there more than once."""
    if not isinstance(body, Block) or body.end_name is None:
        return frozenset()
    key = key_of(body.end_name)
    words = [body.lexed.words[k] for k in range(body.part.first, body.part.last + 1)]
    return frozenset({key}) if words.count(key) <= 1 else frozenset()


def is_captured(use: Use, context: Context, names: Names) -> bool:
    """Something declared between the routine and the call has a name that the routine uses."""
    wanted = free_names(use.routine, names)
    for node in reversed(context.path):
        if isinstance(node, Block) and any(use.routine is d for d in node.declarations):
            return False
        declared = getattr(node, "declared", None)
        if declared and wanted & set(declared):
            return True
    return True


def tokens_written(unit: Node, names: Names) -> int:
    """How many tokens all bodies in the places of calls would have."""
    sizes: dict[str, int] = {}

    def size(key: str) -> int:
        if key not in sizes:
            sizes[key] = 0  # one that calls itself is not written so
            part = names[key].part
            sizes[key] = part.last - part.first + sum(size(n) for n in called(names[key], names))
        return sizes[key]

    return sum(size(n) for n in called(unit, names))


def called(node: Node, names: Names) -> Iterator[str]:
    """Routines that statements of a node call, as often as they do; not those of routines within."""
    inside = [r.part for r in routines_in(node) if r is not node]
    for statement in below(node, (CallStatement, Assignment, Return)):
        piece = getattr(statement, "callee", None) or getattr(statement, "value", None)
        if piece is None or any(p.first <= piece.part.first <= p.last for p in inside):
            continue
        key = piece.lexed.words[piece.part.first]
        if key in names:
            yield key
