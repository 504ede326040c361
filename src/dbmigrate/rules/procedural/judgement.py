"""The judgement on a unit of code: whether it can be written, and which of its statements and declarations cannot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field, replace
from typing import Final

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.context import Context
from dbmigrate.records import dataclass
from dbmigrate.rules.procedural.bulk_outcomes import bulk_asked
from dbmigrate.rules.procedural.goto_jumps import NONE, Jump, forward_jumps
from dbmigrate.rules.procedural.goto_turns import Turn, turns
from dbmigrate.rules.procedural.judged_calls import Signatures
from dbmigrate.rules.procedural.judged_packages import BODIES, judge_layout, members, routines
from dbmigrate.rules.procedural.judged_triggers import judge_trigger
from dbmigrate.rules.procedural.judged_types import MOST_PARAMETERS, TOO_MANY, Unclear
from dbmigrate.rules.procedural.plsql_conflicts import has_conflicts
from dbmigrate.rules.procedural.plsql_defaults import with_defaults
from dbmigrate.rules.procedural.plsql_forms import Forms
from dbmigrate.rules.procedural.plsql_left import Left
from dbmigrate.rules.procedural.plsql_nested import by_name
from dbmigrate.rules.procedural.plsql_types import left_names
from dbmigrate.syntax.ddl.nodes import Procedural, below
from dbmigrate.syntax.procedural.nodes import Handler, Module, PackageStart, Routine, Trigger

Range = tuple[int, int]
BACKTRACE: Final = "sql_backtrace"  # the variable that keeps where an error came from
TRACE: Final = "FORMAT_ERROR_BACKTRACE"


@dataclass(frozen=True)
class Judgement:
    """`unclear` is None where the unit can be written, but for `unwritten` (statements) and `left` (declarations), by
    first and last token, and why. `ambiguous`: a column's name also names a variable. `counted`: a variable keeps how
    many rows a statement had. `jumps`: of GOTO, by label, and `turns`: those that go back. `routines`: of a package body, by identity, and what it runs at first. `members`: what
    calls in it can mean, by name. `cursors`: those whose rows are counted; `seen`: those of which a variable keeps
    whether FETCH gave a row. `bulk_asked`: what is asked of FORALL. `late`: COMMITs that wait, and what they stand behind then. `bulk`: FORALL stands in it. `traced`: a handler asks where an error came from.
    `conditions`: those that no rule writes, and why. `nested`: how its routines are written, by name."""

    unclear: Unclear | None
    ambiguous: bool = False
    counted: bool = False
    unwritten: Mapping[Range, str] = field(default_factory=dict)
    left: Mapping[Range, str] = field(default_factory=dict)
    jumps: Mapping[str, Jump] = field(default_factory=lambda: NONE)
    turns: Mapping[str, Turn] = field(default_factory=dict)
    routines: Mapping[int, Judgement] = field(default_factory=dict)
    members: dict[str, Signatures] = field(default_factory=dict)
    cursors: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()
    late: frozenset[int] = frozenset()
    bulk: bool = False
    bulk_asked: frozenset[str] = frozenset()
    traced: bool = False
    conditions: Mapping[Range, str] = field(default_factory=dict)
    nested: Mapping[str, str] = field(default_factory=dict)


class Latest:
    """The judgement of the unit that was asked for last: several rules ask for the same one. `without`: what the
    target did not take when the unit was written before."""

    def __init__(self) -> None:
        self.unit: Procedural | None = None
        self.without: Mapping[Range, str] = {}
        self.judgement = Judgement(None)

    def of(self, unit: Procedural, context: Context) -> Judgement:
        if self.unit is not unit or self.without != context.unwritten:
            self.unit, self.without, self.judgement = unit, context.unwritten, judged(unit, context)
        return self.judgement


LATEST: Final = Latest()


@contextmanager
def undisturbed() -> Iterator[None]:
    """What is looked at meanwhile may belong to another unit."""
    kept = LATEST.unit, LATEST.without, LATEST.judgement
    try:
        yield
    finally:
        LATEST.unit, LATEST.without, LATEST.judgement = kept


def judge(unit: Procedural, context: Context) -> Judgement:
    """Whether rules write a unit, and what of it they do not write."""
    return LATEST.of(unit, context)


def settled(unit: Procedural, context: Context) -> Judgement:
    """The judgement that the unit was written by last."""
    return LATEST.judgement if LATEST.unit is unit else judge(unit, context)


def judged(unit: Procedural, context: Context) -> Judgement:
    owner = path_of(unit.name)[:-1] if unit.name else ()
    own = replace(context, schema=owner[-1], path=[]) if owner else replace(context, path=[])  # names are the owner's
    if isinstance(unit, Module):
        try:
            return judged_package(unit, own)
        except Unclear as unclear:
            return Judgement(unclear)
    return judged_unit(unit, own, Left(own))


def judged_unit(unit: Procedural, context: Context, left: Left) -> Judgement:
    forms = Forms(context, left)
    forms.jumps, forms.turns, forms.names = forward_jumps(unit), turns(unit), by_name(unit)
    try:
        if isinstance(unit, Routine) and unit.parameters and len(unit.parameters.items) > MOST_PARAMETERS:
            raise Unclear(unit.parameters.part, TOO_MANY)
        if isinstance(unit, Trigger):
            judge_trigger(forms, unit)
        else:
            forms.unit(unit)
    except Unclear as unclear:
        return Judgement(unclear)
    jumps = forward_jumps(unit, forms.unwritten) if forms.jumps else NONE
    return Judgement(
        None,
        has_conflicts(unit, context),
        forms.counted,
        forms.unwritten,
        left.declarations,
        jumps,
        turns=turns(unit, forms.unwritten) if forms.turns else {},
        cursors=frozenset(forms.counted_cursors),
        seen=frozenset(forms.seen_cursors),
        late=frozenset(forms.late),
        bulk=forms.bulk,
        bulk_asked=bulk_asked(unit) if forms.bulk else frozenset(),
        traced=is_traced(unit),
        conditions=forms.conditions,
        nested=forms.nested,
    )


def is_traced(unit: Procedural) -> bool:
    """A handler asks for FORMAT_ERROR_BACKTRACE."""
    words = unit.lexed.words[unit.part.first : unit.part.last + 1]
    return TRACE in words and any(TRACE in h.lexed.words[h.part.first : h.part.last + 1] for h in below(unit, Handler))


def judged_package(unit: Module, context: Context) -> Judgement:
    """What a specification says becomes a schema; the routines are in the body. Raises Unclear where not even one
    routine is converted."""
    if unit.kind not in BODIES:
        if unit.rest or unit.body is None:
            raise Unclear(unit.part, "PACKAGE")
        return Judgement(None)
    body, own = judge_layout(unit), with_defaults(unit, members(unit), context)
    found: dict[int, Judgement] = {}
    names = left_names(unit, replace(context, path=[unit, body]))
    for routine in routines(unit):
        refused = context.unwritten.get((routine.part.first, routine.part.last))
        if refused:
            found[id(routine)] = Judgement(Unclear(routine.part, refused))
            continue
        inside = replace(context, path=[unit, body])
        found[id(routine)] = judged_unit(routine, inside, Left(inside, own, [dict(names)]))
    for start in body.statements:
        if isinstance(start, PackageStart):
            inside = replace(context, path=[unit, body])
            found[id(start)] = judged_unit(start, inside, Left(inside, own, [dict(names)]))
    nothing = not body.declarations and not body.statements  # an exported body of a package of constants
    if not nothing and not any(judgement.unclear is None for judgement in found.values()):
        first = next((j.unclear for j in found.values() if j.unclear), None)
        raise first or Unclear(body.part, "PACKAGE BODY")
    return Judgement(None, routines=found, members=own)


def package_of(unit: Routine, context: Context) -> Module | None:
    """The package body whose own routine this is, not one within a routine. `context.path`: what is above it."""
    outer = context.path[0] if len(context.path) == 2 else None
    return outer if isinstance(outer, Module) and outer.kind in BODIES and unit.body is not None else None


def judge_routine(unit: Routine, context: Context) -> Judgement | None:
    """Of a standalone routine or one of a package body; None for routines within others, which are part of these."""
    if not context.path:
        return judge(unit, context)
    package = package_of(unit, context)
    return judge(package, context).routines.get(id(unit)) if package else None


def judgement_at(context: Context) -> Judgement | None:
    """Of the unit or the package's routine around the place."""
    outer = context.path[0] if context.path else None
    if not isinstance(outer, Procedural):
        return None
    found = judge(outer, context)
    if not isinstance(outer, Module) or found.unclear:
        return found
    return found.routines.get(id(context.path[2])) if len(context.path) > 2 else None


def is_converted(context: Context) -> bool:
    """Whether the unit or the package's routine around the place is written by rules."""
    found = judgement_at(context)
    return found is not None and found.unclear is None


def members_of(context: Context) -> dict[str, Signatures]:
    """The routines of the package around the place, by name."""
    outer = context.path[0] if context.path else None
    if not isinstance(outer, Module):
        return {}
    if outer.kind not in BODIES:
        known = context.catalog.routine(path_of(outer.name), context.schema) if outer.name else None
        return known.signatures if known is not None else {}
    return judge(outer, context).members
