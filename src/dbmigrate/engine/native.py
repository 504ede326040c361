"""Code that a target runs as it is: units of PL/SQL whose statements need no rule of their own there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.procedural.nodes import AnonymousBlock, Package, Routine, Trigger, TypeBody

Has = Callable[[str], bool]

# Units by what the target must know. The body of a trigger stays where the function that holds it speaks PL/SQL.
UNITS: Final = (
    (AnonymousBlock, ("routine_is_as", "anonymous_block")),
    (Package, ("routine_is_as", "packages")),
    (TypeBody, ("routine_is_as", "object_types")),
    (Trigger, ("routine_is_as", "plsql_in_trigger_function")),
    (Routine, ("routine_is_as",)),
)
# Capabilities that speak of code: they count only within units that stay as they are.
CODE: Final = frozenset(
    """
    anonymous_block associative_arrays autonomous_transaction bulk_collect cursor_attributes cursor_parameters
    exception_init execute_immediate forall goto nested_procedures packages pipelined_functions raise_application_error
    ref_cursor routine_is_as select_into_is_strict reversed_loop_from_low sys_refcursor user_exceptions
    """.split()
)


def keeps_code(node: Node, has: Has) -> bool:
    """Whether the target runs the unit's statements as Oracle does; False for what holds no code."""
    if node.lexed.dialect != "oracle":
        return False
    return any(isinstance(node, kind) and all(map(has, needed)) for kind, needed in UNITS)


def ends_by_slash(node: Node, has: Has) -> bool:
    """Whether a line with a lone `/` ends the unit in the target's client: what stays PL/SQL, semicolons and all."""
    return not isinstance(node, Trigger) and keeps_code(node, has)


def without_code(has: Has) -> Has:
    """What the target has for code that is rewritten: nothing of PL/SQL."""
    return lambda capability: capability not in CODE and has(capability)
