"""Triggers, judged: those for the rows or statements of a table, whose body can become a function."""

from __future__ import annotations

from typing import Final

from dbmigrate.catalog.keys import path_of
from dbmigrate.rules.procedural.judged_types import Unclear
from dbmigrate.rules.procedural.plsql_forms import Forms
from dbmigrate.rules.procedural.plsql_types import known_type
from dbmigrate.syntax.procedural.nodes import Block, Compound, TimingPoint, Trigger, Variable, key_of

TIMINGS: Final = ("before", "after", "instead of")
SECTIONS: Final = ("before statement", "before each row", "after each row", "after statement")
DML: Final = frozenset({"insert", "update", "delete"})


def judge_trigger(forms: Forms, unit: Trigger) -> None:
    """A trigger on a table for rows or statements: its body becomes a function, its head a trigger that calls it."""
    body, kinds = unit.body, {e.kind for e in unit.events}
    if isinstance(body, Compound):
        judge_compound(forms, unit, body)
        return
    if not isinstance(body, Block) or body.labels or unit.scope or unit.table is None:
        raise Unclear(unit.part, "TRIGGER in this form")
    if unit.timing is None or unit.timing.kind not in TIMINGS or not kinds <= DML:
        raise Unclear(unit.timing.part if unit.timing else unit.part, "TRIGGER in this form")
    for option in unit.options:
        if option.kind not in ("state", "follows") or option.words()[0] == "PRECEDES":
            raise Unclear(option.part, " ".join(option.words()[:1]))
    if asks_for_both(unit) and not forms.context.has("trigger_execute_function"):  # PostgreSQL before 11 has no OLD then
        raise Unclear(unit.part, "WHEN")
    assert unit.name
    if forms.context.catalog.routine(path_of(unit.name), forms.context.schema):
        raise Unclear(unit.name.part, "TRIGGER named like a routine")
    forms.ended(unit)
    forms.trigger = unit
    with forms.left.frame(), forms.inside(unit):
        forms.block(body)


def judge_compound(forms: Forms, unit: Trigger, body: Compound) -> None:
    """Its sections become branches of one function, what they share is kept for the statement. Raises Unclear."""
    if forms.context.kept_code or unit.scope or unit.table is None or not {e.kind for e in unit.events} <= DML:
        raise Unclear(unit.part, "COMPOUND TRIGGER")
    if unit.condition or any(o.kind != "state" for o in unit.options) or body.problem or body.end is None:
        raise Unclear(unit.part, "COMPOUND TRIGGER in this form")
    assert unit.name
    if forms.context.catalog.routine(path_of(unit.name), forms.context.schema):
        raise Unclear(unit.name.part, "TRIGGER named like a routine")
    forms.ended(unit)
    forms.trigger = unit
    with forms.left.frame(), forms.inside(unit), forms.inside(body):
        for declaration in body.declarations:
            forms.declaration(declaration)
            if isinstance(declaration, Variable) and not declaration.constant and not is_kept(declaration, forms):
                forms.left.out(declaration, f"{declaration.name.text()} between the sections of a trigger")
        for point in body.points:
            if not isinstance(point, TimingPoint) or point.timing.kind not in SECTIONS:
                raise Unclear(point.part, "COMPOUND TRIGGER in this form")
            with forms.inside(point):
                forms.block(point.body)


def is_kept(variable: Variable, forms: Forms) -> bool:
    """PL145 keeps its text between the calls of the function."""
    known = known_type(variable.type, forms.context)
    return known is not None and known.text not in ("record", "refcursor") and not variable.name.is_quoted()


def is_for_rows(unit: Trigger) -> bool:
    """INSTEAD OF always is."""
    return unit.each_row is not None or (unit.timing is not None and unit.timing.kind == "instead of")


def row_names(unit: Trigger) -> dict[str, str]:
    """What the trigger calls the rows behind and before the event: NEW and OLD, or what REFERENCING says; by row."""
    if not is_for_rows(unit) and not isinstance(unit.body, Compound):
        return {}
    renamed = {c.row.upper(): key_of(c.name) for c in unit.correlations}
    return {row: renamed.get(row, row) for row in ("NEW", "OLD")}


def asks_for_both(unit: Trigger) -> bool:
    """PostgreSQL refuses OLD in the WHEN of an INSERT trigger and NEW in that of a DELETE trigger."""
    words, rows = unit.condition.words() if unit.condition else (), row_names(unit)
    kinds = {e.kind for e in unit.events}
    return (rows.get("OLD") in words and "insert" in kinds) or (rows.get("NEW") in words and "delete" in kinds)


def follows(unit: Trigger) -> tuple[str, ...]:
    """The triggers that it says it comes behind, in lower case."""
    names = [w for o in unit.options if o.kind == "follows" for w in o.words()[1:]]
    return tuple(n.lower() for k, n in enumerate(names) if n not in (",", ".") and names[k + 1 : k + 2] != ["."])


def is_off(unit: Trigger) -> bool:
    return any(o.words() == ("DISABLE",) for o in unit.options)
