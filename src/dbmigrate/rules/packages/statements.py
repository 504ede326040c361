"""Statements that call a procedure of a supplied package, and what of code has no writing because of such packages."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any, Final

from sqlglot import exp

from dbmigrate.catalog.keys import Path
from dbmigrate.catalog.keys import path_of as path_of_name
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import RULES, Rule
from dbmigrate.engine.views import Call, Expr, view
from dbmigrate.model import Fix, Hit
from dbmigrate.packs.supplied import Member
from dbmigrate.rules.functions.unknown_function import path_of
from dbmigrate.rules.functions.xml_path import check as xml_path
from dbmigrate.rules.functions.xml_path import is_sequence
from dbmigrate.rules.functions.xml_text import check as xml_text
from dbmigrate.rules.packages.supplied import (
    HANDLES,
    PACKAGES,
    Filled,
    filled,
    is_handle,
    kept,
    package_of,
    procedure_of,
    written_to,
)
from dbmigrate.rules.procedural.plsql_calls import arguments_of, path_of_statement
from dbmigrate.rules.procedural.plsql_collections import collection, held_by
from dbmigrate.rules.procedural.plsql_package_copies import copies, inside
from dbmigrate.rules.procedural.plsql_target import path_of_node
from dbmigrate.syntax.ddl.nodes import Node, Piece, TypeName, children
from dbmigrate.syntax.lex import Lexed
from dbmigrate.syntax.procedural.nodes import Block, Parameter, Variable
from dbmigrate.syntax.procedural.statements import CallStatement, Case, If, Leave, Loop, Statement
from dbmigrate.syntax.sql import parse

XML: Final = "XMLTYPE"
METHODS: Final = frozenset(
    """EXTRACT EXISTSNODE GETSTRINGVAL GETCLOBVAL GETNUMBERVAL GETBLOBVAL GETROOTELEMENT GETNAMESPACE GETSCHEMAURL ISFRAGMENT
    ISSCHEMABASED ISSCHEMAVALID SCHEMAVALIDATE TOOBJECT TRANSFORM""".split()
)
# PL112, PL171
STACKS: Final = (("DBMS_UTILITY", "FORMAT_ERROR_STACK"), ("DBMS_UTILITY", "FORMAT_ERROR_BACKTRACE"))


def supplied_statement(found: CallStatement, context: Context) -> tuple[Member, Filled] | None:
    """The row for a call, and how it is written; None where there is none, or where it cannot write to an argument."""
    member = procedure_of(path_of_statement(found), context)
    if member is None:
        return None
    tree = parse(found.lexed, found.callee.part, found.callee.into)
    arguments = arguments_of(tree.root)
    with inside(found, context):
        copied = {copy.name for copy in copies(found, context)}  # PL128
    if not all(is_variable(a, context, copied) for a in written_to(member, arguments)):
            return None
    made = filled(member, arguments, lambda n: view(tree, n), context)
    return (member, made) if made else None


def statement_hit(found: CallStatement, context: Context) -> Hit | None:
    if context.kept_code:
        path = path_of_statement(found)
        return kept(".".join(path[-2:]), context) if package_of(path, context) is not None else None
    made = supplied_statement(found, context)
    if made is None:
        return None
    member, filled_ = made
    replace = [(found.inner, filled_.template, *filled_.places)]
    fix = Fix.REVIEW if filled_.review else member.fix
    note = member.key if member.note else ""
    return Hit(replace, note=note, values={"name": member.key}, fix=fix, helpers=filled_.helpers)


def is_variable(node: Any, context: Context, copied: set[str]) -> bool:
    """A variable of the code, a field or an element of one; one of a package where the statement works on a copy."""
    path = (node.name.upper(),) if isinstance(node, exp.Anonymous) else path_of_node(node)
    if not path or path[0] == "":
        return False
    if not copied.isdisjoint(path[:2]):
        return True
    held = held_by(path, context)
    if (held is not None and held.of_package) or context.declared(path[0]) is None:
        return False
    return not isinstance(node, exp.Anonymous) or collection(path, context) is not None


def conditions(node: Node) -> tuple[Piece, ...]:
    """Of IF, CASE without a selector, WHILE, EXIT WHEN: what decides alone whether the statements under it run."""
    if isinstance(node, (Leave, Loop)):
        held: list[Node | None] = [node.condition]
    else:
        searched = isinstance(node, If) or (isinstance(node, Case) and node.selector is None)
        held = [branch.condition for branch in node.branches] if searched and isinstance(node, (If, Case)) else []
    return tuple(piece for piece in held if isinstance(piece, Piece))


def unwritten(node: Node, context: Context, without: Collection[Piece] = ()) -> str:
    """The first member of a supplied package in a statement's or a declaration's own expressions that nothing writes."""
    words = node.lexed.words[node.part.first : node.part.last + 1]
    if not any(word in PACKAGES or word in METHODS for word in words) and not has_handles(node.lexed):
        return ""
    for piece in pieces(node):
        if any(piece is left for left in without):
            continue
        tree = parse(piece.lexed, piece.part, piece.into)
        called = called_node(tree.root) if isinstance(node, CallStatement) and piece is node.callee else None
        for key, found in tree.keyed:
            if key[0] not in ("call", "qualified") or found is called:
                continue
            seen = view(tree, found)
            path = path_of(seen) if isinstance(seen, Call) else path_of_node(found)
            if isinstance(seen, Call) and len(path) == 2 and is_unwritten_method(seen, path, context):
                return path[-1]
            handle = handle_of(path, context)
            if handle:
                return handle
            if path[-2:] in STACKS or not is_unwritten(seen, path, key, context):
                continue
            return ".".join(path[-2:])
    return ""


@lru_cache(maxsize=2)
def has_handles(lexed: Lexed) -> bool:
    """The text names a type that only a supplied package fills."""
    return not HANDLES.isdisjoint(lexed.words)


def handle_of(path: Path, context: Context) -> str:
    """The type of the variable whose field it is, where only a supplied package fills such variables; "" for others."""
    declared = context.declared(path[0]) if len(path) > 1 else None
    type_ = declared.type if isinstance(declared, (Variable, Parameter)) else None
    user = path_of_name(type_.user) if isinstance(type_, TypeName) and type_.user is not None else ()
    return ".".join(user[-2:]) if user and is_handle(user, context) else ""


def is_unwritten_method(seen: Call, path: Path, context: Context) -> bool:
    """Of a variable that holds XML."""
    declared = context.declared(path[0])
    type_ = declared.type if isinstance(declared, (Variable, Parameter)) else None
    if not isinstance(type_, TypeName) or XML not in type_.words() or is_sequence(seen):
        return False
    return not any(hit is not None and hit.replace for hit in (xml_path(seen), xml_text(seen)))


def called_node(root: Any) -> Any:
    return root.expression if isinstance(root, exp.Dot) else root


def is_unwritten(seen: Expr, path: Path, key: tuple[str, str], context: Context) -> bool:
    if package_of(path, context) is None:
        return False
    return not any(hit is not None and hit.replace for hit in hits(seen, key, context))


def hits(seen: Expr, key: tuple[str, str], context: Context) -> Iterator[Hit | None]:
    for rule in rules_by_key().get(key, ()):
        yield rule.check(seen, context) if rule.with_context else rule.check(seen)


@lru_cache(maxsize=1)
def rules_by_key() -> dict[tuple[str, str], list[Rule]]:
    found: dict[tuple[str, str], list[Rule]] = {}
    for rule in RULES.values():
        for key in rule.on if "oracle" in rule.source else ():
            if key[0] == "qualified" or (key[0] == "call" and "." in key[1]):
                found.setdefault(key, []).append(rule)
    return found


def pieces(node: Node) -> Iterator[Piece]:
    """Those of a statement, not of the statements in it."""
    if isinstance(node, Piece):
        yield node
    pending: list[Node] = [node]
    while pending:
        for child in children(pending.pop()):
            if isinstance(child, Piece):
                yield child
            if not isinstance(child, (Statement, Block)):
                pending.append(child)


def is_called(found: Expr, context: Context) -> bool:
    """What a statement calls: a procedure."""
    statement = context.path[-1] if context.path else None
    return isinstance(statement, CallStatement) and found.part.first <= statement.name.last
