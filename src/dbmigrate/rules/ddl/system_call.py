"""The arguments of SQL Server's system procedures, and their calls replaced by statements of the target."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import SystemCall


def by_name(call: SystemCall, parameters: Sequence[str]) -> dict[str, str]:
    """Argument texts without quotes by parameter; those left out and NULL are missing."""
    found: dict[str, str] = {}
    for k, argument in enumerate(call.arguments):
        name = argument.name or (parameters[k] if k < len(parameters) else "")
        if name and argument.words(argument.value) != ("NULL",):
            found[name] = argument.string
    return found


def rewritten(call: SystemCall, template: str) -> list[tuple[Any, ...]]:
    """The call becomes that text. EXEC is replaced and the rest removed, so that edits inside go with it."""
    first, last = call.part.first, call.part.last
    if call.lexed.words[first] not in ("EXEC", "EXECUTE"):
        return [(call.arguments[0].part if call.arguments else call.part, template), (call.procedure, "")]
    return [(Part(first, first), template), (Part(first + 1, last), "")]
