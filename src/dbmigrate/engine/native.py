"""Code that a target runs as it is: units of PL/SQL or T-SQL whose statements need no rule of their own there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from dbmigrate.engine.contract import Rule
from dbmigrate.engine.table import Table, dispatch_table
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.procedural.nodes import AnonymousBlock, CodeUnit, Package, Routine, Trigger, TypeBody
from dbmigrate.syntax.procedural.tsql_nodes import TsqlTrigger, TsqlUnit

Has = Callable[[str], bool]

# Units by what the target must know. The body of a trigger stays where the function that holds it speaks PL/SQL.
UNITS: Final = (
    (AnonymousBlock, ("routine_is_as", "anonymous_block")),
    (Package, ("routine_is_as", "packages")),
    (TypeBody, ("routine_is_as", "object_types")),
    (Trigger, ("routine_is_as", "plsql_in_trigger_function")),
    (Routine, ("routine_is_as",)),
    (TsqlTrigger, ("tsql_trigger",)),
    (TsqlUnit, ("tsql_procedure",)),
)
# Capabilities of PL/SQL: they count only within units that stay as they are.
CODE: Final = frozenset({"autonomous_transaction", "dbms_output", "loop_row_is_declared"})
CODE_FAMILY: Final = "PL"


def keeps_code(node: Node, has: Has) -> bool:
    """Whether the target runs the unit's statements as the source does; False for what holds no code."""
    return any(isinstance(node, kind) and all(map(has, needed)) for kind, needed in UNITS)


def ends_by_slash(node: Node, has: Has) -> bool:
    """Whether a line with a lone `/` ends the unit in the target's client: what stays, semicolons and all."""
    return isinstance(node, CodeUnit) and not isinstance(node, Trigger) and keeps_code(node, has)


def rewriting(rules: Iterable[Rule], has: Has, source: str) -> Table:
    """The rules for all statements but code that stays: what the target has for PL/SQL does not count."""
    return dispatch_table(rules, lambda capability: capability not in CODE and has(capability), source)


def keeping(rules: Iterable[Rule], has: Has, source: str) -> Table:
    """The rules for code that stays as it is: all but those for code that do not say `kept`."""
    return dispatch_table([r for r in rules if r.kept or r.family != CODE_FAMILY], has, source)
