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
    forms = {
        ("EXTEND", 0): "{v} := array_append({v}, NULL)",
        ("EXTEND", 1): f"{{v}} := {{v}} || array_fill(NULL::{known.element.text}, ARRAY[{{i}}])",
        ("DELETE", 0): "{v} := '{}'",
        ("TRIM", 0): "{v} := trim_array({v}, 1)",
        ("TRIM", 1): "{v} := trim_array({v}, {i})",
    }
    if known.keyed:
        forms["DELETE", 1] = "{v}[{i}] := NULL"
    return forms.get((method, arguments), "")


# What a procedure of DBMS_LOB does, with the places of its arguments. "DBMS_LOB" of "PL/SQL Packages and Types Reference".
LOBS: Final[Mapping[tuple[str, int], tuple[str, tuple[int, ...]]]] = {
    ("CREATETEMPORARY", 2): ("{} := ''", (0,)),
    ("CREATETEMPORARY", 3): ("{} := ''", (0,)),
    ("FREETEMPORARY", 1): ("{} := NULL", (0,)),
    ("APPEND", 2): ("{} := {} || {}", (0, 0, 1)),
    ("WRITEAPPEND", 3): ("{} := {} || substr({}, 1, ({})::integer)", (0, 0, 2, 1)),
    ("TRIM", 2): ("{} := substr({}, 1, ({})::integer)", (0, 0, 1)),
    ("WRITE", 4): (
        "{} := overlay({} placing substr({}, 1, ({})::integer) from ({})::integer for ({})::integer)",
        (0, 0, 3, 1, 2, 1),
    ),
    ("OPEN", 2): ("NULL", ()),
    ("CLOSE", 1): ("NULL", ()),
}


# Procedures that a statement of the target replaces. "DBMS_LOCK", "DBMS_SESSION" and "DBMS_OUTPUT" of the same manual: a
# time in seconds with decimals; ENABLE makes a buffer, and notices need none.
SUPPLIED: Final[Mapping[tuple[str, str, int], str]] = {
    ("DBMS_LOCK", "SLEEP", 1): "PERFORM pg_sleep({})",
    ("DBMS_SESSION", "SLEEP", 1): "PERFORM pg_sleep({})",
    ("DBMS_OUTPUT", "ENABLE", 0): "NULL",
    ("DBMS_OUTPUT", "ENABLE", 1): "NULL",
}


def supplied_template(path: Path, arguments: list[Any]) -> str | None:
    """The statement that does what a supplied procedure does; its place takes the only argument."""
    if len(path) < 2 or path[:-2] not in ((), ("SYS",)) or any(isinstance(a, exp.Kwarg) for a in arguments):
        return None
    return SUPPLIED.get((path[-2], path[-1], len(arguments)))


def lob_template(path: Path, arguments: list[Any]) -> tuple[str, tuple[int, ...]] | None:
    """The assignment that a procedure of DBMS_LOB makes, and which arguments fill it."""
    if path[-2:-1] != ("DBMS_LOB",) or path[:-2] not in ((), ("SYS",)):
        return None
    if any(isinstance(a, exp.Kwarg) for a in arguments):
        return None
    return LOBS.get((path[-1], len(arguments)))
