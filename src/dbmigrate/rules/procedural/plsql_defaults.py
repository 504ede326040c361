"""Defaults of a routine's parameters, also those that only its declaration gives: in the specification of its package or
further up in the body.

PL/SQL Language Reference, "Default Values for IN Subprogram Parameters", "Forward Declaration", "Package Specification".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from dbmigrate.catalog.keys import path_of
from dbmigrate.catalog.signatures import signature
from dbmigrate.catalog.values import Signature
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.records import dataclass
from dbmigrate.rules.procedural.judged_calls import Signatures
from dbmigrate.rules.procedural.plsql_nested import parameters_of
from dbmigrate.syntax.ddl.nodes import Piece
from dbmigrate.syntax.procedural.nodes import Block, Module, Parameter, Routine, key_of

MISSING: Final = "argument_missing"  # the helper


@dataclass(frozen=True)
class Declared:
    """A default that a routine's head leaves to its declaration: a piece of the same unit, or the text of another."""

    piece: Piece | None = None
    text: str = ""


def declared_defaults(routine: Routine, package: Module | None, context: Context) -> Mapping[str, Declared]:
    """By the parameter's name; {} where the head says all itself or nothing declares the routine."""
    bare = {key_of(p.name) for p in parameters_of(routine) if p.default is None}
    if package is None or not bare or routine.name is None:
        return {}
    return {n: d for n, d in (forward(routine, package) or specified(routine, package, context)).items() if n in bare}


def forward(routine: Routine, package: Module) -> dict[str, Declared]:
    """Of the head that stands before it in the same body."""
    body = package.body
    for node in body.declarations if isinstance(body, Block) else ():
        if node is routine:
            break
        if isinstance(node, Routine) and node.body is None and is_of(node, routine):
            return {key_of(p.name): Declared(p.default) for p in parameters_of(node) if p.default is not None}
    return {}


def is_of(declaration: Routine, routine: Routine) -> bool:
    if not declaration.name or not routine.name or key_of(declaration.name) != key_of(routine.name):
        return False
    one, other = (signature(r.kind, r.parameters, r.returns) for r in (declaration, routine))
    return one is not None and other is not None and head_of(one) == head_of(other)


def specified(routine: Routine, package: Module, context: Context) -> dict[str, Declared]:
    """Of the package's specification."""
    known = context.catalog.routine(path_of(package.name), context.schema) if package.name else None
    own = signature(routine.kind, routine.parameters, routine.returns)
    if known is None or own is None or routine.name is None:
        return {}
    found = offered(known.signatures.get(key_of(routine.name), ()), own)
    return {a.name: Declared(text=a.value) for a in found.arguments if a.default} if found else {}


def offered(heads: Signatures, own: Signature) -> Signature | None:
    """The head of a specification that a head of the body repeats."""
    return next((s for s in heads if head_of(s) == head_of(own)), None)


def head_of(found: Signature) -> object:
    return found.kind, tuple(replace(a, default=False, value="") for a in found.arguments)


def with_defaults(unit: Module, found: Mapping[str, Signatures], context: Context) -> dict[str, Signatures]:
    """The routines of a body with the defaults that their declarations alone give."""
    known = context.catalog.routine(path_of(unit.name), context.schema) if unit.name else None
    heads = {name: list(made) for name, made in known.signatures.items()} if known else {}
    for node in unit.body.declarations if isinstance(unit.body, Block) else ():
        made = signature(node.kind, node.parameters, node.returns) if isinstance(node, Routine) and not node.body else None
        if made is not None and isinstance(node, Routine) and node.name:
            heads.setdefault(key_of(node.name), []).append(made)
    return {name: tuple(with_offered(s, tuple(heads.get(name, ()))) for s in made) for name, made in found.items()}


def with_offered(own: Signature, heads: Signatures) -> Signature:
    found = offered(heads, own)
    if found is None:
        return own
    pairs = zip(own.arguments, found.arguments, strict=True)
    return replace(own, arguments=tuple(a if a.default else b for a, b in pairs))


def without_default(parameters: tuple[Parameter, ...], given: Mapping[str, Declared]) -> Iterator[Parameter]:
    """Those behind one with a default."""
    seen = False
    for parameter in parameters:
        has = parameter.default is not None or key_of(parameter.name) in given
        seen = seen or has
        if seen and not has:
            yield parameter


def missing(name: str, type_: str) -> str:
    """A default that raises, as a template. `type_`: a template too."""
    return f" DEFAULT dbmigrate.{MISSING}({literal_template(quoted(name))}, NULL::{type_})"


def quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"
