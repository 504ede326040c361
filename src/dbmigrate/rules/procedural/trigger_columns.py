"""Which columns an UPDATE sets, as a trigger knows it. PL/SQL Language Reference, "Conditional Predicates"."""

from __future__ import annotations

from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.procedural.nodes import Trigger, key_of


def only_column(unit: Trigger) -> str:
    """The column without whose change no UPDATE fires the trigger, "" where there are several or none is named."""
    named = {key_of(c) for event in unit.events if event.kind == "update" for c in event.columns}
    return named.pop() if len(named) == 1 else ""


def asks_for_columns(node: Node, tokens: list[int], unit: Trigger | None) -> bool:
    """UPDATING('C') in a trigger for statements: the target does not tell it which columns the statement sets."""
    if unit is None or unit.each_row is not None:
        return False
    lexed, only = node.lexed, only_column(unit)
    calls = (k for k in tokens if lexed.words[k] == "UPDATING" and lexed.words[k + 1 : k + 2] == ["("])
    return any(not only or lexed.tokens[k + 2].text.upper() != only for k in calls)
