"""sp_settriggerorder: whether a trigger comes first or last on the target too.

Transact-SQL Reference, "sp_settriggerorder": First, Last or None for one kind of statement. PostgreSQL's manual, "CREATE
TRIGGER": triggers of the same kind for the same event are fired in alphabetical order by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dbmigrate.catalog.keys import path_of_text
from dbmigrate.engine.context import Context

PARAMETERS: Final = ("triggername", "order", "stmttype")


def comes_as_asked(given: Mapping[str, str], context: Context) -> bool:
    """Among the triggers of its table that the estate makes, by the names that they get."""
    order, catalog = given.get("order", "").lower(), context.catalog
    key = catalog.locate("trigger", path_of_text("sqlserver", given.get("triggername", "")), context.schema)
    if order == "none":
        return True
    if key is None or order not in ("first", "last"):
        return False
    table = catalog.triggers[key].table
    others = [k for k, trigger in catalog.triggers.items() if trigger.table == table]
    names = sorted(k[-1] for k in others)
    return bool(table) and names[0 if order == "first" else -1] == key[-1]
