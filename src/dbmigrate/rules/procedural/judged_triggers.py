"""Triggers, judged: those for the rows or statements of a table, whose body can become a function."""

from __future__ import annotations

from typing import Final

from dbmigrate.catalog.keys import path_of
from dbmigrate.rules.procedural.judged_types import Unclear
from dbmigrate.rules.procedural.plsql_forms import Forms
from dbmigrate.syntax.ddl.nodes import Piece
from dbmigrate.syntax.procedural.nodes import Block, Trigger, key_of

TIMINGS: Final = ("before", "after", "instead of")
DML: Final = frozenset({"insert", "update", "delete"})


def judge_trigger(forms: Forms, unit: Trigger) -> None:
    """A trigger on a table for rows or statements: its body becomes a function, its head a trigger that calls it."""
    body, kinds = unit.body, {e.kind for e in unit.events}
    if not isinstance(body, Block) or body.labels or unit.scope or unit.table is None:
        raise Unclear(unit.part, "TRIGGER in this form")
    if unit.timing is None or unit.timing.kind not in TIMINGS or not kinds <= DML:
        raise Unclear(unit.timing.part if unit.timing else unit.part, "TRIGGER in this form")
    for option in unit.options:
        if option.words() != ("ENABLE",):
            raise Unclear(option.part, " ".join(option.words()[:1]))
    assert unit.name
    if forms.context.catalog.routine(path_of(unit.name), forms.context.schema):
        raise Unclear(unit.name.part, "TRIGGER named like a routine")
    forms.ended(unit)
    forms.trigger = unit
    with forms.left.frame(), forms.inside(unit):
        if unit.condition:
            judge_condition(unit, unit.condition, kinds)
        forms.block(body)


def row_names(unit: Trigger) -> dict[str, str]:
    """What the trigger calls the rows behind and before the event: NEW and OLD, or what REFERENCING says; by row."""
    if unit.each_row is None:
        return {}
    renamed = {c.row.upper(): key_of(c.name) for c in unit.correlations}
    return {row: renamed.get(row, row) for row in ("NEW", "OLD")}


def judge_condition(unit: Trigger, condition: Piece, kinds: set[str]) -> None:
    """PostgreSQL refuses OLD in the WHEN of an INSERT trigger and NEW in that of a DELETE trigger."""
    words, rows = condition.words(), row_names(unit)
    if (rows.get("OLD") in words and "insert" in kinds) or (rows.get("NEW") in words and "delete" in kinds):
        raise Unclear(condition.part, "WHEN")
