"""What a package declares for its routines besides themselves, and why it is left out."""

from __future__ import annotations

from dbmigrate.catalog.keys import path_of
from dbmigrate.catalog.packages import items
from dbmigrate.catalog.values import PackageItem
from dbmigrate.engine.context import Context
from dbmigrate.syntax.procedural.nodes import Block, Package

WRITTEN = frozenset({"exception", "cursor type"})


def package_items_of(unit: Package, context: Context) -> dict[str, PackageItem]:
    """Of the specification and of the body, by folded name."""
    found: dict[str, PackageItem] = {}
    if unit.name:
        known = context.catalog.routine(path_of(unit.name), context.schema)
        found |= known.items if known else {}
    if isinstance(unit.body, Block):
        found |= items(unit.body.declarations)
    return found


def package_names(unit: Package, context: Context) -> dict[str, str]:
    """By folded name "" where it is written, and else what it is."""
    found = package_items_of(unit, context)
    return {name: "" if item.kind in WRITTEN else f"{item.kind} of the package" for name, item in found.items()}
