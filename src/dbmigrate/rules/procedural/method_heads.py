"""Heads of the methods of object types: SELF is their first parameter, a constructor returns it.

PL/SQL Language Reference, "CREATE TYPE BODY Statement": SELF AS RESULT; RETURN in a constructor has no expression.
"""

from __future__ import annotations

from typing import Any, Final

from dbmigrate.catalog.keys import path_of
from dbmigrate.catalog.methods import SELF, method
from dbmigrate.catalog.values import Signature
from dbmigrate.engine.context import Context
from dbmigrate.model import DROP, Chain, Item, Part
from dbmigrate.rules.procedural.judged_types import Unclear
from dbmigrate.syntax.procedural.nodes import Block, Parameter, Routine, TypeBody, key_of
from dbmigrate.types.methods import object_type

ABOVE: Final = "(SELF AS type)"  # the method of the type above


def signature_of(unit: Routine, outer: object) -> Signature | None:
    """Of a method with its body, None of any other routine."""
    if unit.member is None or not isinstance(outer, TypeBody) or outer.name is None:
        return None
    return method(unit.member.words(), unit.kind, unit.parameters, unit.returns, path_of(outer.name))


def judge_method(unit: Routine, context: Context) -> None:
    """Raises Unclear where the target has nothing for such a method. `context.path`: what is above it."""
    assert unit.member is not None
    outer = context.path[0] if context.path else None
    found = signature_of(unit, outer)
    if found is None:
        raise Unclear(unit.member.part, " ".join(unit.member.words()))
    words = unit.words()
    if any(words[k : k + 2] == ("SELF", "AS") and words[k - 1] == "(" for k in range(1, len(words))):
        raise Unclear(unit.part, ABOVE)
    assert isinstance(outer, TypeBody) and outer.name is not None
    type_ = object_type(path_of(outer.name), context.catalog, context.schema)
    if type_ is None:
        raise Unclear(outer.name.part, f"the type {outer.name.value.upper()} that is not given")
    if found.kind == "function" and found.own not in ("", "in"):
        raise Unclear(unit.part, "a function that changes SELF")


def is_constructor(unit: object) -> bool:
    return isinstance(unit, Routine) and unit.member is not None and "CONSTRUCTOR" in unit.member.words()


def own_parameter(unit: Routine) -> Parameter | None:
    """SELF, where the head declares it."""
    items = unit.parameters.items if unit.parameters else ()
    return next((i for i in items if isinstance(i, Parameter) and key_of(i.name) == SELF), None)


def head_of_method(unit: Routine, outer: TypeBody) -> list[tuple[Any, ...]]:
    """The edits of a method's head besides those of any routine."""
    found = signature_of(unit, outer)
    assert found is not None and unit.member is not None and unit.keyword is not None and unit.name is not None
    said = Part(unit.member.part.first, unit.keyword.last)
    replace: list[tuple[Any, ...]] = [(said, f"CREATE OR REPLACE {unit.kind.upper()}")]
    declared = own_parameter(unit)
    if is_constructor(unit) and declared is not None:
        assert unit.parameters is not None
        chain = Chain(unit.parameters.part, tuple(i.part for i in unit.parameters.items))
        replace.append((Item(declared.part, chain), DROP))
    elif found.own and declared is None:
        mode = "" if found.own == "in" else "INOUT "
        if unit.parameters is None:
            replace.append((unit.name.part.after, f"({mode}self {{}})", outer.name))
        else:
            opening = Part(unit.parameters.part.first, unit.parameters.part.first)
            replace.append((opening.after, f"{mode}self {{}}, ", outer.name))
    elif unit.parameters is None:
        replace.append((unit.name.part.after, "()"))
    if is_constructor(unit):
        assert unit.returns is not None
        replace.append((unit.returns.part, "RETURNS {}", outer.name))
    return replace


def own_variable(unit: Routine, outer: object) -> tuple[Any, ...]:
    """The declaration of SELF in a constructor, before the block's own; () for any other routine."""
    if not is_constructor(unit) or not isinstance(outer, TypeBody) or not isinstance(unit.body, Block):
        return ()
    return ("\nDECLARE\n  self {};", outer.name)
