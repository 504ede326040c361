"""Calls of the estate's own routines: which ones a name can mean.

PL/SQL Language Reference, "Overloaded Subprograms".
"""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from dbmigrate.catalog.keys import Path
from dbmigrate.catalog.values import Signature
from dbmigrate.engine.context import Context
from dbmigrate.rules.procedural.plsql_methods import method

Signatures = tuple[Signature, ...]


def callees(path: Path, context: Context, members: dict[str, Signatures]) -> Signatures:
    """The routines that a name can mean. `members`: of the package around the place, by name."""
    if len(path) == 1 and path[0] in members:
        return members[path[0]]
    found = method(path, context)
    if found is not None:
        return found.signatures
    routine = context.catalog.routine(path, context.schema)
    if routine is not None and routine.kind in ("procedure", "function"):
        return next(iter(routine.signatures.values()), ())
    package = context.catalog.routine(path[:-1], context.schema) if len(path) in (2, 3) else None
    if package is None or not package.kind.startswith("package"):
        return ()
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
