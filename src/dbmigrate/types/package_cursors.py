"""Cursors that packages declare, as a place in code means them: by their name in the package, else behind its name.

PL/SQL Language Reference, "Package Specification", "Explicit Cursor Declaration and Definition": a specification may
leave the query to the body.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from dbmigrate.catalog.catalog import Catalog
from dbmigrate.catalog.keys import Path, fold, path_of
from dbmigrate.latest import latest_by
from dbmigrate.records import dataclass
from dbmigrate.syntax.ddl.nodes import Node, Procedural
from dbmigrate.syntax.lex import Lexed
from dbmigrate.syntax.procedural.nodes import Block, CursorDeclaration, Module
from dbmigrate.syntax.procedural.plsql import read_plsql

NONE: Final[Mapping[str, PackageCursor]] = {}


@dataclass(frozen=True)
class PackageCursor:
    """`home`: the package. `unit`: where the declaration stands: the body, or a specification made of it alone."""

    home: Path
    declaration: CursorDeclaration
    unit: Module


def package_cursor(nodes: Sequence[Node], name: str, catalog: Catalog, schema: str) -> PackageCursor | None:
    """What a name means that no block around the place declares."""
    outer = nodes[0] if nodes else None
    if not isinstance(outer, Procedural) or outer.lexed.dialect != "oracle":
        return None
    return cursors_in(outer, catalog, schema).get(name)


@latest_by(2)
def cursors_in(unit: Procedural, catalog: Catalog, schema: str) -> Mapping[str, PackageCursor]:
    """Those that a unit can name, by the cursor's name; none of a name that two packages have."""
    found: dict[str, PackageCursor | None] = {}
    own = path_of(unit.name) if isinstance(unit, Module) and unit.name else ()
    for name, path in named(unit, catalog, schema):
        made = declared_by(path, name, catalog, schema)
        if made is not None and not (own and path in (own, own[-1:])):
            found[name] = None if name in found and (found[name] is None or found[name] != made) else made
    if own and isinstance(unit, Module):
        found |= own_cursors(unit, own, catalog, schema)
    return {name: made for name, made in found.items() if made is not None}


def own_cursors(unit: Module, own: Path, catalog: Catalog, schema: str) -> Iterator[tuple[str, PackageCursor]]:
    known = catalog.routine(own, schema)
    for name, item in known.items.items() if known is not None else ():
        made = declared_by(own, name, catalog, schema) if item.kind == "cursor" else None
        if made is not None:
            yield name, made
    for name, node in unit.body.declared.items() if isinstance(unit.body, Block) else ():
        if isinstance(node, CursorDeclaration) and node.query is not None:
            yield name, PackageCursor(own, node, unit)


def named(unit: Procedural, catalog: Catalog, schema: str) -> Iterator[tuple[str, Path]]:
    """`package.cursor` in the text of a unit."""
    lexed, words = unit.lexed, unit.lexed.words
    for k in range(unit.part.first + 1, unit.part.last):
        if words[k] != "." or not lexed.is_name(k - 1):
            continue
        path = (fold("oracle", lexed.tokens[k - 1].text, lexed.is_quoted(k - 1)),)
        package = catalog.routine(path, schema)
        if package is None or not package.kind.startswith("package"):
            continue
        name = words[k + 1].partition("%")[0]
        if name in package.items and package.items[name].kind == "cursor":
            yield name, path


def declared_by(path: Path, name: str, catalog: Catalog, schema: str) -> PackageCursor | None:
    package = catalog.routine(path, schema)
    item = package.items.get(name) if package is not None else None
    if package is None or item is None or item.kind != "cursor":
        return None
    return stub(package.cursors.get(name) or item.value, path)


@lru_cache(maxsize=512)
def stub(text: str, path: Path) -> PackageCursor | None:
    """None where the declaration cannot be read or has no query."""
    unit = read_plsql(Lexed(f'CREATE PACKAGE "{path[-1]}" IS\n{text}\nEND;', "oracle"))
    body = unit.body if isinstance(unit, Module) else None
    nodes = body.declarations if isinstance(body, Block) else ()
    node = nodes[0] if len(nodes) == 1 else None
    if not isinstance(unit, Module) or not isinstance(node, CursorDeclaration) or node.query is None:
        return None
    return PackageCursor(path, node, unit)
