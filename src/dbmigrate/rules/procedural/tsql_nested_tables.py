"""Temporary tables of one name in routines that call each other.

Transact-SQL reference, "CREATE TABLE", temporary tables: one that a called procedure makes is another one than its
caller's. PostgreSQL has one for each name in a session.
"""

from __future__ import annotations

from dbmigrate.catalog.keys import Path, path_of
from dbmigrate.engine.context import Context
from dbmigrate.rules.procedural.tsql_calls import signature_at
from dbmigrate.syntax.ddl.nodes import below
from dbmigrate.syntax.procedural.tsql_nodes import TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import Execute


def made_by_called(name: str, unit: TsqlUnit, context: Context) -> str:
    """A procedure that the unit calls, if by others, and that makes a temporary table of this name; "" without one."""
    calls = [n for n in below(unit, Execute) if isinstance(n, Execute) and n.procedure is not None]
    wanted: list[Path] = [path_of(n.procedure) for n in calls if n.procedure and n.procedure.kind != "variable"]
    seen: set[Path] = set()
    while wanted:
        path = wanted.pop()
        signature = signature_at(path, context) if path not in seen else None
        seen.add(path)
        if signature is None:
            continue
        if name.lower() in signature.temporaries:
            return path[-1]
        wanted += [*signature.calls, *signature.fills]
    return ""
