"""Collections that texts index, which are jsonb on the target: their elements in expressions, and where they are written.

PL/SQL Language Reference, "Associative Arrays": keys stand in the order of their bytes, a key that is not there raises
NO_DATA_FOUND.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from sqlglot import exp

from dbmigrate.catalog.keys import Path, fold
from dbmigrate.engine.context import Context
from dbmigrate.engine.views import Expr
from dbmigrate.model import Part
from dbmigrate.records import dataclass
from dbmigrate.rules.functions.oracle_implicit import Written, as_text
from dbmigrate.rules.procedural.judged_calls import callees, path_of_call
from dbmigrate.rules.procedural.plsql_calls import arguments_of
from dbmigrate.rules.procedural.plsql_collections import Held, collection
from dbmigrate.rules.procedural.plsql_package_copies import intos
from dbmigrate.syntax.ddl.nodes import Node, Piece
from dbmigrate.syntax.procedural.statements import Assignment, CallStatement, ExecuteImmediate, Fetch, SqlStatement
from dbmigrate.syntax.sql import parse

HELPER: Final = "map"
# Rules that write around a statement before PL128 and PL140 do: what it did is asked right behind it.
COUNTING: Final = ("PL054", "PL124", "PL126", "PL134", "PL260")
WRITING: Final = (Assignment, ExecuteImmediate, Fetch, SqlStatement)
# {v}: the map, {i}: the key.
WORDS: Final[Mapping[str, str]] = {
    "COUNT": "dbmigrate.map_count({v})",
    "FIRST": "dbmigrate.map_first({v})",
    "LAST": "dbmigrate.map_last({v})",
}
CALLS: Final[Mapping[str, str]] = {
    "EXISTS": "dbmigrate.map_has({v}, {i})",
    "NEXT": "dbmigrate.map_next({v}, {i})",
    "PRIOR": "dbmigrate.map_prior({v}, {i})",
}


@dataclass(frozen=True)
class Element:
    """A target of a statement. `owner`: the map's name, `head`: with the brackets; `rest`: a field of the element
    stands behind it."""

    path: Path
    held: Held
    owner: Part
    key: Part
    head: Part
    rest: bool


def elements_written(statement: Node, context: Context) -> tuple[Element, ...]:
    """`context.path`: with the statement."""
    if isinstance(statement, Assignment):
        targets: tuple[Piece, ...] = (statement.target,)
    else:
        targets = tuple(t for into in intos(statement) for t in into.targets)
    return tuple(filter(None, (element_of(t, context) for t in targets)))


def element_of(target: Piece, context: Context) -> Element | None:
    names = tuple(names_before(target))
    opening = target.part.first + 2 * len(names) - 1
    lexed = target.lexed
    last = lexed.brackets.close.get(opening)
    if not names or last is None or last > target.part.last:
        return None
    held = collection(names, context)
    if held is None or not held.known.mapped or lexed.words[last + 1] == "(":
        return None
    owner, key = Part(target.part.first, opening - 1), Part(opening + 1, last - 1)
    return Element(names, held, owner, key, Part(owner.first, last), last < target.part.last)


def is_written(part: Part, context: Context) -> bool:
    """The statement around the place writes to the element there."""
    statement = next((n for n in reversed(context.path) if isinstance(n, WRITING)), None)
    return statement is not None and any(e.head == part for e in elements_written(statement, context))


def is_passed_out(statement: CallStatement, context: Context) -> bool:
    """An element is the argument for a parameter that the routine writes to."""
    root = parse(statement.lexed, statement.callee.part, statement.callee.into).root
    heads = callees(path_of_call(root), context, {})
    modes = {i for head in heads for i, a in enumerate(head.arguments) if a.mode != "in"}
    given = [a for i, a in enumerate(arguments_of(root)) if i in modes and isinstance(a, exp.Anonymous)]
    held = [collection((a.name.upper(),), context) for a in given]
    return any(h is not None and h.known.mapped for h in held)


def names_before(target: Piece) -> Iterator[str]:
    """The dotted name in front of the brackets."""
    lexed, k = target.lexed, target.part.first
    while k <= target.part.last and lexed.is_name(k):
        yield fold("oracle", lexed.tokens[k].text, lexed.is_quoted(k))
        if lexed.words[k + 1] != ".":
            return
        k += 2


def key_at(part: Part, context: Context) -> Written:
    tree = parse(context.lexed, part, "condition")
    return as_key_text(Expr(tree, tree.root), context) if tree.root is not None else Written()


def as_key_text(key: Expr, context: Context) -> Written:
    """Oracle converts what indexes a map to a text."""
    found = context.types.of(key)
    if found.is_text:
        return Written()
    if found.is_number:
        return as_text(key, context)
    return Written("dbmigrate.shown({})", ("shown",))
