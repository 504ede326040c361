"""Heads of Oracle's procedural units and calls at the top level; bodies are read by the procedural front end."""

from __future__ import annotations

from typing import Final

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Argument, Environment, Node, Procedural, SystemCall
from dbmigrate.syntax.ddl.oracle_clauses import bracketed, if_exists, modifiers
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected

ROUTINES: Final = ("PROCEDURE", "FUNCTION", "TRIGGER", "PACKAGE", "TYPE")


def read_routine(c: Cursor) -> Procedural:
    """`CREATE OR REPLACE PACKAGE BODY his.p ..`: kind and name."""
    first = c.k
    c.need("CREATE")
    modifiers(c)
    kind = c.words[c.k].lower() if not c.ended else ""
    if not c.eat_any(*ROUTINES):
        raise Unexpected("a routine expected")
    if kind in ("package", "type") and c.eat("BODY"):
        kind += " body"
    if_exists(c)
    name = c.name(kind, 3)
    c.k = c.n
    return Procedural(c.part(first), c.lexed, kind, name)


def read_block(c: Cursor) -> Procedural:
    first, c.k = c.k, c.n
    return Procedural(c.part(first), c.lexed, "block")


def read_java(c: Cursor) -> Procedural:
    """`CREATE AND RESOLVE JAVA SOURCE NAMED "x" AS ..`: Java text, its name if there is one."""
    first = c.k
    named = next((k for k in range(first, c.n) if c.words[k] == "NAMED"), None)
    name = None
    if named is not None:
        c.k = named + 1
        name = c.name("object", 3)
    c.k = c.n
    return Procedural(c.part(first), c.lexed, "java", name)


def read_execute(c: Cursor) -> Node:
    """`CALL p(a, x => b)`, SQL*Plus EXEC; other forms (`EXEC :n := f(1)`) are blocks without BEGIN and END."""
    first = c.k
    c.take()
    try:
        procedure = c.name("procedure", 4)
        items = bracketed(c)[1] if c.at("(") else []
        arguments = tuple(read_argument(i) for i in items)
        if c.ended:
            return SystemCall(c.part(first), c.lexed, procedure, arguments)
    except Unexpected:
        pass
    c.k = first
    return read_block(c)


def read_argument(c: Cursor) -> Argument:
    first, label = c.k, ""
    if c.ahead() == "=>":
        label = c.lexed.tokens[c.k].text.lower()
        c.take(2)
    value = Part(c.k, c.n - 1)
    if value.last < value.first:
        raise Unexpected("a value expected")
    is_string = value.first == value.last and c.lexed.is_string(value.first)
    return Argument(Part(first, c.n - 1), c.lexed, label, value, is_string)


def read_compile(c: Cursor) -> Node:
    """`ALTER PACKAGE p COMPILE BODY`, `ALTER TRIGGER g DISABLE`: the state of code, none of its text."""
    first = c.k
    c.take()
    word = c.words[c.k]
    c.take()
    kind = {"MATERIALIZED": "materialized view", "SNAPSHOT": "materialized view"}.get(word, word.lower())
    c.eat_any("VIEW") if word == "MATERIALIZED" else None
    if_exists(c)
    name = c.name(kind, 3)
    verb = c.words[c.k] if not c.ended else ""
    if word == "VIEW" and verb in ("ADD", "MODIFY", "DROP"):  # constraints that nobody checks
        c.k = c.n
        return Environment(c.part(first), c.lexed, "view constraint", name)
    if word in ("TYPE", "VIEW") and verb != "COMPILE":
        raise Unexpected(f"ALTER {word} {verb}".strip())
    c.k = c.n
    what = "compile" if verb == "COMPILE" else f"{kind} state"
    return Environment(c.part(first), c.lexed, what, name)
