"""Functions with OUT parameters: on the target they give a row, from which the caller takes what comes back.

PL/SQL Language Reference, "Subprogram Parameter Modes"; PostgreSQL, "CREATE FUNCTION": a function with OUT parameters
returns them as a record, so that what it returns is one of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sqlglot import exp

from dbmigrate.catalog.keys import Path
from dbmigrate.catalog.values import Argument, Signature
from dbmigrate.engine.context import Context
from dbmigrate.engine.views import Call, view
from dbmigrate.model import Part
from dbmigrate.records import dataclass
from dbmigrate.rules.functions.unknown_function import path_of
from dbmigrate.rules.procedural.judged_calls import Signatures, callees, folded
from dbmigrate.rules.procedural.plsql_collections import dotted_start
from dbmigrate.rules.procedural.plsql_package_names import variable_of_package
from dbmigrate.rules.procedural.plsql_target import path_of_node
from dbmigrate.syntax.ddl.nodes import Node, Piece
from dbmigrate.syntax.procedural.nodes import Parameter, Routine
from dbmigrate.syntax.procedural.statements import Assignment, Branch, CallStatement, If, Return
from dbmigrate.syntax.sql import parse

RESULT: Final = "dbmigrate_result"
CONDITIONAL: Final = (exp.Case, exp.If, exp.Subquery, exp.Select)

Members = dict[str, Signatures]


@dataclass(frozen=True)
class OutCall:
    """`name`: its dotted name, `whole`: with its arguments; `given`: what each parameter gets, None for its default."""

    name: Part
    whole: Part
    called: Path
    signature: Signature
    given: tuple[Part | None, ...]


def has_out(unit: Routine) -> bool:
    """A function that gives values back by its parameters."""
    items = unit.parameters.items if unit.parameters else ()
    gives = unit.returns is not None and unit.returns.type is not None  # not SELF AS RESULT
    return gives and any(isinstance(i, Parameter) and i.direction != "in" for i in items)


def piece_of(statement: Node) -> Piece | None:
    """What is evaluated once, before anything else of the statement."""
    if isinstance(statement, (Assignment, Return)):
        return statement.value
    if isinstance(statement, CallStatement):
        return statement.callee
    condition = statement.branches[0].condition if isinstance(statement, If) else None
    return condition if isinstance(condition, Piece) else None


def calls(piece: Piece, context: Context, members: Members) -> Iterator[tuple[Call, Path, Signature]]:
    tree = parse(piece.lexed, piece.part, piece.into)
    for _, node in tree.calls:
        seen = view(tree, node)
        if not isinstance(seen, Call):
            continue
        path = path_of(seen)
        meant = [s for s in callees(path, context, members) if s.kind == "function"]
        fitting = [s for s in meant if len(s.arguments) >= len(seen.node.expressions)]
        if len(fitting) == 1 and any(a.mode != "in" for a in fitting[0].arguments):
            yield seen, path, fitting[0]


def first_of(node: Node, context: Context, members: Members) -> str:
    """A function with OUT parameters that a statement's own expressions call; "" where there is none."""
    pieces = [p for p in (piece_of(node), *(conditions(node) if isinstance(node, If) else ())) if p is not None]
    return next((".".join(path) for p in pieces for _, path, _ in calls(p, context, members)), "")


def conditions(node: If) -> Iterator[Piece]:
    for branch in node.branches:
        if isinstance(branch, Branch) and isinstance(branch.condition, Piece):
            yield branch.condition


def out_call(statement: Node, context: Context, members: Members) -> OutCall | None:
    """The only one in a statement, where it is evaluated in any case and each OUT parameter gets a variable."""
    piece = piece_of(statement)
    found = list(calls(piece, context, members)) if piece is not None else []
    if isinstance(statement, If) and sum(1 for c in conditions(statement) for _ in calls(c, context, members)) != len(found):
        return None
    if len(found) != 1 or is_conditional(found[0][0].node):
        return None
    seen, path, signature = found[0]
    given = arguments(seen, signature)
    if given is None or not all(a.mode == "in" or is_variable(g, context) for a, g in zip(signature.arguments, given, strict=True)):
        return None
    last = seen.name_part.last
    name = Part(dotted_start(seen.lexed, last), last)
    parts = tuple(None if g is None else seen.view(g).part for g in given)
    return OutCall(name, Part(name.first, seen.part.last), path, signature, parts)


def is_conditional(node: Any) -> bool:
    while node.parent is not None:
        above = node.parent
        if isinstance(above, CONDITIONAL) or (isinstance(above, exp.Connector) and above.expression is node):
            return True
        node = above
    return False


def arguments(seen: Call, signature: Signature) -> list[Any] | None:
    names = {a.name: i for i, a in enumerate(signature.arguments)}
    given: list[Any] = [None] * len(signature.arguments)
    for k, node in enumerate(seen.node.expressions):
        at = names.get(folded(node.this), -1) if isinstance(node, exp.Kwarg) else k
        if at < 0:
            return None
        given[at] = node.expression if isinstance(node, exp.Kwarg) else node
    return given


def is_variable(node: Any, context: Context) -> bool:
    """One that an assignment can write to, not what a package holds."""
    path = path_of_node(node) if node is not None else ()
    return bool(path) and not any(variable_of_package(path[:n], context) for n in (1, 2, 3) if len(path) >= n)


def inputs(call: OutCall) -> Iterator[tuple[str, Part]]:
    """What the function is given: with a name where one before it has its default."""
    gap = False
    for argument, part in zip(call.signature.arguments, call.given, strict=True):
        if argument.mode == "out":
            continue
        gap = gap or part is None
        if part is not None:
            yield (argument.name if gap else ""), part


def outputs(call: OutCall) -> Iterator[tuple[Argument, Part]]:
    for argument, part in zip(call.signature.arguments, call.given, strict=True):
        if argument.mode != "in" and part is not None:
            yield argument, part
