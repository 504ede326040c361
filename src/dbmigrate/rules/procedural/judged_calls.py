"""Calls of the estate's own routines, judged: which one of a name is meant, and what each argument has to be.

PL/SQL Language Reference, "Subprogram Parameters", "Overloaded Subprograms".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from dbmigrate.catalog.keys import Path
from dbmigrate.catalog.values import Argument, Signature
from dbmigrate.engine.context import Context
from dbmigrate.rules.procedural.judged_types import CURSOR, CURSORS, NULL, Kind, fits, kind_of_column

Signatures = tuple[Signature, ...]


@dataclass(frozen=True)
class Given:
    """An argument of a call. `name` is folded, "" where it stands at its place; `kind` is None for what OUT alone
    takes, which needs no value."""

    name: str
    kind: Kind | None
    node: Any


def callees(path: Path, context: Context, members: dict[str, Signatures]) -> Signatures:
    """The routines that a name can mean. `members`: of the package around the place, by name."""
    if len(path) == 1 and path[0] in members:
        return members[path[0]]
    routine = context.catalog.routine(path, context.schema)
    if routine is not None and routine.kind in ("procedure", "function"):
        return next(iter(routine.signatures.values()), ())
    package = context.catalog.routine(path[:-1], context.schema) if len(path) == 2 else None
    if package is None or not package.kind.startswith("package"):
        return ()
    key = context.catalog.locate("routine", path[:-1], context.schema)
    if key is None or context.names.package_schema(key) != path[0].lower():
        return ()  # the schema has another name than the package
    return package.signatures.get(path[-1], ())


def path_of_call(node: Any) -> Path:
    """Of `p(..)`, `p`, `k.p(..)`, `k.p`, `o.k.p(..)`; () where the owner is an expression."""
    if isinstance(node, exp.Column):
        parts = [node.args.get(k) for k in ("catalog", "db", "table", "this")]
        return tuple(folded(p) for p in parts if p is not None)
    if isinstance(node, exp.Anonymous):
        return (node.name.upper(),)
    if isinstance(node, exp.Dot):
        owner = node.this
        before = (folded(owner),) if isinstance(owner, exp.Identifier) else path_of_call(owner)
        after = (folded(node.expression),) if isinstance(node.expression, exp.Identifier) else path_of_call(node.expression)
        plain = not isinstance(owner, exp.Anonymous)
        return (*before, *after) if before and after and plain else ()
    return ()


def folded(name: Any) -> str:
    return str(name.name) if name.args.get("quoted") else str(name.name).upper()


def arguments_of(node: Any) -> list[Any]:
    call = node.expression if isinstance(node, exp.Dot) else node
    return list(call.expressions) if isinstance(call, exp.Anonymous) else []


def chosen(found: Signatures, kind: str, given: Sequence[Given], context: Context) -> Signature | None:
    """The only one of these routines that takes the arguments; None where there is none or more than one."""
    fitting = [s for s in found if s.kind == kind and takes(s, given, context)]
    return fitting[0] if len(fitting) == 1 else None


def takes(signature: Signature, given: Sequence[Given], context: Context) -> bool:
    pairs = paired(signature, given)
    if pairs is None or left_out(signature, pairs):
        return False
    return all(takes_one(argument, value, context) for argument, value in pairs)


def paired(signature: Signature, given: Sequence[Given]) -> list[tuple[Argument, Given]] | None:
    """Each argument with its parameter; None where one has none."""
    by_name = {a.name: a for a in signature.arguments}
    pairs = []
    for i, value in enumerate(given):
        if value.name:
            parameter = by_name.get(value.name)
        else:
            parameter = signature.arguments[i] if i < len(signature.arguments) else None
        if parameter is None:
            return None
        pairs.append((parameter, value))
    return pairs


def left_out(signature: Signature, pairs: Iterable[tuple[Argument, Given]]) -> bool:
    """A parameter without a default gets no value."""
    named = {argument.name for argument, _ in pairs}
    return any(a.name not in named and not a.default for a in signature.arguments)


def takes_one(argument: Argument, value: Given, context: Context) -> bool:
    held = kind_of_argument(argument, context)
    if held is None:
        return False
    if argument.mode == "in":
        return value.kind is not None and fits(held, value.kind)
    return value.kind == held  # what comes back is stored without a conversion


def kind_of_argument(argument: Argument | None, context: Context) -> Kind | None:
    """None where it is not known."""
    if argument is None:
        return None
    if argument.type is not None:
        if argument.type.user:
            return CURSOR if argument.type.keyword in CURSORS else None
        if argument.type.keyword in CURSORS:
            return CURSOR
        return kind_of_column(argument.type)
    if argument.attribute == "TYPE" and len(argument.anchor) > 1:
        column = context.catalog.column(argument.anchor, context.schema)
        return kind_of_column(column.type) if column else None
    return None


__all__ = ["NULL", "Given", "Signatures", "arguments_of", "callees", "chosen", "kind_of_argument", "path_of_call"]
