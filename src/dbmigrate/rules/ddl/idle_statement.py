"""Which SQL Server statements have no counterpart in the target and stay in the output behind comment marks."""

from __future__ import annotations

from typing import Final

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.context import Context
from dbmigrate.model import COMMENT_OUT
from dbmigrate.syntax.ddl.nodes import (
    Action,
    AlterTable,
    CreateDefault,
    CreateIndex,
    Environment,
    Grant,
    Guard,
    Node,
    PartitionFunction,
    PartitionScheme,
    SystemCall,
)

# Actions of ALTER TABLE about storage, or about things that the target does by itself.
IDLE_ACTIONS: Final = frozenset(
    {"physical", "partition", "system versioning", "change tracking", "period", "check constraint", "nocheck constraint"}
)
INDEX_SORTS: Final = frozenset({"columnstore", "xml", "spatial", "json", "vector"})
ALWAYS: Final = (CreateDefault, PartitionFunction, PartitionScheme)
TABLE_RIGHTS: Final = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE", "REFERENCES", "ALL"})
REWRITTEN: Final = frozenset({"trigger state", "schema transfer"})
REWRITTEN_CALLS: Final = frozenset(
    {"sp_rename", "sp_addtype", "sp_bindefault", "sp_unbindefault", "sp_bindrule"}
)
WRITTEN: Final = frozenset({"transaction", "error", "identity reseed", "wait"})


def is_left_out(node: Node) -> bool:
    """The statement as a whole becomes a comment."""
    if isinstance(node, Environment):
        return node.kind not in WRITTEN and not turns_identity_on(node)
    if isinstance(node, SystemCall):
        return is_system(node) and node.procedure.value.lower() not in REWRITTEN_CALLS
    if isinstance(node, CreateIndex):
        return any(option.kind in INDEX_SORTS for option in node.options)
    if isinstance(node, AlterTable):
        return bool(node.actions) and all(is_idle(action) for action in node.actions)
    if isinstance(node, Grant):
        return not for_everybody(node)
    if isinstance(node, Guard):
        return all(is_left_out(inner) for inner in (*node.then, *node.otherwise))
    return isinstance(node, ALWAYS)


def is_system(call: SystemCall) -> bool:
    """SQL Server reserves these prefixes (Transact-SQL Reference, "System stored procedures")."""
    return call.procedure.value.lower().startswith(("sp_", "xp_")) or "sys" in call.procedure.values[:-1]


def turns_identity_on(node: Environment) -> bool:
    """SET IDENTITY_INSERT .. OFF ends a load with given numbers: the target's sequence has to catch up."""
    return node.kind == "identity insert" and node.value is not None and node.words(node.value) == ("OFF",)


def for_everybody(grant: Grant) -> bool:
    """A right on a table for PUBLIC reads alike on both sides."""
    plain = all(p.words() in {(right,) for right in TABLE_RIGHTS} for p in grant.privileges)
    public = all(g.value.lower() == "public" for g in grant.grantees)
    return grant.verb != "deny" and grant.on is not None and not grant.extras and plain and public


def is_idle(action: Action) -> bool:
    """The action says nothing that the target's table would need."""
    untyped = action.kind == "modify column" and all(c.type is None for c in action.columns)
    return action.kind in IDLE_ACTIONS or untyped


def comment_marks(node: Node, context: Context) -> list[tuple[object, object]]:
    """The replacement that leaves a statement out; none where a guard around it is left out as a whole."""
    guard = next((n for n in context.path if isinstance(n, Guard)), None)
    return [] if guard is not None and is_left_out(guard) else [(node, COMMENT_OUT)]


def is_inside(context: Context) -> bool:
    """The current node lies in a statement that is left out."""
    return any(
        is_left_out(node) or (isinstance(node, CreateIndex) and is_on_view(node, context)) for node in context.path
    )


def is_on_view(index: CreateIndex, context: Context) -> bool:
    path = path_of(index.table)
    return context.catalog.table(path, context.schema) is None and context.catalog.view(path, context.schema) is not None
