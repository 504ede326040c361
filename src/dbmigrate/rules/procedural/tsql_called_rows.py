"""EXEC of a procedure that gives rows, within code: they are handed on as the caller's own results are."""

from __future__ import annotations

from typing import Final

from dbmigrate.engine.compose import literal_template
from dbmigrate.records import dataclass
from dbmigrate.rules.procedural.tsql_calls import RESULTS
from dbmigrate.rules.procedural.tsql_judgement import CALLED_SETS, RESULT, TsqlJudgement
from dbmigrate.rules.procedural.tsql_select import CURSORS, DISCARDED, ROWS
from dbmigrate.rules.procedural.tsql_shapes import Shape
from dbmigrate.syntax.procedural.tsql_nodes import TsqlParameter, TsqlRoutine, TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import Execute

LOST: Final = "lost"
HANDED: Final = "handed"


@dataclass(frozen=True)
class Handed:
    """Templates: what stands before the procedure's name, behind its arguments, within them, and behind the statement."""

    before: str
    closing: str = ""
    argument: str = ""
    behind: str = ""
    note: str = ""


def handed_on(call: Execute, shape: Shape, judgement: TsqlJudgement, unit: TsqlUnit) -> Handed:
    mode = judgement.modes.get(call.part.first)
    if shape.kind == "parameter":
        sets = literal_template(judgement.names[CALLED_SETS])
        behind = "" if mode == DISCARDED else f" {handing(f'unnest({sets})', sets, unit)}"
        return Handed("CALL", argument=f"{RESULTS} => {sets}", behind=behind, note=LOST if mode == DISCARDED else HANDED)
    if mode == ROWS:
        return Handed(f"RETURN QUERY SELECT {listed(shape, judgement)} FROM", note=HANDED)
    if mode != CURSORS:
        return Handed("PERFORM * FROM", note=LOST)
    if shape.kind == "cursors":
        if has_out(unit):
            return Handed(f"{RESULTS} := {RESULTS} || ARRAY(SELECT * FROM", closing=")", note=HANDED)
        return Handed("RETURN QUERY SELECT * FROM", note=HANDED)
    name = literal_template(judgement.names[RESULT])  # moved through, because the procedure is run by the first move
    handed = f"{RESULTS} := {RESULTS} || {name};" if has_out(unit) else f"RETURN NEXT {name};"
    moves = f" MOVE ABSOLUTE 1 FROM {name}; MOVE ABSOLUTE 0 FROM {name}; {handed}"
    return Handed(f"{name} := NULL; OPEN {name} SCROLL FOR SELECT * FROM", behind=moves, note=HANDED)


def handing(rows: str, sets: str, unit: TsqlUnit) -> str:
    return f"{RESULTS} := {RESULTS} || {sets};" if has_out(unit) else f"RETURN QUERY SELECT {rows};"


def listed(shape: Shape, judgement: TsqlJudgement) -> str:
    """Casts where the caller's rows have another type."""
    pairs = list(zip(shape.columns, judgement.columns, strict=True))
    if all(own.type == wanted.type for own, wanted in pairs):
        return "*"
    return literal_template(", ".join(f"{own.name}::{wanted.type}" for own, wanted in pairs))


def has_out(unit: TsqlUnit) -> bool:
    items = unit.parameters.items if isinstance(unit, TsqlRoutine) and unit.parameters else ()
    return any(isinstance(p, TsqlParameter) and p.mode for p in items)
