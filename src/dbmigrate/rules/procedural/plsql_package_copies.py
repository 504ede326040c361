"""Variables of packages that a statement writes other than by a plain assignment: it works on a copy, which is kept then.

A function reads such a variable and another one writes it (PL085): neither takes INTO, an element, a field or a method.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlglot import exp

from dbmigrate.catalog.keys import Path, fold
from dbmigrate.engine.context import Context
from dbmigrate.latest import latest
from dbmigrate.records import dataclass
from dbmigrate.rules.packages.supplied import procedure_of, written_to
from dbmigrate.rules.procedural.judged_calls import Signatures, callees, path_of_call
from dbmigrate.rules.procedural.judged_packages import BODIES, members
from dbmigrate.rules.procedural.plsql_package_names import variable_of_package
from dbmigrate.rules.procedural.plsql_target import path_of_node, path_of_target
from dbmigrate.rules.procedural.plsql_types import of_argument
from dbmigrate.syntax.ddl.nodes import Node, Piece
from dbmigrate.syntax.procedural.nodes import Module
from dbmigrate.syntax.procedural.statements import (
    Assignment,
    CallStatement,
    ExecuteImmediate,
    Fetch,
    Into,
    SqlStatement,
    Statement,
)
from dbmigrate.syntax.sql import parse

WRITING = (Assignment, CallStatement, ExecuteImmediate, Fetch, SqlStatement)
METHODS = frozenset({"DELETE", "EXTEND", "TRIM"})


@dataclass(frozen=True)
class Copy:
    """Of the variable `name` of the package `home`."""

    home: Path
    name: str
    type: str


def copies(statement: Node, context: Context) -> tuple[Copy, ...]:
    """`context.path`: what is above the statement."""
    if not isinstance(statement, WRITING):
        return ()
    found: dict[Path, Copy] = {}
    for path in written(statement, context):
        meant = next((m for n in (1, 2, 3) if len(path) >= n and (m := variable_of_package(path[:n], context))), None)
        if meant is None or meant[1].kind != "variable" or meant[1].type is None:
            continue
        name, item, home = meant
        known = of_argument(item.type, context, home) if item.type else None
        if known is not None:
            found[(*home, name)] = Copy(home, name, known.text)
    return tuple(found.values())


def written(statement: Node, context: Context) -> Iterator[Path]:
    """The names that it writes to, with what follows them; not the target of a plain assignment."""
    if isinstance(statement, Assignment):
        if not variable_of_package(path_of_target(statement.target) or ("",), context):
            yield start_of(statement.target)
    elif isinstance(statement, CallStatement):
        yield from written_by_call(statement, context)
    else:
        for into in intos(statement):
            yield from map(start_of, into.targets)


def intos(statement: Node) -> Iterator[Into]:
    if isinstance(statement, SqlStatement):
        sql = statement.sql
        yield from filter(None, (sql.into, sql.returning.into if sql.returning else None))
    elif isinstance(statement, (Fetch, ExecuteImmediate)) and statement.into is not None:
        yield statement.into


def written_by_call(statement: CallStatement, context: Context) -> Iterator[Path]:
    """The collection of a method, the arguments for OUT parameters, of supplied packages too."""
    root = parse(statement.lexed, statement.callee.part, statement.callee.into).root
    path = path_of_call(root)
    call = root.expression if isinstance(root, exp.Dot) else root
    arguments = list(getattr(call, "expressions", None) or ()) if path else []
    if len(path) > 1 and path[-1] in METHODS and any(variable_of_package(path[:n], context) for n in (1, 2, 3)):
        yield path
    elif (member := procedure_of(path, context)) is not None:
        yield from map(path_of_node, written_to(member, arguments))
    else:
        outer = context.path[0] if context.path else None
        own = MEMBERS.of(outer) if isinstance(outer, Module) and outer.kind in BODIES else {}
        outs = [(i, a.name) for head in callees(path, context, own) for i, a in enumerate(head.arguments) if a.mode != "in"]
        places, names = {i for i, _ in outs}, {name for _, name in outs}
        for i, argument in enumerate(arguments):
            if isinstance(argument, exp.Kwarg):
                if argument.name.upper() in names:
                    yield path_of_node(argument.expression)
            elif i in places:
                yield path_of_node(argument)


class Members:
    """The routines of the package that was asked for last, by name."""

    def __init__(self) -> None:
        self.unit: Module | None = None
        self.found: dict[str, Signatures] = {}

    def of(self, unit: Module) -> dict[str, Signatures]:
        if self.unit is not unit:
            self.unit, self.found = unit, members(unit)
        return self.found


MEMBERS: Final = Members()


def start_of(target: Piece) -> Path:
    """The names at its start: `a.b(1).c` gives a, b."""
    lexed, k, found = target.lexed, target.part.first, list[str]()
    while k <= target.part.last and lexed.is_name(k):
        found.append(fold("oracle", lexed.tokens[k].text, lexed.is_quoted(k)))
        if k + 1 > target.part.last or lexed.words[k + 1] != ".":
            break
        k += 2
    return tuple(found)


@latest
def copies_at(statement: Node, context: Context, *above: Node) -> tuple[Copy, ...]:
    """As `copies`, which each name of the statement is asked for. `above`: the last node of `context.path`."""
    return copies(statement, context)


@contextmanager
def inside(statement: Node, context: Context) -> Iterator[None]:
    """What names mean within the statement, for a rule that looks at it from above."""
    context.path.append(statement)
    yield
    context.path.pop()


def is_copied(home: Path, name: str, context: Context) -> bool:
    """The statement around the place works on a copy of the variable."""
    path = context.path
    for k in range(len(path) - 1, -1, -1):
        if isinstance(path[k], Statement):
            above, path[k:] = path[k:], []
            try:
                return any((c.home, c.name) == (home, name) for c in copies_at(above[0], context, *path[-1:]))
            finally:
                path.extend(above)
    return False
