"""Arguments for OUT parameters of the estate's procedures whose numbers or texts have another type than the parameter's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlglot import exp

from dbmigrate.catalog.keys import Path
from dbmigrate.engine.context import Context
from dbmigrate.engine.views import Call, Expr, view
from dbmigrate.records import dataclass
from dbmigrate.rules.procedural.argument_of_routine import home_of, is_between, paired, text_type
from dbmigrate.rules.procedural.judged_calls import Signatures, callees, path_of_call
from dbmigrate.rules.procedural.plsql_package_names import variable_of_package
from dbmigrate.rules.procedural.plsql_target import path_of_node
from dbmigrate.syntax.procedural.statements import CallStatement
from dbmigrate.syntax.sql import parse
from dbmigrate.types.code import Held
from dbmigrate.types.oracle import is_integral
from dbmigrate.types.outside import Surroundings
from dbmigrate.types.values import Type

SHOWN: Final = "dbmigrate.to_char({})"


@dataclass(frozen=True)
class Between:
    """An argument, its variable's name, the parameter's type on the target and its mode. `given`, `taken`: templates for
    what the parameter starts with and what the variable gets."""

    value: Expr
    name: str
    type: str
    mode: str
    given: str = "{}"
    taken: str = "{}"


def between(found: CallStatement, members: Mapping[str, Signatures], context: Context) -> tuple[Path, list[Between]]:
    """The path of what a statement calls, and what has to stand between."""
    tree = parse(found.lexed, found.callee.part, found.callee.into)
    path = path_of_call(tree.root)
    meant = callees(path, context, dict(members)) if path else ()
    node = tree.root.expression if isinstance(tree.root, exp.Dot) else tree.root
    call = view(tree, node) if isinstance(node, exp.Anonymous) else None
    if len(meant) != 1 or meant[0].kind != "procedure" or not isinstance(call, Call):
        return path, []
    code = Surroundings(context.types.estate, context.path, context.schema, context.types.shared).code
    made: list[Between] = []
    for value, parameter in paired(call, meant[0]):
        if parameter.mode == "in":
            continue
        to = code.type(Held(parameter, home_of(path, context)))
        if is_between(value, to, context):
            given, type_ = context.types.of(value), to.target if to.is_number else text_type(to, context)
            name = spelled(path_of_node(value.node), context)
            shown = SHOWN if to.is_text and has_digits(given) else "{}", SHOWN if given.is_text and has_digits(to) else "{}"
            made.append(Between(value, name, type_, parameter.mode, *shown))
    return path, made if all(m.name for m in made) else []


def has_digits(type_: Type) -> bool:
    """A number that Oracle writes otherwise than the target does."""
    return type_.is_number and not is_integral(type_)


def spelled(path: Path, context: Context) -> str:
    """A variable as the statement names it; what a package holds has a copy of its own name there (PL128). "" for an
    element of a collection."""
    held = next((n for n in (1, 2, 3) if len(path) >= n and variable_of_package(path[:n], context)), 1)
    return ".".join(context.names.bare(p.lower() if p == p.upper() else p) for p in path[held - 1 :])


def stands_between(value: Expr, statement: CallStatement, members: Mapping[str, Signatures], context: Context) -> bool:
    """The place of this argument is taken by a variable of the parameter's type."""
    return any(m.value.part == value.part for m in between(statement, members, context)[1])
