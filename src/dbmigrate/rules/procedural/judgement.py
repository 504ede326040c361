"""The judgement on a unit of code: it is converted as a whole, or not at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.context import Context
from dbmigrate.rules.procedural.judged_calls import Signatures
from dbmigrate.rules.procedural.judged_triggers import judge_trigger
from dbmigrate.rules.procedural.judged_types import Unclear
from dbmigrate.rules.procedural.judged_units import Units
from dbmigrate.syntax.ddl.nodes import Procedural
from dbmigrate.syntax.procedural.nodes import Trigger


@dataclass(frozen=True)
class Judgement:
    """`unclear` is None where the whole unit is understood. `ambiguous`: a column's name also names a variable."""

    unclear: Unclear | None
    ambiguous: bool = False


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
    units = Units(replace(context, schema=owner[-1]) if owner else context)  # names are the owner's
    try:
        if isinstance(unit, Trigger):
            judge_trigger(units, unit)
        else:
            units.unit(unit)
    except Unclear as unclear:
        return Judgement(unclear)
    return Judgement(None, units.queries.ambiguous)


def members_of(context: Context) -> dict[str, Signatures]:
    """The routines of the package around the place, by name."""
    return {}
