"""Routines of a package that the target cannot tell apart: of one name, whose parameters have the same types there.

PL/SQL Language Reference, "Overloaded Subprograms": a procedure and a function may share a name, and DATE and TIMESTAMP
are types of their own. PostgreSQL knows a routine by its schema, its name and the types of what it is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlglot import exp

from dbmigrate.catalog.keys import Path, path_of
from dbmigrate.catalog.values import Argument, Signature
from dbmigrate.engine.context import Context
from dbmigrate.engine.views import Expr
from dbmigrate.rules.procedural.judged_calls import Signatures, callees, folded
from dbmigrate.rules.procedural.judgement import members_of
from dbmigrate.rules.procedural.plsql_defaults import head_of
from dbmigrate.rules.procedural.plsql_types import of_argument
from dbmigrate.syntax.procedural.nodes import Module
from dbmigrate.types.code import Held
from dbmigrate.types.outside import Surroundings
from dbmigrate.types.values import Kind

SIZE: Final = re.compile(r"\([^)]*\)")
LAST: Final = 1_000_000


def renamed(signature: Signature, name: str, others: Signatures, home: Path, context: Context) -> str:
    """The folded name that a routine gets where one before it has its name and its types; "" where it keeps its own."""
    count = len(before(signature, name, others, home, context))
    if not count:
        return ""
    taken, number = names_of(home, context), count + 1
    while f"{name}_{number}" in taken:
        number += 1
    return f"{name}_{number}"


def before(signature: Signature, name: str, others: Signatures, home: Path, context: Context) -> Sequence[Signature]:
    """Those in front of it that the target takes for the same."""
    if len(others) < 2:
        return ()
    ordered = in_order(others, name, home, context)
    at = next((i for i, s in enumerate(ordered) if head_of(s) == head_of(signature)), 0)
    return [s for s in ordered[:at] if collide(s, signature, home, context)]


def in_order(found: Signatures, name: str, home: Path, context: Context) -> Sequence[Signature]:
    """As the specification lists them, for whom only it is in sight; those of the body alone come behind."""
    known = context.catalog.routine(home, context.schema)
    listed = known.signatures.get(name, ()) if known is not None else ()

    def place(own: Signature) -> int:
        same = [i for i, s in enumerate(listed) if head_of(s) == head_of(own)]
        return next(iter(same or [i for i, s in enumerate(listed) if shape_of(s) == shape_of(own)]), LAST)

    return sorted(found, key=place)


def shape_of(found: Signature) -> object:
    return found.kind, tuple((a.name, a.mode) for a in found.arguments)


def collide(one: Signature, other: Signature, home: Path, context: Context) -> bool:
    """The target cannot tell them apart, all arguments given or some left to their defaults; where the source cannot
    either, no call leaves them out."""
    first, second = (given_to(s) for s in (one, other))
    keys = [[type_of(a, home, context) for a in found] for found in (first, second)]
    if keys[0] == keys[1]:
        return True
    for n in range(max(least(first), least(second)), min(len(first), len(second)) + 1):
        declared = [[(a.type, a.anchor, a.attribute) for a in found[:n]] for found in (first, second)]
        if keys[0][:n] == keys[1][:n] and (one.kind != other.kind or declared[0] != declared[1]):
            return True
    return False


def needs_drop(own: Signature, others: Signatures, home: Path, context: Context) -> bool:
    """Defaults for what must be given would let calls of another routine of the name fit this one as well. Then the
    defaults in front of it go instead."""
    first = given_to(own)
    must = least(first)
    if all(not a.default for a in first[:must]):
        return False
    front = next(i for i, a in enumerate(first) if a.default)
    key = [type_of(a, home, context) for a in first]
    for other in others:
        second = given_to(other)
        lengths = range(max(front, least(second)), min(must - 1, len(second)) + 1)
        if head_of(other) != head_of(own) and any(key[:n] == [type_of(a, home, context) for a in second[:n]] for n in lengths):
            return True
    return False


def given_to(found: Signature) -> list[Argument]:
    """What the target knows the routine by; a procedure's OUT parameter behind a default counts (PL072)."""
    given, defaults = list[Argument](), False
    for argument in found.arguments:
        defaults = defaults or argument.default
        if argument.mode != "out" or (found.kind == "procedure" and defaults):
            given.append(argument)
    return given


def least(given: list[Argument]) -> int:
    """How many arguments a call by place has at least."""
    return max((i + 1 for i, a in enumerate(given) if not a.default), default=0)


def type_of(argument: Argument, home: Path, context: Context) -> str:
    known = of_argument(argument, context, home)
    if known is not None:
        return SIZE.sub("", known.text)
    return str(argument.type or (*argument.anchor, argument.attribute))


def names_of(home: Path, context: Context) -> frozenset[str]:
    known = context.catalog.routine(home, context.schema)
    found = frozenset(known.signatures) | frozenset(known.items) if known is not None else frozenset[str]()
    return found | frozenset(members_of(context)) if own_home(context)[-1:] == home[-1:] else found


def own_home(context: Context) -> Path:
    """The package around the place."""
    outer = context.path[0] if context.path else None
    return path_of(outer.name) if isinstance(outer, Module) and outer.name else ()


def home_of_call(path: Path, context: Context) -> Path:
    return path[:-1] if len(path) > 1 else own_home(context)


def called_as(path: Path, given: Sequence[Any], procedure: bool, seen: Expr, context: Context) -> str | None:
    """The new name of what a call means, "" where the name stays, None where nobody can tell."""
    own = own_home(context)
    inside = bool(own) and len(path) > 1 and path[:-1] in (own, own[-1:])
    others = callees(path[-1:] if inside else path, context, members_of(context))
    home = own if inside else home_of_call(path, context)
    if len(others) < 2 or not home:
        return ""
    kind = "procedure" if procedure else "function"
    fitting = [s for s in others if s.kind == kind and is_callable(s, given)]
    names = {s: renamed(s, path[-1], others, home, context) for s in fitting}
    if len(set(names.values())) < 2:
        return next(iter(names.values()), "")
    exact = [s for s in fitting if all(same_type(a, v, home, seen, context) for a, v in paired(s, given))]
    chosen = {names[s] for s in exact}
    return chosen.pop() if len(chosen) == 1 else None


def paired(signature: Signature, given: Sequence[Any]) -> Iterator[tuple[Argument, Any]]:
    by_name = {a.name: a for a in signature.arguments}
    for k, node in enumerate(given):
        yield (by_name[folded(node.this)], node.expression) if isinstance(node, exp.Kwarg) else (signature.arguments[k], node)


def is_callable(signature: Signature, given: Sequence[Any]) -> bool:
    """By how many arguments there are, and by their names."""
    names = {a.name for a in signature.arguments}
    if len(given) > len(signature.arguments):
        return False
    if any(isinstance(g, exp.Kwarg) and folded(g.this) not in names for g in given):
        return False
    found = {a.name for a, _ in paired(signature, given)}
    return all(a.default or a.name in found for a in signature.arguments)


def same_type(argument: Argument, value: Any, home: Path, seen: Expr, context: Context) -> bool:
    """The very type that the parameter has in the source."""
    own = context.types.of(seen.view(value))
    code = Surroundings(context.types.estate, context.path, context.schema, context.types.shared).code
    wanted = code.type(Held(argument, home))
    if own.kind is not wanted.kind or not own.is_known:
        return False
    users = [t.sql.user[-1:] if t.sql is not None else () for t in (own, wanted)]
    return wanted.kind is not Kind.OTHER or (bool(users[0]) and users[0] == users[1])
