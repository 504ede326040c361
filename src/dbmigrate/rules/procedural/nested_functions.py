"""Nested functions that expressions call: each becomes a function of its own, which is given what it reads around it."""

from __future__ import annotations

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.records import dataclass
from dbmigrate.rules.procedural.judged_calls import path_of_call
from dbmigrate.rules.procedural.plsql_nested import Names, free_names, names_in, parameters_of, type_text
from dbmigrate.rules.procedural.plsql_package_copies import start_of, written
from dbmigrate.syntax.ddl.nodes import Node, below, children
from dbmigrate.syntax.procedural.nodes import Block, CursorDeclaration, Parameter, Routine, Variable, key_of
from dbmigrate.syntax.procedural.scopes import declaration
from dbmigrate.syntax.procedural.statements import Assignment, CallStatement, Fetch, Into, Loop, Return
from dbmigrate.syntax.sql import parse

HOIST: Final = "hoist"
MOST_BYTES: Final = 63  # of a name


@dataclass(frozen=True)
class Read:
    """A variable of the code around that a nested function reads."""

    name: str
    node: Variable | Parameter


def is_in_expression(routine: Routine, unit: Node) -> bool:
    """It is called in another place than as the whole value of an assignment or RETURN."""
    assert routine.name
    key, lexed = key_of(routine.name), unit.lexed
    whole = set[int]()
    for node in below(unit, (Assignment, CallStatement, Return)):
        piece = getattr(node, "callee", None) or getattr(node, "value", None)
        if piece is None or lexed.words[piece.part.first] != key:
            continue
        if path_of_call(parse(piece.lexed, piece.part, piece.into).root) == (key,):
            whole.add(piece.part.first)
    heads = (".", "FUNCTION", "PROCEDURE", "END")
    tokens = range(unit.part.first + 1, unit.part.last + 1)
    return any(lexed.words[k] == key and lexed.words[k - 1] not in heads and k not in whole for k in tokens)


def can_hoist(routine: Routine, context: Context, names: Names) -> bool:
    """`context`: of the block that declares it."""
    if routine.returns is None or routine.returns.type is None or not isinstance(routine.body, Block) or not routine.name:
        return False
    if key_of(routine.name) not in names or routine.options or routine.rest or routine.body.problem:
        return False
    if routine.parameters is not None and not parameters_of(routine):
        return False
    parameters = parameters_of(routine)
    types = [type_text(routine.returns.type, context), *(type_text(p.type, context) for p in parameters)]
    if not all(types) or "record" in types or any(p.direction != "in" for p in parameters):
        return False
    others = names.keys() - {key_of(routine.name)}
    if names_in(routine.body) & others or len(hoisted_name(routine, context).encode()) > MOST_BYTES:
        return False
    found = reads(routine, context)
    return found is not None and not writes_outside(routine, context)


def reads(routine: Routine, context: Context) -> tuple[Read, ...] | None:
    """None where it needs something around it that cannot be handed over."""
    found = []
    for name in sorted(free_names(routine, {})):
        node = declaration(outside(routine, context), name)
        if isinstance(node, (CursorDeclaration, Loop)):
            return None
        if isinstance(node, (Variable, Parameter)):
            if type_text(node.type, context) in ("", "record"):
                return None
            found.append(Read(name, node))
    return tuple(found)


def outside(routine: Routine, context: Context) -> list[Node]:
    """The nodes around a nested routine, from the routine that holds them all."""
    outer = next((n for n in context.path if isinstance(n, Routine)), None)
    return path_to(outer, routine) if outer is not None else []


def path_to(node: Node, wanted: Node) -> list[Node]:
    """The nodes above one that is below, outermost first; [] where it is not."""
    for child in children(node):
        if child is wanted:
            return [node]
        found = path_to(child, wanted) if child.part.first <= wanted.part.first <= child.part.last else []
        if found:
            return [node, *found]
    return []


def writes_outside(routine: Routine, context: Context) -> bool:
    """It changes a variable that it does not declare itself."""
    own = set(routine.declared)
    for block in below(routine, Block):
        own |= set(block.declared) if isinstance(block, Block) else set()
    around = outside(routine, context)

    def is_outer(name: str) -> bool:
        return name not in own and isinstance(declaration(around, name), (Variable, Parameter))

    targets = [start_of(n.target) for n in below(routine, Assignment) if isinstance(n, Assignment)]
    targets += [start_of(t) for n in below(routine, Into) if isinstance(n, Into) for t in n.targets]
    for call in below(routine, CallStatement):
        targets += [path for path in written(call, context) if path]
        if isinstance(call, CallStatement):
            targets += [(name,) for name in names_in(call)]  # what a procedure does with its arguments is not known
    return any(path and is_outer(path[0]) for path in targets) or any(isinstance(n, Fetch) for n in below(routine, Fetch))


def hoisted_name(routine: Routine, context: Context) -> str:
    """Not quoted: the names of the routine around it and its own."""
    outer = next((n for n in context.path if isinstance(n, Routine) and n.name), None)
    owner = outer.name.value.lower() if outer is not None and outer.name else "block"
    assert routine.name
    return f"{owner}_{routine.name.value.lower()}"


def hoisted(unit: Node, chosen: dict[str, str]) -> list[Routine]:
    return [r for r in below(unit, Routine) if isinstance(r, Routine) and r.name and chosen.get(key_of(r.name)) == HOIST and r.body]

