"""Triggers, judged: those for the rows or statements of a table, whose body can become a function."""

from __future__ import annotations

from typing import Final

from dbmigrate.catalog.keys import path_of
from dbmigrate.catalog.values import Table
from dbmigrate.engine.context import Context
from dbmigrate.rules.procedural.judged_types import BOOLEAN, Record, Scope, Unclear, fields_of
from dbmigrate.rules.procedural.judged_units import Units
from dbmigrate.rules.procedural.judged_views import view_columns
from dbmigrate.syntax.ddl.nodes import Piece
from dbmigrate.syntax.procedural.nodes import Block, Trigger, key_of

TIMINGS: Final = ("before", "after", "instead of")
DML: Final = frozenset({"insert", "update", "delete"})


def judge_trigger(units: Units, unit: Trigger) -> None:
    """A trigger on a table for rows or statements: its body becomes a function, its head a trigger that calls it."""
    held = trigger_rows(unit, units.context)
    body, kinds = unit.body, {e.kind for e in unit.events}
    if not isinstance(body, Block) or body.labels or unit.scope:
        raise Unclear(unit.part, "TRIGGER in this form")
    if not held or unit.timing is None or unit.timing.kind not in TIMINGS or not kinds <= DML:
        raise Unclear(unit.timing.part if unit.timing else unit.part, "TRIGGER in this form")
    for option in unit.options:
        if option.words() != ("ENABLE",):
            raise Unclear(option.part, " ".join(option.words()[:1]))
    assert unit.name
    if units.context.catalog.routine(path_of(unit.name), units.context.schema):
        raise Unclear(unit.name.part, "TRIGGER named like a routine")
    units.ended(unit)
    units.in_trigger = True
    with units.frame():
        declare_rows(units.scope, held, row_names(unit))
        if unit.condition:
            judge_condition(units, unit, unit.condition, kinds)
        units.block(body)


def trigger_table(unit: Trigger, context: Context) -> Table | None:
    table = context.catalog.table(path_of(unit.table), context.schema) if unit.table else None
    return table if table and table.complete and table.kind == "table" else None


def trigger_rows(unit: Trigger, context: Context) -> Record:
    """The fields of a row, {} where they are not known."""
    table = trigger_table(unit, context)
    if unit.timing is None or unit.table is None or (table is None) != (unit.timing.kind == "instead of"):
        return {}
    if table is not None:
        return fields_of(table)
    return {name: kind for name, kind in view_columns(path_of(unit.table), context).items() if kind}


def row_names(unit: Trigger) -> dict[str, str]:
    """What the trigger calls the rows behind and before the event: NEW and OLD, or what REFERENCING says; by row."""
    if unit.each_row is None:
        return {}
    renamed = {c.row.upper(): key_of(c.name) for c in unit.correlations}
    return {row: renamed.get(row, row) for row in ("NEW", "OLD")}


def declare_rows(scope: Scope, held: Record, rows: dict[str, str]) -> None:
    """What a trigger's body sees besides its variables: which event it was, the rows with and (in WHEN) without colon."""
    for word in ("INSERTING", "UPDATING", "DELETING"):
        scope.declare(word, BOOLEAN)
    for name in rows.values():
        scope.declare(name, held)
        scope.declare(f":{name}", held)
        for column, kind in held.items():  # the tokenizer makes one word of `:new.code`
            scope.declare(f":{name}.{column}", kind)


def judge_condition(units: Units, unit: Trigger, condition: Piece, kinds: set[str]) -> None:
    """PostgreSQL refuses OLD in the WHEN of an INSERT trigger and NEW in that of a DELETE trigger."""
    words, rows = condition.words(), row_names(unit)
    if (rows.get("OLD") in words and "insert" in kinds) or (rows.get("NEW") in words and "delete" in kinds):
        raise Unclear(condition.part, "WHEN")
    units.condition(condition)
