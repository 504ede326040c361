"""Heads of T-SQL units and the types of their variables, judged by whether PL/pgSQL has a writing for them."""

from __future__ import annotations

from typing import Final

from dbmigrate.catalog.elements import sql_type
from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.context import Context
from dbmigrate.rules.procedural.judged_types import MOST_PARAMETERS, TOO_MANY, Unclear
from dbmigrate.rules.procedural.tsql_tables import returned_columns, returned_table, table_type
from dbmigrate.rules.procedural.tsql_type_text import is_not_given, type_text
from dbmigrate.syntax.ddl.nodes import TypeName
from dbmigrate.syntax.procedural.nodes import DataType
from dbmigrate.syntax.procedural.tsql_nodes import TsqlParameter, TsqlRoutine, TsqlTrigger, TsqlUnit
from dbmigrate.types.values import Type, unknown

# NOT FOR REPLICATION, EXECUTE AS CALLER and the like. As whom a module runs is said by a note.
HARMLESS: Final = frozenset(
    """WITH RECOMPILE ENCRYPTION SCHEMABINDING , NOT FOR REPLICATION EXEC EXECUTE AS CALLER OWNER SELF INLINE = ON OFF
    CALLED ON NULL INPUT NATIVE_COMPILATION RETURNS""".split()
)
EVENTS: Final = frozenset({"insert", "update", "delete"})


class Heads:
    def __init__(self, unit: TsqlUnit, context: Context) -> None:
        self.unit, self.context = unit, context
        self.written: set[str] = set()  # variables that may hold something by now

    def head(self) -> None:
        """Raises Unclear where it cannot be written."""
        unit = self.unit
        for option in unit.options:
            if not set(option.words()) <= HARMLESS or option.words() == ("FOR", "REPLICATION"):
                raise Unclear(option.part, " ".join(option.words()))
        if unit.rest:
            raise Unclear(unit.rest.part, "END")
        if isinstance(unit, TsqlTrigger):
            self.trigger(unit)
        elif isinstance(unit, TsqlRoutine):
            self.routine(unit)

    def routine(self, unit: TsqlRoutine) -> None:
        if unit.number:
            raise Unclear(unit.number.part, ";n")
        if unit.parameters and len(unit.parameters.items) > MOST_PARAMETERS:
            raise Unclear(unit.parameters.part, TOO_MANY)
        for item in unit.parameters.items if unit.parameters else ():
            if not isinstance(item, TsqlParameter) or any(e.kind != "nullability" for e in item.extras):
                raise Unclear(item.part, "parameter")
            if item.read_only and table_type(item.type, self.context) is None:
                raise Unclear(item.part, "READONLY")
            if not item.read_only:
                self.declared(item.type)
            self.written.add(item.name.value.lower())
        if unit.kind == "function" and not unit.is_inline:
            table = returned_table(unit)
            if table is not None and returned_columns(table, self.context) is not None:
                return
            if unit.returns is None or unit.returns.type is None:
                raise Unclear(unit.part, "RETURNS TABLE")
            self.declared(unit.returns.type)

    def trigger(self, unit: TsqlTrigger) -> None:
        """A trigger behind the event on a table; its rows are those that every one of its events has."""
        timing = unit.timing.kind if unit.timing else ""
        kinds = {e.kind for e in unit.events}
        path, catalog, schema = path_of(unit.table) if unit.table else (), self.context.catalog, self.context.schema
        table = catalog.table(path, schema) if path else None
        is_view = bool(path) and catalog.view(path, schema) is not None
        known = table is not None and table.kind == "table"
        not_given = bool(path) and table is None and not is_view  # behind the event only tables have triggers
        known = known or (is_view if timing == "instead of" else not_given)
        if not known or timing not in ("for", "after", "instead of") or not kinds <= EVENTS:
            raise Unclear(unit.timing.part if unit.timing else unit.part, "TRIGGER in this form")

    def declared(self, type_: DataType) -> Type:
        """The type of a variable. Raises Unclear for one that the target has no name for; one that is not in the estate
        keeps its name (TY032)."""
        if isinstance(type_, TypeName) and type_.keyword == "CURSOR":
            return unknown("CURSOR")
        if not isinstance(type_, TypeName):
            raise Unclear(type_.part, "type")
        found = self.context.types.estate.declared(sql_type(type_), self.context.schema) if sql_type(type_) else None
        if is_not_given(type_, self.context):
            return unknown(type_.text())
        if type_.user is not None and (found is None or not type_text(found, self.context)):
            raise Unclear(type_.part, f"type {' '.join(type_.text().split()).upper()}")
        return found if found is not None else unknown(type_.text())
