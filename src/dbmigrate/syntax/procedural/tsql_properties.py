"""Calls in T-SQL code that describe a table or a column. Reference: "sp_addextendedproperty" and its relatives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dbmigrate.syntax.ddl.nodes import Node, Piece
from dbmigrate.syntax.procedural.tsql_statements import Execute

DROP: Final = "sp_dropextendedproperty"
PROCEDURES: Final = frozenset({"sp_addextendedproperty", "sp_updateextendedproperty", DROP})
PARAMETERS: Final = (
    "@name", "@value", "@level0type", "@level0name", "@level1type", "@level1name", "@level2type", "@level2name",
)  # fmt: skip
KINDS: Final = frozenset({"table", "view", "column"})


@dataclass(frozen=True)
class Property:
    """`on`: table, view or column. `path`: owner ("" where a variable names it), table and column. `value`: None where
    the description is dropped."""

    on: str
    path: tuple[str, ...]
    value: str | None


def property_of(call: Execute) -> Property | None:
    """None for another call or another form: another property, a text that no constant gives."""
    name = call.procedure.value.lower() if call.procedure is not None else ""
    if name not in PROCEDURES or call.tail is not None or call.result is not None:
        return None
    order = tuple(p for p in PARAMETERS if p != "@value" or name != DROP)
    given = {
        one.name.value.lower() if one.name is not None else parameter: one.value
        for parameter, one in zip(order, call.arguments, strict=False)
    }
    texts = {parameter: constant(value) for parameter, value in given.items()}
    value = texts.get("@value")
    if texts.get("@name") != "MS_Description" or (name != DROP and value is None):
        return None
    types = [(texts.get(f"@level{k}type") or "").lower() for k in (1, 2)]
    names = [texts.get(f"@level{k}name") or "" for k in (0, 1, 2)]
    on = types[1] or types[0]
    if on not in KINDS or not names[1] or bool(types[1]) != bool(names[2]) or (types[1] and types[1] != "column"):
        return None
    return Property(on, tuple(names[: 3 if types[1] else 2]), None if name == DROP else value)


def constant(value: Node) -> str | None:
    """The text of one word or string; None for a variable, NULL and anything longer."""
    if not isinstance(value, Piece) or value.part.first != value.part.last:
        return None
    k, lexed = value.part.first, value.lexed
    if lexed.is_string(k):
        return lexed.tokens[k].text
    word = lexed.tokens[k].text
    return word if lexed.is_name(k) and word.upper() != "NULL" and not word.startswith("@") else None
