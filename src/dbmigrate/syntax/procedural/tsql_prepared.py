"""sp_executesql: its parameters, what they are given, and which of them the text assigns."""

from __future__ import annotations

import re
from typing import Final

from dbmigrate.records import dataclass
from dbmigrate.syntax.ddl.nodes import Piece
from dbmigrate.syntax.procedural.tsql_nodes import LocalVariable, TsqlParameter, TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import CallArgument, Execute

DEFINED: Final = re.compile(r"@[\w@#$]+")
ASSIGNED: Final = re.compile(r"(@[\w@#$]+)(?:[^,@(]|\([^)]*\))*?\bout(?:put)?\b", re.I)


@dataclass(frozen=True)
class Prepared:
    """`values`: what each parameter is given; `outputs`: parameters whose value comes back into what was given."""

    names: tuple[str, ...] = ()
    values: tuple[Piece, ...] = ()
    outputs: tuple[str, ...] = ()

    def target(self, name: str) -> Piece:
        return self.values[self.names.index(name)]


def is_prepared(call: Execute) -> bool:
    """sp_executesql."""
    return call.procedure is not None and call.procedure.value.lower() == "sp_executesql"


def prepared(call: Execute, unit: TsqlUnit) -> Prepared | None:
    """None for a form that cannot be written: a definition that is no constant while arguments have no names."""
    if not call.arguments:
        return None
    if len(call.arguments) == 1:
        return Prepared()
    definition, given = call.arguments[1].value, call.arguments[2:]
    known = literal(definition)
    names = [n.lower() for n in DEFINED.findall(known)] if known is not None else []
    found: dict[str, CallArgument] = {}
    for k, argument in enumerate(given):
        name = argument.name.value.lower() if argument.name else names[k] if k < len(names) else ""
        if not name or not isinstance(argument.value, Piece):
            return None
        found[name] = argument
    if known is not None and sorted(names) != sorted(found):
        return None
    order = names or list(found)
    outputs = [n for n in order if found[n].output is not None]
    if known is not None:  # OUTPUT counts where both say it
        outputs = [n for n in outputs if n in {m.lower() for m in ASSIGNED.findall(known)}]
    targets = [unit.declared.get(found[n].value.text().lower()) for n in outputs]
    if not all(isinstance(target, (LocalVariable, TsqlParameter)) for target in targets):
        return None
    values = tuple(v for n in order if isinstance(v := found[n].value, Piece))
    return Prepared(tuple(order), values, tuple(outputs))


def literal(value: object) -> str | None:
    """The text of a constant, in quotes of either kind (QUOTED_IDENTIFIER OFF)."""
    if not isinstance(value, Piece):
        return None
    text = value.text().lstrip("Nn")
    mark = text[:1]
    return text[1:-1] if mark in ("'", '"') and text.count(mark) == 2 else None
