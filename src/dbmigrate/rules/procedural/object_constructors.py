"""Constructors of object types: the one that takes all attributes, and those that the type declares.

Object-Relational Developer's Guide, "Constructor Methods for Object Types": a declared one with the same parameters
hides the other.
"""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from dbmigrate.catalog.keys import Path, fold
from dbmigrate.catalog.values import ObjectType, Signature
from dbmigrate.engine.context import Context
from dbmigrate.engine.views import Call
from dbmigrate.model import DROP, Chain, Item, Part
from dbmigrate.rules.functions.unknown_function import path_of
from dbmigrate.rules.procedural.plsql_collections import dotted_start
from dbmigrate.rules.procedural.plsql_methods import constructors, takes
from dbmigrate.types.methods import object_type

NEW = "NEW"


def constructed(found: Call, context: Context) -> tuple[ObjectType, Path] | None:
    """The object type that a call makes a value of."""
    path = path_of(found)
    known = object_type(path, context.catalog, context.schema)
    if known is None or context.catalog.routine(path, context.schema):
        return None
    return known, path


def declared_for(found: Call, known: ObjectType, path: Path, context: Context) -> list[Signature]:
    """The constructors of its own that the call may mean."""
    made = constructors(path, context)
    fitting = [s for s in made.signatures if takes(s, found)] if made is not None else []
    if not fits_attributes(found, known):
        return fitting
    columns = list(known.columns.values())
    return [s for s in fitting if [a.type for a in s.arguments] == [c.type for c in columns]]


def fits_attributes(found: Call, known: ObjectType) -> bool:
    """All of them are given, by place or by name."""
    given = found.node.expressions
    names = [fold("oracle", a.name, False) for a in given if isinstance(a, exp.Kwarg)]
    behind = list(known.columns)[len(given) - len(names) :]
    return len(given) == len(known.columns) and sorted(names) == sorted(behind)


def is_unclear(found: Call, known: ObjectType, path: Path, context: Context) -> bool:
    """As many attributes as a declared constructor has parameters: the types of the arguments decide."""
    made = constructors(path, context)
    fitting = [s for s in made.signatures if takes(s, found)] if made is not None else []
    return fits_attributes(found, known) and bool(fitting) and not declared_for(found, known, path, context)


def in_order(found: Call, known: ObjectType) -> list[Any]:
    """The arguments in the order of the attributes."""
    given = list(found.node.expressions)
    by_name = {fold("oracle", a.name, False): a.expression for a in given if isinstance(a, exp.Kwarg)}
    first = [a for a in given if not isinstance(a, exp.Kwarg)]
    return [*first, *(by_name[name] for name in list(known.columns)[len(first) :])]


def head_of(found: Call) -> Part:
    """Its name, up to the parenthesis."""
    return Part(dotted_start(found.lexed, found.name_part.last), found.name_part.last + 1)


def without_new(found: Call) -> list[tuple[Any, ...]]:
    """The edit that takes NEW away."""
    before = head_of(found).first - 1
    if before < 0 or found.lexed.words[before] != NEW:
        return []
    part = Part(before, before)
    if isinstance(found.parent, exp.Dot):
        return [(part, "")]  # a method's object starts with it
    return [(Item(part, Chain(part, (part,))), DROP)]
