"""Which declarations of a package become objects of its schema."""

from __future__ import annotations

from dbmigrate.catalog.packages import item
from dbmigrate.engine.context import Context
from dbmigrate.rules.procedural.plsql_types import Known, known_type, of_home
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.procedural.nodes import Package, RecordType, Variable, key_of


def is_made(node: Node, context: Context) -> bool:
    """`context`: of a place in the package."""
    return variable_type(node, context) is not None or record_type(node, context) is not None


def variable_type(node: Node, context: Context) -> Known | None:
    """Of a constant or variable of a package, which PL085 makes functions of."""
    return known_type(node.type, context) if isinstance(node, Variable) and not node.extras else None


def record_type(node: Node, context: Context) -> Known | None:
    """Of a record of a package, which PL088 makes a type of."""
    if not isinstance(node, RecordType):
        return None
    made = item(node)
    return of_home(key_of(node.name), made, context) if made else None


def is_in_package(context: Context) -> bool:
    return len(context.path) == 2 and isinstance(context.path[0], Package)
