"""Pipelined functions: what a row of theirs is. PL/SQL Language Reference, "Pipelined Table Functions"."""

from __future__ import annotations

from dbmigrate.engine.context import Context
from dbmigrate.rules.procedural.plsql_types import Known, known_type
from dbmigrate.syntax.procedural.nodes import Routine


def is_pipelined(unit: Routine) -> bool:
    return any(option.words() == ("PIPELINED",) for option in unit.options)


def row_of(unit: Routine, context: Context) -> Known | None:
    """None where it is not known."""
    known = known_type(unit.returns.type, context) if unit.returns and unit.returns.type else None
    return known.element if known else None
