"""Conditions of conditional compilation, as far as they are known when the code is converted.

PL/SQL Language Reference, "Conditional Compilation": inquiry directives ($$name) that nobody has set are NULL;
DBMS_DB_VERSION speaks of the server that the code was compiled on, which is taken to be of release 19.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.rules.procedural.judged_calls import path_of_call
from dbmigrate.rules.procedural.judged_packages import BODIES
from dbmigrate.rules.procedural.plsql_package_names import package_item
from dbmigrate.syntax.ddl.nodes import Node, Phrase
from dbmigrate.syntax.procedural.nodes import Conditional, ConditionalBranch, Module, Routine
from dbmigrate.syntax.sql import parse

RELEASE: Final = 19
VERSION: Final = "DBMS_DB_VERSION"
Value = bool | int | None


class Unknown(Exception):
    """The condition cannot be told."""


def chosen(found: Conditional, context: Context) -> ConditionalBranch | None:
    """The branch that the source's compiler takes; None where it takes none. Raises Unknown."""
    for branch in found.branches:
        if branch.condition is None or truth(value_of(branch, context)):
            if any(isinstance(node, Phrase) for node in branch.body):
                raise Unknown  # $ERROR
            return branch
    return None


def left_members(found: Node, package: Module, context: Context) -> str:
    """Whether conditional compilation around members of a package holds what the source's compiler takes: taken,
    unknown, or "". A specification only declares the routines that its body holds."""
    if not isinstance(found, Conditional):
        return ""
    try:
        branch = chosen(found, context)
    except Unknown:
        return "unknown"
    body = branch.body if branch is not None else ()
    return "taken" if any(package.kind in BODIES or not isinstance(member, Routine) for member in body) else ""


def value_of(branch: ConditionalBranch, context: Context) -> Value:
    assert branch.condition is not None
    piece = branch.condition
    words = piece.words()
    if len(words) == 1 and words[0].startswith("$$"):
        return None
    root = parse(piece.lexed, piece.part, piece.into).root
    return read(root, context)


def truth(value: Value) -> bool:
    return value is True


def read(node: Any, context: Context) -> Value:
    if isinstance(node, exp.Paren):
        return read(node.this, context)
    if isinstance(node, exp.Not):
        inner = read(node.this, context)
        return None if inner is None else not inner
    if isinstance(node, exp.Is) and isinstance(node.expression, exp.Null):
        return read(node.this, context) is None
    if isinstance(node, exp.And):
        sides = [read(node.this, context), read(node.expression, context)]
        return False if False in sides else None if None in sides else True
    if isinstance(node, exp.Or):
        sides = [read(node.this, context), read(node.expression, context)]
        return True if True in sides else None if None in sides else False
    if type(node) in COMPARED:
        a, b = read(node.this, context), read(node.expression, context)
        return None if a is None or b is None else COMPARED[type(node)](int(a), int(b))
    if isinstance(node, exp.Boolean):
        return bool(node.this)
    if isinstance(node, exp.Null):
        return None
    if isinstance(node, exp.Literal) and not node.is_string and node.this.isdigit():
        return int(node.this)
    if isinstance(node, exp.Column):
        return of_name(node, context)
    raise Unknown


def of_name(node: exp.Column, context: Context) -> Value:
    path = path_of_call(node)
    if path[-1].startswith("$$"):
        return None
    if path[:-1] == (VERSION,):
        if path[-1] == "VERSION":
            return RELEASE
        if path[-1] == "RELEASE":
            return 0
        digits = path[-1].removeprefix("VER_LE_").split("_")[0]
        if path[-1].startswith("VER_LE_") and digits.isdigit():
            return int(digits) >= RELEASE
    found = package_item(path, context)
    text = found[0].value.strip().upper() if found is not None and found[0].kind == "constant" else ""
    if text in ("TRUE", "FALSE"):
        return text == "TRUE"
    if text.isdigit():
        return int(text)
    raise Unknown


COMPARED: Final[Mapping[type, Callable[[int, int], bool]]] = {
    exp.EQ: lambda a, b: a == b,
    exp.NEQ: lambda a, b: a != b,
    exp.GT: lambda a, b: a > b,
    exp.GTE: lambda a, b: a >= b,
    exp.LT: lambda a, b: a < b,
    exp.LTE: lambda a, b: a <= b,
}
