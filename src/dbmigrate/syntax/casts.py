"""Types that queries name, in CAST, CONVERT and the columns of XMLTABLE, as TypeName nodes like those of DDL."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import TypeName
from dbmigrate.syntax.sql import Tree

# What can stand behind the type of a column of XMLTABLE, JSON_TABLE and OPENJSON; there also a string.
BEHIND_TYPE: Final = frozenset(", AS PATH DEFAULT FORMAT EXISTS NOT NULL".split())


def type_of(tree: Tree, node: exp.Expr) -> TypeName | None:
    """`node` is the type of a CAST, CONVERT or column; None where its place in the text is not known."""
    parent = node.parent
    if isinstance(parent, (exp.ColumnDef, exp.OpenJSONColumnDef, exp.JSONColumnDef)):
        return type_of_column(tree, parent)
    casts = isinstance(parent, (exp.Cast, exp.TryCast, exp.Convert))
    part = tree.part_of(parent) if parent is not None and casts else None
    if part is None:
        return None
    lexed, words = tree.lexed, tree.lexed.words
    opening = part.first + 1
    last = lexed.brackets.close.get(opening)
    around = lexed.brackets.around
    inside = range(opening + 1, last or opening)
    if isinstance(parent, exp.Convert):
        before, last = opening, next((k for k in inside if words[k] == "," and around[k] == opening), None)
    else:
        before = next((k for k in reversed(inside) if words[k] == "AS" and around[k] == opening), opening)
    if last is None or before + 1 >= last or (before == opening and not isinstance(parent, exp.Convert)):
        return None
    return typed(tree, before + 1, last - 1)


def type_of_column(tree: Tree, column: exp.Expr) -> TypeName | None:
    """Of a column of XMLTABLE, JSON_TABLE or OPENJSON: what stands between its name and its path."""
    name = tree.part_of(column.this)
    if name is None:
        return None
    lexed = tree.lexed
    first = name.last + 1
    opening = lexed.brackets.around[name.first]
    close = lexed.brackets.close.get(opening) if opening is not None else None
    if close is None:
        return None
    own = (k for k in range(first, close) if lexed.brackets.around[k] == opening)
    behind = (k for k in own if lexed.words[k] in BEHIND_TYPE or lexed.is_string(k))
    last = next(behind, close)
    return typed(tree, first, last - 1) if last > first else None


def typed(tree: Tree, first: int, end: int) -> TypeName:
    lexed, words = tree.lexed, tree.lexed.words
    arguments = next(
        (Part(k, lexed.brackets.close[k]) for k in range(first, end + 1) if k in lexed.brackets.close), None
    )
    name = Part(first, arguments.first - 1 if arguments else end)
    tail = Part(arguments.last + 1, end) if arguments and arguments.last < end else None
    unit = None
    if arguments and words[arguments.last - 1] in ("BYTE", "CHAR"):
        unit = Part(arguments.last - 1, arguments.last - 1)
    return TypeName(Part(first, end), lexed, name, arguments, unit, tail)
