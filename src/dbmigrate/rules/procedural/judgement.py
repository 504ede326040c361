"""The judgement on a unit of code: it is converted as a whole, or not at all; a package routine by routine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.context import Context
from dbmigrate.rules.procedural.judged_calls import Signatures
from dbmigrate.rules.procedural.judged_packages import BODY, judge_body, members
from dbmigrate.rules.procedural.judged_triggers import judge_trigger
from dbmigrate.rules.procedural.judged_types import Unclear
from dbmigrate.rules.procedural.judged_units import Units
from dbmigrate.syntax.ddl.nodes import Procedural
from dbmigrate.syntax.procedural.nodes import Package, Routine, Trigger


@dataclass(frozen=True)
class Judgement:
    """`unclear` is None where the whole unit is understood. `ambiguous`: a column's name also names a variable.
    `routines`: of a package body, by identity. `members`: what calls in it can mean, by name."""

    unclear: Unclear | None
    ambiguous: bool = False
    routines: Mapping[int, Judgement] = field(default_factory=dict)
    members: dict[str, Signatures] = field(default_factory=dict)


class Latest:
    """The judgement of the unit that was asked for last: several rules ask for the same one."""

    def __init__(self) -> None:
        self.unit: Procedural | None = None
        self.judgement = Judgement(None)

    def of(self, unit: Procedural, context: Context) -> Judgement:
        if self.unit is not unit:
            self.unit, self.judgement = unit, judged(unit, context)
        return self.judgement


LATEST: Final = Latest()


def judge(unit: Procedural, context: Context) -> Judgement:
    """Whether rules write all of a unit: then and only then it is converted."""
    return LATEST.of(unit, context)


def judged(unit: Procedural, context: Context) -> Judgement:
    owner = path_of(unit.name)[:-1] if unit.name else ()
    own = replace(context, schema=owner[-1]) if owner else context  # names are the owner's
    units = Units(own)
    try:
        if isinstance(unit, Trigger):
            judge_trigger(units, unit)
        elif isinstance(unit, Package):
            return judged_package(unit, own)
        else:
            units.unit(unit)
    except Unclear as unclear:
        return Judgement(unclear)
    return Judgement(None, units.queries.ambiguous)


def judged_package(unit: Package, context: Context) -> Judgement:
    """What a specification says becomes a schema; the routines are in the body. Raises Unclear."""
    if unit.kind != BODY:
        if unit.rest or unit.body is None:
            raise Unclear(unit.part, "PACKAGE")
        return Judgement(None)
    found = {key: Judgement(unclear, ambiguous) for key, (unclear, ambiguous) in judge_body(unit, context).items()}
    return Judgement(None, routines=found, members=members(unit))


def package_of(unit: Routine, context: Context) -> Package | None:
    """The package body whose own routine this is, not one within a routine. `context.path`: what is above it."""
    outer = context.path[0] if len(context.path) == 2 else None
    return outer if isinstance(outer, Package) and outer.kind == BODY and unit.body is not None else None


def judge_routine(unit: Routine, context: Context) -> Judgement | None:
    """Of a standalone routine or one of a package body; None for routines within others, which are part of these."""
    if not context.path:
        return judge(unit, context)
    package = package_of(unit, context)
    return judge(package, context).routines.get(id(unit)) if package else None


def is_converted(context: Context) -> bool:
    """Whether the unit or the package's routine around the place is written by rules."""
    outer = context.path[0] if context.path else None
    if not isinstance(outer, Procedural) or judge(outer, context).unclear:
        return False
    if not isinstance(outer, Package):
        return True
    routine = context.path[2] if len(context.path) > 2 else None
    found = judge(outer, context).routines.get(id(routine))
    return found is not None and found.unclear is None


def members_of(context: Context) -> dict[str, Signatures]:
    """The routines of the package around the place, by name."""
    outer = context.path[0] if context.path else None
    return judge(outer, context).members if isinstance(outer, Package) else {}
