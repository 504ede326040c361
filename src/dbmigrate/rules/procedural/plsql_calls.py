"""Statements that call something: its name and arguments, and the methods of collections that change them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlglot import exp

from dbmigrate.catalog.keys import Path
from dbmigrate.rules.procedural.judged_calls import path_of_call
from dbmigrate.rules.procedural.plsql_types import Known
from dbmigrate.syntax.procedural.statements import CallStatement
from dbmigrate.syntax.sql import parse

# Of what texts index: {j} is the second argument.
MAPPED: Final[Mapping[tuple[str, int], str]] = {
    ("DELETE", 0): "{v} := '{}'",
    ("DELETE", 1): "{v} := {v} - {i}",
    ("DELETE", 2): "{v} := dbmigrate.map_without({v}, {i}, {j})",
}


def path_of_statement(found: CallStatement) -> Path:
    """() where what is called is an expression."""
    if found.callee.inner:
        return ()
    return path_of_call(parse(found.lexed, found.callee.part, found.callee.into).root)


def arguments_of(root: Any) -> list[Any]:
    call = root.expression if isinstance(root, exp.Dot) else root
    return list(call.expressions) if isinstance(call, exp.Anonymous) else []


def change_of(method: str, arguments: int, known: Known) -> str:
    """The assignment that a method makes, with {v} for the collection and {i} for its argument; "" where it has none."""
    assert known.element is not None
    if known.mapped:
        return MAPPED.get((method, arguments), "")
    forms = {
        ("EXTEND", 0): "{v} := array_append({v}, NULL)",
        ("EXTEND", 1): f"{{v}} := {{v}} || array_fill(NULL::{known.element.text}, ARRAY[{{i}}])",
        ("EXTEND", 2): "{v} := {v} || array_fill({v}[{j}], ARRAY[{i}])",
        ("DELETE", 0): "{v} := '{}'",
        ("TRIM", 0): "{v} := trim_array({v}, 1)",
        ("TRIM", 1): "{v} := trim_array({v}, {i})",
    }
    if known.keyed:
        forms["DELETE", 1] = "{v}[{i}] := NULL"
        within = "greatest({i}, array_lower({v}, 1)) .. least({j}, array_upper({v}, 1))"
        if known.gaps:
            one = "greatest({i}, array_lower({v}, 1)) .. least({i}, array_upper({v}, 1))"
            forms["DELETE", 1] = f"FOR deleted IN {one} LOOP {{v}}[deleted] := NULL; END LOOP"
        forms["DELETE", 2] = f"FOR deleted IN {within} LOOP {{v}}[deleted] := NULL; END LOOP"
    return forms.get((method, arguments), "")
