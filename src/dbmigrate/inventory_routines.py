"""The interfaces of the routines that a unit makes."""

from __future__ import annotations

from dataclasses import replace

from dbmigrate import inventory_plsql, inventory_tsql
from dbmigrate.engine.context import Context
from dbmigrate.inventory import Interface
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.procedural.nodes import Package, Routine
from dbmigrate.syntax.procedural.tsql_nodes import TsqlRoutine


def interfaces(unit: Node, context: Context, first_line: int) -> tuple[Interface, ...]:
    """`first_line`: of the unit in its file."""
    found: list[Interface] = []
    if isinstance(unit, TsqlRoutine):
        made = inventory_tsql.interface(unit, context)
        found += [made] if made else []
    elif isinstance(unit, (Routine, Package)):
        found += inventory_plsql.interfaces(unit, context)
    return tuple(moved(one, first_line - 1) for one in found)


def moved(one: Interface, lines: int) -> Interface:
    sets = tuple(replace(s, line=s.line + lines) for s in one.sets)
    return replace(one, line=one.line + lines, sets=sets)
