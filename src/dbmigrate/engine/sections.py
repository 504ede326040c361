"""Where the load scripts hold a statement: before the data, with it, after it; and in which order."""

from __future__ import annotations

from enum import IntEnum

from dbmigrate.syntax.ddl import nodes as n
from dbmigrate.syntax.ddl.sqlserver_lookup import looked_up
from dbmigrate.syntax.procedural.nodes import AnonymousBlock
from dbmigrate.syntax.procedural.statements import CallStatement, ExecuteImmediate, Sql


class Rank(IntEnum):
    """Order in the load scripts. Up to TABLE stands before the data, from KEY on behind it."""

    NOTHING = 0
    SCHEMA = 10
    TYPE = 20
    SEQUENCE = 30
    TABLE = 40
    ALTER = 41  # follows its table
    DATA = 50
    KEY = 60
    INDEX = 70
    SYNONYM = 75
    VIEW = 80
    ROUTINE = 90
    TRIGGER = 100
    COMMENT = 110
    GRANT = 120
    IDENTITY = 130
    OTHER = 140


BEFORE_DATA = frozenset(
    {
        "add column",
        "modify column",
        "drop column",
        "rename column",
        "rename table",
        "add default",
        "set unused",
        "period",
        "physical",
    }
)
PROCEDURAL = {"trigger": Rank.TRIGGER, "block": Rank.OTHER, "type body": Rank.ROUTINE, "type": Rank.TYPE}
SIMPLE: dict[type, Rank] = {
    n.CreateSchema: Rank.SCHEMA,
    n.CreateType: Rank.TYPE,
    n.CreateSequence: Rank.SEQUENCE,
    n.CreateTable: Rank.TABLE,
    n.CreateIndex: Rank.INDEX,
    n.Synonym: Rank.SYNONYM,
    n.CreateView: Rank.VIEW,
    n.Comment: Rank.COMMENT,
    n.Grant: Rank.GRANT,
    n.Rename: Rank.ALTER,
}


def rank_of(node: n.Node) -> Rank:
    """The rank of one statement. A guard ranks as the first thing that its body does."""
    if isinstance(node, n.Dml):
        return Rank.DATA if changes_rows(node) else Rank.OTHER
    if isinstance(node, n.Truncate) or (isinstance(node, n.CreateTable) and node.query):
        return Rank.DATA
    if isinstance(node, n.AlterTable) and node.actions and all(a.kind in TRIGGER_STATES for a in node.actions):
        return Rank.OTHER  # behind the triggers
    if isinstance(node, n.AlterTable):
        return Rank.ALTER if any(a.kind in BEFORE_DATA for a in node.actions) else Rank.KEY
    if isinstance(node, n.Procedural) and looked_up(node):
        return Rank.ALTER
    if isinstance(node, AnonymousBlock) and only_changes_rows(node):
        return Rank.DATA
    if isinstance(node, n.Procedural):
        return PROCEDURAL.get(node.kind, Rank.ROUTINE)
    if isinstance(node, n.Guard):
        inner = [rank_of(s) for s in (*node.then, *node.otherwise)]
        return min((r for r in inner if r), default=Rank.OTHER)
    if isinstance(node, n.SystemCall):
        return CALLS.get(node.procedure.value.lower(), Rank.OTHER)
    if isinstance(node, n.Environment):
        return ENVIRONMENTS.get(node.kind, Rank.NOTHING)
    return SIMPLE.get(type(node), Rank.OTHER)


TRIGGER_STATES = frozenset({"enable trigger", "disable trigger"})
ENVIRONMENTS = {
    "identity insert": Rank.IDENTITY,
    "identity reseed": Rank.IDENTITY,
    "schema transfer": Rank.ALTER,
    "trigger state": Rank.OTHER,
}
CALLS = {
    "sp_addtype": Rank.TYPE,
    "sp_rename": Rank.ALTER,
    "sp_bindefault": Rank.ALTER,
    "sp_unbindefault": Rank.ALTER,
    "sp_bindrule": Rank.KEY,
    "sp_addextendedproperty": Rank.COMMENT,
}


def only_changes_rows(block: AnonymousBlock) -> bool:
    """A block that fills tables, as exports and vendors write them: rows, and nothing that the scripts make later."""
    changing = any(isinstance(s, Sql) and s.verb != "select" for s in n.below(block, Sql))
    calls = n.below(block, (CallStatement, ExecuteImmediate))
    return changing and all(isinstance(c, CallStatement) and c.words(c.name)[0] in OUTPUT for c in calls)


OUTPUT = frozenset({"DBMS_OUTPUT", "COMMIT"})


def changes_rows(node: n.Dml) -> bool:
    """INSERT, UPDATE, DELETE, MERGE, SELECT .. INTO, also behind WITH; no plain query and no call."""
    words = node.lexed.words[node.part.first : node.part.last + 1]
    if words[0] in ("SELECT", "WITH", "("):
        return any(w in ROW_WORDS for w in words)
    return words[0] in ROW_WORDS


ROW_WORDS = frozenset({"INSERT", "UPDATE", "DELETE", "MERGE", "INTO"})
