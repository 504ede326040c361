"""Which guards become IF [NOT] EXISTS of their one statement: the words to insert, and where."""

from __future__ import annotations

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.context import Context
from dbmigrate.model import Part
from dbmigrate.rules.ddl.dropped_default import defaulted
from dbmigrate.rules.scripts.existence import same_object, tested_path, tests
from dbmigrate.syntax.ddl.nodes import (
    Action,
    AlterTable,
    Column,
    Comment,
    CreateIndex,
    CreateSchema,
    CreateSequence,
    CreateTable,
    Drop,
    Guard,
    Node,
)

Form = list[tuple[Part, str]]
MISSING, PRESENT = " IF NOT EXISTS", " IF EXISTS"
# SQL Server keeps a default as a constraint; PostgreSQL's columns just have one: setting or dropping it asks nothing.
UNCONDITIONAL = frozenset({"add default"})


def short_form(guard: Guard, context: Context) -> Form | None:
    """None where only a block can say what the guard says."""
    if guard.tests_kind == "comment" and says_the_same(guard):
        return []
    if not guard.tests_kind or len(guard.then) != 1 or guard.otherwise:
        return None
    statement = guard.then[0]
    if isinstance(statement, Drop) and not guard.negated:
        return dropped(statement, guard, context)
    if isinstance(statement, AlterTable) and len(statement.actions) == 1 and not statement.extras:
        return altered(statement, statement.actions[0], guard, context)
    if isinstance(statement, Comment) and guard.tests_kind == "comment":
        return []
    return created(statement, guard, context) if guard.negated else None


def says_the_same(guard: Guard) -> bool:
    """The comment is changed where it is there, else added: COMMENT ON does both."""
    if len(guard.then) != 1 or len(guard.otherwise) != 1:
        return False
    one, other = guard.then[0], guard.otherwise[0]
    if not isinstance(one, Comment) or not isinstance(other, Comment) or not one.value or not other.value:
        return False
    return (one.on, one.path, one.text(one.value)) == (other.on, other.path, other.text(other.value))


def dropped(drop: Drop, guard: Guard, context: Context) -> Form | None:
    if len(drop.names) != 1 or not tests(guard, drop.on, drop.names[0], context):
        return None
    written = any(e.kind == "if exists" for e in drop.extras)
    return [] if written else [(drop.keyword.after, PRESENT)]


def created(node: Node, guard: Guard, context: Context) -> Form | None:
    if isinstance(node, CreateTable) and node.query is None:
        return [(node.keyword.after, MISSING)] if tests(guard, "table", node.name, context) else None
    if isinstance(node, CreateSequence) and not node.alter:
        return [(node.keyword.after, MISSING)] if tests(guard, "sequence", node.name, context) else None
    if isinstance(node, CreateIndex):
        return [(node.keyword.after, MISSING)] if tests(guard, "index", node.name, context) else None
    if isinstance(node, CreateSchema) and node.name is not None and not node.statements:
        return [] if tests(guard, "schema", node.name, context) else None  # CREATE SCHEMA always asks
    return None


def altered(statement: AlterTable, action: Action, guard: Guard, context: Context) -> Form | None:
    """One column that is added or dropped, one constraint that is dropped, a default."""
    if guard.tests_kind == "column":
        of_table = same_object(tested_path(guard), path_of(statement.name), context)
        column = guard.column.lower()
        if guard.negated and context.target.capability("add_column_if_not_exists").has == "no":
            return None
        if of_table and guard.negated and action.kind == "add column" and not action.constraints:
            return [(action.keyword.after, " COLUMN" + MISSING)] if of_columns(action.columns) == [column] else None
        if of_table and not guard.negated and action.kind == "drop column":
            return [(action.keyword.after, PRESENT)] if [n.value.lower() for n in action.names] == [column] else None
        return None
    if action.kind in UNCONDITIONAL and guard.negated and guard.tests_kind in ("constraint", "object"):
        return []
    if action.kind == "drop constraint" and not guard.negated and len(action.names) == 1:
        return dropped_constraint(statement, action, guard, context)
    return None


def of_columns(columns: tuple[Column, ...]) -> list[str]:
    return [column.name.value.lower() for column in columns]


def dropped_constraint(statement: AlterTable, action: Action, guard: Guard, context: Context) -> Form | None:
    name = action.names[0].value.lower()
    if guard.tests_kind not in ("constraint", "object") or tested_path(guard)[-1:] != (name,):
        return None
    if defaulted(action.names[0], statement, context) is not None:
        return []
    return [(Part(action.names[0].part.first, action.names[0].part.first).before, PRESENT.lstrip() + " ")]
