"""SQL Server ALTER TABLE. Transact-SQL reference: "ALTER TABLE"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import (
    Action,
    AlterTable,
    Column,
    Constraint,
    Default,
    Name,
    Node,
    Phrase,
    TableIndex,
)
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected
from dbmigrate.syntax.ddl.sqlserver_clauses import comma_names, if_exists, listed, read_type, read_with, rest
from dbmigrate.syntax.ddl.sqlserver_columns import read_element, read_items

ADDED: Final[tuple[tuple[type[Node], str], ...]] = (
    (Column, "add column"),
    (Constraint, "add constraint"),
    (Default, "add default"),
    (TableIndex, "add index"),
)
TABLE_STATES: Final = {"CHANGE_TRACKING": "change tracking", "FILETABLE_NAMESPACE": "physical"}


def read_alter_table(c: Cursor) -> AlterTable:
    first = c.k
    c.need("ALTER")
    c.need("TABLE")
    keyword = c.part(first)
    name = c.name("table")
    extras = read_checking(c)
    reader = ACTIONS.get(c.words[c.k]) if not c.ended else None
    if reader is None:
        raise Unexpected("an action of ALTER TABLE expected")
    actions = reader(c)
    return AlterTable(c.part(first), c.lexed, name, keyword, actions, extras + rest(c))


def read_checking(c: Cursor) -> tuple[Phrase, ...]:
    """WITH CHECK, WITH NOCHECK: are the rows that exist looked at?"""
    first = c.k
    if c.at("WITH") and c.ahead() in ("CHECK", "NOCHECK"):
        c.take(2)
        return (c.phrase("with check" if c.words[c.k - 1] == "CHECK" else "with nocheck", first),)
    return ()


def read_add(c: Cursor) -> tuple[Action, ...]:
    """ADD takes columns, constraints, defaults and indexes in one list; neighbours of one kind make one action."""
    keyword = c.need("ADD")
    if (close := c.close.get(c.k)) == c.n - 1 and close is not None:
        raise Unexpected("a list without parentheses expected")
    elements = [read_element(item) for item in listed(c, c.n)]
    if not elements:
        raise Unexpected("a column or constraint expected")
    runs: list[list[Node]] = []
    for element in elements:
        if runs and kind_of(runs[-1][0]) == kind_of(element):
            runs[-1].append(element)
        else:
            runs.append([element])
    return tuple(added(c, keyword if k == 0 else None, keyword, run) for k, run in enumerate(runs))


def kind_of(element: Node) -> str:
    if isinstance(element, Phrase):
        return element.kind if element.kind == "period" else "unknown"
    return next(kind for cls, kind in ADDED if isinstance(element, cls))


def added(c: Cursor, lead: Part | None, keyword: Part, run: list[Node]) -> Action:
    """`keyword` is the one ADD of the list, also for the later actions, which do not contain it."""
    part = (lead or run[0].part).to(run[-1].part)
    return Action(
        part,
        c.lexed,
        kind_of(run[0]),
        keyword,
        columns=tuple(e for e in run if isinstance(e, Column)),
        constraints=tuple(e for e in run if isinstance(e, Constraint)),
        defaults=tuple(e for e in run if isinstance(e, Default)),
        indexes=tuple(e for e in run if isinstance(e, TableIndex)),
        extras=tuple(e for e in run if isinstance(e, Phrase)),
    )


def read_alter(c: Cursor) -> tuple[Action, ...]:
    """ALTER COLUMN c type ..; ALTER COLUMN c ADD | DROP property; ALTER INDEX of a memory-optimised table."""
    first = c.k
    c.need("ALTER")
    if c.at("INDEX"):
        return whole(c, first, "physical")
    c.need("COLUMN")
    keyword = c.part(first)
    start = c.k
    name = c.name("column", 1)
    if c.at_any("ADD", "DROP"):
        a = c.k
        c.take()
        kind = "not for replication" if c.at("NOT") else c.words[c.k].lower()
        c.k = c.find(("WITH",)) if kind != "masked" else c.n
        column = Column(c.part(start), c.lexed, name, None, (c.phrase(kind, a),))
    else:
        type_ = read_type(c)
        limited = Cursor(c.lexed, c.k, c.find(lambda k: at_options(c, k)))
        items = read_items(limited)
        c.k = limited.n
        column = Column(c.part(start), c.lexed, name, type_, items)
    extras = (read_with(c),) if c.at("WITH") else ()
    return (Action(c.part(first), c.lexed, "modify column", keyword, columns=(column,), extras=extras),)


def at_options(c: Cursor, k: int) -> bool:
    """WITH (ONLINE = ON) at the end, not the one of a property."""
    return c.words[k] == "WITH" and c.words[k - 1] not in ("ENCRYPTED", "MASKED")


def read_drop(c: Cursor) -> tuple[Action, ...]:
    """DROP [CONSTRAINT] a, b, COLUMN c, d: a word holds until the next one."""
    first = c.k
    c.need("DROP")
    if c.at("PERIOD"):
        return whole(c, first, "period")
    found: list[Action] = []
    kind = "constraint"
    for item in listed(c, c.n):
        start = first if not found else item.k
        word = item.eat_any("CONSTRAINT", "COLUMN", "INDEX")
        kind = c.words[word.first].lower() if word else kind
        keyword = item.part(start) if word or not found else found[-1].keyword
        extras = if_exists(item)
        name = item.name(kind, 3)
        extras += (read_with(item),) if item.at("WITH") else ()
        extras += rest(item)
        action = Action(item.part(start), c.lexed, f"drop {kind}", keyword, names=(name,), extras=extras)
        found[-1:] = joined(found[-1], action) if found and not word else [*found[-1:], action]
    if not found:
        raise Unexpected("a name expected")
    return tuple(found)


def joined(before: Action, more: Action) -> list[Action]:
    return [
        Action(
            before.part.to(more.part),
            before.lexed,
            before.kind,
            before.keyword,
            names=before.names + more.names,
            extras=before.extras + more.extras,
        )
    ]


def read_switching(c: Cursor) -> tuple[Action, ...]:
    """CHECK | NOCHECK CONSTRAINT, ENABLE | DISABLE TRIGGER: names, or ALL (then there are none)."""
    first = c.k
    verb = c.take()
    word = c.eat_any("CONSTRAINT", "TRIGGER")
    if word is None:
        kind = TABLE_STATES.get(c.words[c.k]) if c.words[verb.first] in ("ENABLE", "DISABLE") else None
        if kind is None:
            raise Unexpected("CONSTRAINT or TRIGGER expected")
        return whole(c, first, kind)
    keyword = verb.to(word)
    kind = f"{c.words[verb.first]} {c.words[word.first]}".lower()
    names: tuple[Name, ...] = () if c.eat("ALL") else comma_names(c, c.words[word.first].lower())
    return (Action(c.part(first), c.lexed, kind, keyword, names=names),)


def read_set(c: Cursor) -> tuple[Action, ...]:
    """SET (SYSTEM_VERSIONING = ..), SET (LOCK_ESCALATION = ..), SET (FILESTREAM_ON = ..)."""
    return whole(c, c.k, "system versioning" if "SYSTEM_VERSIONING" in c.words[c.k : c.n] else "physical")


def whole(c: Cursor, first: int, kind: str) -> tuple[Action, ...]:
    """The rest of the statement as one action; its first word leads it."""
    c.k = c.n
    return (Action(c.part(first), c.lexed, kind, Part(first, first), extras=(c.phrase(kind, first),)),)


ACTIONS: Final[dict[str, Callable[[Cursor], tuple[Action, ...]]]] = {
    "ADD": read_add,
    "ALTER": read_alter,
    "DROP": read_drop,
    "CHECK": read_switching,
    "NOCHECK": read_switching,
    "ENABLE": read_switching,
    "DISABLE": read_switching,
    "SET": read_set,
    "SWITCH": lambda c: whole(c, c.k, "partition"),
    "REBUILD": lambda c: whole(c, c.k, "physical"),
}
