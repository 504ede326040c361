"""Cursors that code declares, in blocks and in packages: which have a writing, and what a name with its package means."""

from __future__ import annotations

from dbmigrate.catalog.keys import Path
from dbmigrate.engine.context import Context
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.procedural.nodes import CursorDeclaration, Parameter
from dbmigrate.syntax.procedural.statements import Sql
from dbmigrate.types.package_cursors import PackageCursor, package_cursor


def is_plain_cursor(node: CursorDeclaration) -> bool:
    """It has a query, and PL/pgSQL takes its parameters; defaults are PL153's."""
    items = node.parameters.items if node.parameters else ()
    return isinstance(node.query, Sql) and all(isinstance(i, Parameter) and not i.extras and i.direction == "in" for i in items)


def of_package(path: Path, context: Context) -> PackageCursor | None:
    """The cursor that a name with its package before it means."""
    found = package_cursor(context.path, path[-1], context.catalog, context.schema) if len(path) > 1 else None
    return found if found is not None and found.home[-1] == path[-2] else None


def used(name: str, context: Context) -> PackageCursor | None:
    """The package's cursor that a bare name means: no block within the unit declares it."""
    found = package_cursor(context.path, name, context.catalog, context.schema)
    declared: Node | None = context.declared(name)
    return found if found is not None and declared is found.declaration else None
