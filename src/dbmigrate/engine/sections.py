"""Where the load scripts hold a statement: before the data, with it, after it; and in which order."""

from __future__ import annotations

from enum import IntEnum

from dbmigrate.syntax.ddl import nodes as n


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
    if isinstance(node, n.AlterTable):
        return Rank.ALTER if any(a.kind in BEFORE_DATA for a in node.actions) else Rank.KEY
    if isinstance(node, n.Procedural):
        return PROCEDURAL.get(node.kind, Rank.ROUTINE)
    if isinstance(node, n.Guard):
        inner = [rank_of(s) for s in (*node.then, *node.otherwise)]
        return min((r for r in inner if r), default=Rank.OTHER)
    if isinstance(node, n.SystemCall):
        return CALLS.get(node.procedure.value.lower(), Rank.OTHER)
    if isinstance(node, n.Environment):
        return Rank.NOTHING
    return SIMPLE.get(type(node), Rank.OTHER)


CALLS = {
    "sp_addtype": Rank.TYPE,
    "sp_rename": Rank.ALTER,
    "sp_bindefault": Rank.ALTER,
    "sp_addextendedproperty": Rank.COMMENT,
}


def section(rank: Rank) -> str:
    """pre, data, post, or "" for what is not loaded."""
    if rank is Rank.NOTHING:
        return ""
    return "pre" if rank < Rank.DATA else "data" if rank is Rank.DATA else "post"


def subject_of(node: n.Node) -> n.Name | None:
    """The table that an ALTER follows in the load scripts, or the object that a statement makes."""
    if isinstance(node, n.Guard):
        return next((s for s in map(subject_of, node.then) if s), None)
    name = getattr(node, "name", None)
    return name if isinstance(name, n.Name) else None
