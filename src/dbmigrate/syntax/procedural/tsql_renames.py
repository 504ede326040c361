"""EXEC sp_rename in T-SQL code. System Stored Procedures, "sp_rename"."""

from __future__ import annotations

from typing import Final

from dbmigrate.syntax.ddl.nodes import Piece
from dbmigrate.syntax.procedural.tsql_statements import CallArgument, Execute

RENAME: Final = "sp_rename"
PARAMETERS: Final = ("@objname", "@newname", "@objtype")


def renaming(call: Execute) -> tuple[CallArgument, ...] | None:
    """The old name, the new one, and the kind where it is given; None for another call or another form."""
    if call.procedure is None or call.procedure.value.lower() != RENAME or call.tail is not None:
        return None
    found: dict[str, CallArgument] = {}
    for name, one in zip(PARAMETERS, call.arguments, strict=False):
        found[one.name.value.lower() if one.name is not None else name] = one
    listed = [found.get(name) for name in PARAMETERS[: len(call.arguments)]]
    if len(call.arguments) not in (2, 3) or not all(one is not None and isinstance(one.value, Piece) for one in listed):
        return None
    return tuple(one for one in listed if one is not None)
