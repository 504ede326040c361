"""Each statement form of PL/SQL stands in a case whose converted code is called: which form, told from the trees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casefiles import cases

from dbmigrate.syntax.ddl.nodes import Node, below
from dbmigrate.syntax.lex import Lexed
from dbmigrate.syntax.procedural import nodes, statements
from dbmigrate.syntax.procedural.plsql import read_plsql

CREATED = r"CREATE (?:OR REPLACE )?(?:FUNCTION|PROCEDURE|PACKAGE|TRIGGER|TYPE)"
UNIT = re.compile(rf"^(?:{CREATED}|DECLARE|BEGIN)\b", re.I | re.M)
FORMS = {
    "assignment", "call", "null", "goto", "exit", "continue", "exit when", "continue when", "return", "raise",
    "raise again", "if", "case", "case of conditions", "loop", "while", "for", "for reversed", "for query",
    "for cursor", "forall", "forall save exceptions", "open", "open for query", "open for text",
    "open for text using", "fetch", "fetch bulk", "fetch bulk limit", "close", "pipe row", "execute",
    "execute using", "execute into", "execute bulk", "execute returning", "select into", "select bulk",
    "insert", "update", "delete", "merge", "insert returning", "update returning", "delete returning",
    "returning bulk", "current of", "block", "block labelled", "handler", "handler of several", "variable",
    "constant", "cursor", "cursor with parameters", "record", "collection", "ref cursor", "subtype",
    "exception", "pragma", "routine in a block", "package", "package body", "trigger",
}  # fmt: skip


def test_every_form_is_called() -> None:
    seen = {form for case in cases() if case.source == "oracle" and "then" in case.fences for form in forms(case.text)}
    assert sorted(FORMS - seen) == []
    assert sorted(seen - FORMS) == [], "a form that the list does not know"


def forms(text: str) -> Iterator[str]:
    for piece in re.split(r"^/\s*$", text, flags=re.M):
        start = UNIT.search(piece)
        if start is None:
            continue
        unit = read_plsql(Lexed(piece[start.start() :], "oracle"))
        if isinstance(unit, (nodes.Package, nodes.Trigger)):
            yield unit.kind
        for node in below(unit, Node):
            yield from named(node, unit)


def named(node: Node, unit: Node) -> Iterator[str]:
    match node:
        case statements.Leave():
            yield f"{node.kind}{' when' if node.when else ''}"
        case statements.Raise():
            yield "raise" if node.exception else "raise again"
        case statements.Case():
            yield "case" if node.selector else "case of conditions"
        case statements.Loop():
            kind = node.kind if node.kind in ("loop", "while", "for") else f"for {node.kind}"
            yield kind + (" reversed" if node.reverse else "")
        case statements.ForAll():
            yield "forall" + (" save exceptions" if node.save else "")
        case statements.Open():
            queried = isinstance(node.source, statements.Sql)
            of = "" if node.source is None else " for query" if queried else " for text"
            yield f"open{of}{' using' if node.using else ''}"
        case statements.Fetch():
            yield "fetch" + (" bulk" if node.into.bulk else "") + (" limit" if node.limit else "")
        case statements.ExecuteImmediate():
            yield "execute" + (" using" if node.using else "")
            if node.into:
                yield "execute bulk" if node.into.bulk else "execute into"
            if node.returning:
                yield "execute returning"
        case statements.SqlStatement():
            yield from changes(node.sql)
        case nodes.Block():
            yield "block labelled" if node.labels else "block"
        case nodes.Handler():
            yield "handler of several" if len(node.exceptions) > 1 else "handler"
        case nodes.Routine() if node is not unit and not isinstance(unit, nodes.Package):
            yield "routine in a block"
        case nodes.RecordField():
            pass
        case nodes.Variable():
            yield "constant" if node.constant else "variable"
        case nodes.CursorDeclaration():
            yield "cursor with parameters" if node.parameters else "cursor"
        case _:
            yield from (word for kind, word in PLAIN.items() if type(node) is kind)


def changes(sql: statements.Sql) -> Iterator[str]:
    into = sql.returning.into if sql.returning else sql.into
    if sql.verb == "select":
        yield "select bulk" if into and into.bulk else "select into"
        return
    yield f"{sql.verb}{' returning' if sql.returning else ''}"
    if into and into.bulk:
        yield "returning bulk"
    if sql.current_of:
        yield "current of"


PLAIN: dict[type, str] = {
    statements.Assignment: "assignment",
    statements.CallStatement: "call",
    statements.Null: "null",
    statements.Goto: "goto",
    statements.Return: "return",
    statements.If: "if",
    statements.Close: "close",
    statements.PipeRow: "pipe row",
    nodes.RecordType: "record",
    nodes.CollectionType: "collection",
    nodes.RefCursorType: "ref cursor",
    nodes.Subtype: "subtype",
    nodes.ExceptionDeclaration: "exception",
    nodes.Pragma: "pragma",
}
