"""What packages declare besides routines, and what it is called on the target."""

from __future__ import annotations

from dbmigrate.catalog.keys import Path, path_of
from dbmigrate.catalog.packages import items
from dbmigrate.catalog.values import PackageItem
from dbmigrate.engine.context import Context
from dbmigrate.latest import latest, latest_by
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.procedural.nodes import Block, Module


def package_item(path: Path, context: Context) -> tuple[PackageItem, Path] | None:
    """What a package declares under that name, and the package: the one around the place, or one of the estate's."""
    outer = context.path[0] if context.path else None
    own = path_of_unit(outer) if isinstance(outer, Module) else ()
    if own and (len(path) == 1 or path[:-1] in (own, own[-1:])):
        assert isinstance(outer, Module)
        found = package_items_of(outer, context).get(path[-1])
        if found is not None:
            return found, own
    package = context.catalog.routine(path[:-1], context.schema) if len(path) > 1 else None
    found = package.items.get(path[-1]) if package else None
    return (found, path[:-1]) if found else None


@latest
def path_of_unit(unit: Module) -> Path:
    return path_of(unit.name) if unit.name else ()


@latest_by(1)
def package_items_of(unit: Module, context: Context) -> dict[str, PackageItem]:
    """Of the specification and of the body, by folded name."""
    found: dict[str, PackageItem] = {}
    if unit.name:
        known = context.catalog.routine(path_of(unit.name), context.schema)
        found |= known.items if known else {}
    if isinstance(unit.body, Block):
        found |= items(unit.body.declarations)
    return found


def schema_of_package(path: Path, context: Context) -> str:
    """The target schema, not quoted, that stands for the package."""
    catalog = context.catalog
    key = catalog.locate("routine", path, context.schema) or catalog.locate("type", path, context.schema)
    return context.names.package_schema(key or (context.catalog.owner(path[:-1], context.schema), path[-1]))


def is_of_package(node: Node | None, context: Context) -> bool:
    """The package around the place declares it, not a block in it."""
    outer = context.path[0] if context.path else None
    body = outer.body if isinstance(outer, Module) else None
    return isinstance(body, Block) and id(node) in own_declarations(body)


@latest
def own_declarations(body: Block) -> frozenset[int]:
    """The identities of what a package's body declares."""
    return frozenset(map(id, body.declarations))


def variable_of_package(path: Path, context: Context) -> tuple[str, PackageItem, Path] | None:
    """The constant or variable of a package that a name means at this place."""
    declared = context.declared(path[0])
    if declared is not None and not (len(path) == 1 and is_of_package(declared, context)):
        return None
    found = package_item(path, context)
    if found is None or found[0].kind not in ("constant", "variable"):
        return None
    return path[-1], *found


