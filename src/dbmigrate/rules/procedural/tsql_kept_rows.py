"""The rows of a T-SQL trigger's event where the target has no transition tables: the trigger's function is called for
each row as well and keeps it, what was kept is in temporary tables when it is called for the statement."""

from __future__ import annotations

from typing import Final

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.syntax.procedural.tsql_nodes import TsqlTrigger

HELPERS: Final = ("kept_rows", "no_rows", "trigger_stack")
NEW_ROWS, OLD_ROWS = "inserted", "deleted"


def are_kept(context: Context) -> bool:
    """The target has no transition tables."""
    return context.target.capability("transition_tables").has == "no"


def knows_callers(context: Context) -> bool:
    """The target's functions can ask what called them."""
    return context.target.capability("call_context").has != "no"


def key_of(unit: TsqlTrigger, context: Context) -> str:
    """The trigger's name, with its schema where that is not the usual one."""
    assert unit.name
    path = path_of(unit.name)
    return unit.name.value if len(path) < 2 or path[-2] == "dbo" else f"{path[-2]}_{unit.name.value}"


def rows_name(unit: TsqlTrigger, rows: str, context: Context) -> str:
    """The temporary table with `inserted` or `deleted`, as it is spelled: triggers that fire each other each have their
    own."""
    return context.names.spell(f"{key_of(unit, context).lower()}_{rows}", False, "table")


def rows_literal(unit: TsqlTrigger, rows: str, context: Context) -> str:
    """Its name as a text."""
    return text(rows_name(unit, rows, context).strip('"').replace('""', '"'))


def row_trigger_name(name: str, quoted: bool, context: Context) -> str:
    """The trigger that is called for each row."""
    return context.names.spell(f"{name}_rows", quoted, "function")


def text(value: str) -> str:
    """A literal as part of a template."""
    return literal_template("'" + value.replace("'", "''") + "'")


def entering(unit: TsqlTrigger, back: str, context: Context) -> str:
    """A trigger without rows is not fired by its own change."""
    return f"IF NOT dbmigrate.enter_trigger({text(key_of(unit, context))}) THEN {back}; END IF;"


def keeping(unit: TsqlTrigger, kinds: list[str], context: Context) -> list[str]:
    """The beginning of the function: it keeps a row, or takes what was kept."""
    made = []
    lines = ["IF TG_LEVEL = 'ROW' THEN"]
    for rows, row, lacking in ((NEW_ROWS, "NEW", "delete"), (OLD_ROWS, "OLD", "insert")):
        name = rows_literal(unit, rows, context)
        made.append(name)
        if kinds == [lacking]:
            continue
        kept = f"EXECUTE dbmigrate.keep_row({name}, TG_RELID, TG_OP) USING {row};"
        lines.append(f"  {kept}" if lacking not in kinds else f"  IF TG_OP <> '{lacking.upper()}' THEN {kept} END IF;")
    taken = f"dbmigrate.take_rows({text(key_of(unit, context))}, {', '.join(made)}, TG_RELID, TG_OP)"
    return [*lines, "  RETURN NULL;", "END IF;", f"IF NOT {taken} THEN RETURN NULL; END IF;"]
