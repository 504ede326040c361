"""The methods of SQL Server's xml type, as the parser shows them: `x.value('..', 'INT')`."""

from __future__ import annotations

from typing import Any, Final

from sqlglot import exp

ARGUMENTS: Final = {"VALUE": 2, "NODES": 1, "EXIST": 1, "QUERY": 1}


def is_method(node: Any) -> bool:
    """A call behind a point with the name of a method."""
    if not isinstance(node, exp.Anonymous) or len(node.expressions) != ARGUMENTS.get(node.name.upper(), -1):
        return False
    owned = isinstance(node.parent, exp.Dot) and node.arg_key == "expression"
    return owned or isinstance(node.parent, exp.Table)


def asked_type(node: exp.Anonymous) -> str:
    """What value() is asked for, in the source's words."""
    last = node.expressions[-1]
    return str(last.this) if isinstance(last, (exp.Literal, exp.National)) else ""
