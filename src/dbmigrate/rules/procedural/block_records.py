"""Record types that a block declares: composite types beside the routine, since PL/pgSQL declares none."""

from __future__ import annotations

from collections import Counter
from typing import Final

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.context import Context
from dbmigrate.latest import latest
from dbmigrate.rules.procedural.plsql_package_names import schema_of_package
from dbmigrate.syntax.ddl.nodes import Node, below
from dbmigrate.syntax.procedural.nodes import AnonymousBlock, Module, RecordType, Routine, Trigger, key_of

ANY: Final = "record"
MOST_BYTES: Final = 63  # of a name


@latest
def record_names(unit: Node) -> Counter[str]:
    """The names of the records of a unit."""
    return Counter(key_of(n.name) for n in below(unit, RecordType) if isinstance(n, RecordType))


def unit_of(context: Context) -> Routine | AnonymousBlock | Trigger | None:
    """The routine or block before which its types are made."""
    outer = context.path[0] if context.path else None
    if isinstance(outer, Module):
        outer = context.path[2] if len(context.path) > 2 else None
    return outer if isinstance(outer, (Routine, AnonymousBlock, Trigger)) else None


def record_of_block(name: str, context: Context) -> str:
    """What the target calls a record type of a block; `record` where none can be made."""
    unit = unit_of(context)
    return ANY if unit is None or record_names(unit)[name] != 1 else type_beside(unit, name, context)


def row_of_cursor(name: str, context: Context) -> str:
    """What the target calls the rows of a cursor that a block declares, where a collection holds them."""
    unit = unit_of(context)
    return ANY if unit is None else type_beside(unit, f"{name}_row", context)


def type_beside(unit: Routine | AnonymousBlock | Trigger, name: str, context: Context) -> str:
    bare = context.names.bare
    if isinstance(unit, AnonymousBlock):
        return f"pg_temp.{bare(name.lower())}"
    if unit.name is None:
        return ANY
    own = f"{unit.name.value.lower()}_{name.lower()}"
    package = context.path[0]
    owner = [schema_of_package(path_of(package.name), context)] if isinstance(package, Module) and package.name else []
    owner += [v.lower() for v in unit.name.values[:-1]]
    return ".".join(bare(n) for n in (*owner, own)) if len(own.encode()) <= MOST_BYTES else ANY
