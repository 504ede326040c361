"""Which Oracle DDL statements are put behind comment marks whole: rules for their clauses then stay silent."""

from __future__ import annotations

from typing import Final

from dbmigrate.catalog.keys import Path, path_of
from dbmigrate.engine.context import Context
from dbmigrate.rules.ddl.oracle_sequence_options import translated
from dbmigrate.syntax.ddl.nodes import (
    Action,
    AlterIndex,
    AlterTable,
    Constraint,
    CreateIndex,
    CreateSequence,
    CreateType,
    CreateView,
    Drop,
    Environment,
    Grant,
    Node,
    Phrase,
    Synonym,
    Truncate,
)

# Actions of ALTER TABLE that say where and how Oracle stores rows, or what it writes to its redo log.
STORAGE_ACTIONS: Final = frozenset({"physical", "supplemental log"})
# Actions without a counterpart that change what the table does: a person has to look at them.
STATE_ACTIONS: Final = frozenset(
    {"enable constraint", "disable constraint", "modify constraint", "partition", "read only", "read write"}
)
# What DROP removes and PostgreSQL never had.
NOT_DROPPED: Final = frozenset(
    """synonym, database link, materialized view log, directory, context, tablespace, user, role, profile,
    rollback segment, cluster, dimension, library, java source, java class, java resource, outline, edition, operator,
    indextype, package, package body, type body, trigger, mining model, audit policy, restore point, pluggable database,
    flashback archive, lockdown profile, attribute dimension, analytic view, property graph, diskgroup,
    database""".replace("\n    ", " ").split(", ")
)


def words_of(constraint: Constraint) -> set[str]:
    return {word for extra in constraint.extras if extra.kind == "state" for word in extra.words()}


def is_disabled(constraint: Constraint) -> bool:
    """Declared DISABLE: Oracle keeps its definition and does not enforce it."""
    return "DISABLE" in words_of(constraint)


def is_kept(action: Action) -> bool:
    """Something of the action is left for PostgreSQL."""
    if action.kind in STORAGE_ACTIONS | STATE_ACTIONS or displays(action):
        return False
    if action.columns or not action.constraints:
        return True
    return not all(map(is_disabled, action.constraints))


def displays(action: Action) -> bool:
    """MODIFY of nothing but properties that PostgreSQL's columns do not have: INVISIBLE, ENCRYPT .."""
    items = [i for column in action.columns for i in column.items]
    plain = all(isinstance(i, Phrase) and i.kind not in ("unknown", "drop identity") for i in items)
    return action.kind == "modify column" and bool(items) and plain and not any(c.type for c in action.columns)


def changes_display(alter: AlterTable) -> bool:
    return all(map(displays, alter.actions))


def is_left_out(node: Node) -> bool:
    """The whole statement goes behind comment marks."""
    if isinstance(node, AlterTable):
        return not any(map(is_kept, node.actions))
    if isinstance(node, AlterIndex):
        return node.kind != "rename"
    if isinstance(node, CreateIndex):
        return any(p.kind in ("indextype", "cluster", "join") for p in (*node.tail, *node.options))
    if isinstance(node, CreateType):
        return node.kind == "incomplete"
    if isinstance(node, CreateView):
        return any(p.kind == "prebuilt" for p in node.middle)
    if isinstance(node, Drop):
        return node.on in NOT_DROPPED
    if isinstance(node, CreateSequence):
        return node.alter and not any(translated(o, True) != "" for o in node.options)
    if isinstance(node, Truncate):
        return node.name.kind == "cluster"
    if isinstance(node, Environment):
        return not sets_schema(node) and not is_commit(node)
    return isinstance(node, (Synonym, Grant))


def sets_schema(node: Environment) -> bool:
    """ALTER SESSION SET CURRENT_SCHEMA: the target's search path."""
    return node.kind == "session" and node.setting == "CURRENT_SCHEMA"


def is_commit(node: Environment) -> bool:
    """`COMMIT`, `COMMIT WORK`: the target takes it as it is."""
    return node.words() in (("COMMIT",), ("COMMIT", "WORK"))


def known_trigger(node: Environment | Drop, context: Context) -> Path:
    """The table of the trigger that the statement drops or switches; () for anything else, or where nobody knows it."""
    if isinstance(node, Drop):
        name = node.names[0] if node.on == "trigger" and len(node.names) == 1 else None
    else:
        name = node.name if node.kind == "trigger state" and node.words()[-1] in ("ENABLE", "DISABLE") else None
    key = context.catalog.locate("trigger", path_of(name), context.schema) if name is not None else None
    return context.catalog.triggers[key].table if key else ()


def inside_left_out(context: Context) -> bool:
    """The statement around the current node is left out."""
    return bool(context.path) and is_left_out(context.path[0])
