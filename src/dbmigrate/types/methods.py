"""What names mean in the methods of an object type that no block declares: SELF, and its attributes by their names.

Object-Relational Developer's Guide, "Member Methods": SELF is the object whose method was called; an attribute or
another method may be named without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from dbmigrate.catalog.catalog import Catalog
from dbmigrate.catalog.keys import Path, path_of
from dbmigrate.catalog.values import ObjectType, SqlType
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.lex import Lexed, LexError
from dbmigrate.syntax.procedural.nodes import Block, Package, Routine, TypeBody, Variable
from dbmigrate.syntax.procedural.plsql import read_plsql

SELF: Final = "SELF"


def of_self(nodes: Sequence[Node], name: str, catalog: Catalog, schema: str) -> Node | None:
    """`nodes`: what stands around the place, outermost first; `name` is in none of their declarations."""
    path = own_type(nodes)
    if not path:
        return None
    if name == SELF:
        return declared(SELF, quoted(path))
    found = object_type(path, catalog, schema)
    column = found.columns.get(name) if found is not None else None
    return declared(name, text_of(column.type)) if column is not None and column.type is not None else None


def is_attribute(nodes: Sequence[Node], node: Node | None) -> bool:
    """The node that of_self gave for an attribute."""
    return isinstance(node, Variable) and bool(nodes) and node.lexed is not nodes[0].lexed


def own_type(nodes: Sequence[Node]) -> Path:
    """The type whose method the place is in; () in static ones, which have no SELF."""
    outer, method = (nodes[0], nodes[2]) if len(nodes) > 2 else (None, None)
    if not isinstance(outer, TypeBody) or not isinstance(method, Routine) or outer.name is None:
        return ()
    words = method.member.words() if method.member is not None else ()
    return () if not words or "STATIC" in words else path_of(outer.name)


def object_type(path: Path, catalog: Catalog, schema: str) -> ObjectType | None:
    found = catalog.user_type(path, schema)
    return found if isinstance(found, ObjectType) and found.kind == "object" else None


def quoted(path: Path) -> str:
    return ".".join(f'"{name}"' for name in path)


def text_of(type_: SqlType) -> str:
    if type_.user:
        return quoted(type_.user)
    numbers = ",".join(type_.numbers)
    size = f"({numbers} {type_.unit}".rstrip() + ")" if numbers else ""
    return f"{type_.keyword}{size} {type_.tail}"


@lru_cache(maxsize=512)
def declared(name: str, type_: str) -> Variable | None:
    """A declaration with a text of its own."""
    try:
        unit = read_plsql(Lexed(f'CREATE PACKAGE p IS\n"{name}" {type_};\nEND;', "oracle"))
    except LexError:
        return None
    body = unit.body if isinstance(unit, Package) else None
    found = body.declarations if isinstance(body, Block) else ()
    return found[0] if len(found) == 1 and isinstance(found[0], Variable) else None
