"""Oracle ALTER TABLE. SQL Language Reference, chapter "ALTER TABLE"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Action, AlterTable, Column, Constraint, Name, Node, Phrase
from dbmigrate.syntax.ddl.oracle_clauses import bracketed, if_exists, rest
from dbmigrate.syntax.ddl.oracle_columns import TABLE_ITEMS, read_column, read_element
from dbmigrate.syntax.ddl.oracle_constraints import STATES, at_table_constraint, read_constraint, read_using_index
from dbmigrate.syntax.ddl.oracle_phrases import Grammar
from dbmigrate.syntax.ddl.oracle_physical import STORAGE, TABLE, TABLE_KINDS
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected

MORE: Final = """
MOVE ONLINE?
SHRINK SPACE COMPACT? CASCADE?
SHRINK SPACE CHECK
MINIMIZE|NOMINIMIZE RECORDS_PER_BLOCK
DROP UNUSED COLUMNS CHECKPOINT? number?
DROP COLUMNS CONTINUE CHECKPOINT? number?
ADD OVERFLOW brackets?
UPDATE GLOBAL? INDEXES brackets?
INDEXING FULL|PARTIAL
COALESCE
MODIFY DEFAULT ATTRIBUTES FOR? PARTITION? name?
MODIFY LOB brackets brackets
MODIFY NESTED TABLE name RETURN AS LOCATOR|VALUE
MODIFY VARRAY name brackets
MODIFY COLUMN name NOT? SUBSTITUTABLE AT ALL LEVELS FORCE?
UPGRADE NOT? INCLUDING? DATA?
SET INTERVAL brackets
SET STORE IN brackets
SET SUBPARTITION TEMPLATE brackets
SET PARTITIONING AUTOMATIC|MANUAL
NO? DROP INDEX
"""
IN_ALTER: Final = Grammar(
    TABLE_KINDS | {"physical": STORAGE + TABLE + MORE}, "ADD MODIFY DROP RENAME SET MOVE ENABLE DISABLE"
)
DROP_EXTRAS: Final = Grammar(
    {
        "cascade": "CASCADE CONSTRAINTS?",
        "invalidate": "INVALIDATE",
        "checkpoint": "CHECKPOINT number",
        "keep index": "KEEP|DROP INDEX",
        "online": "ONLINE",
    }
)
PARTITIONS: Final = frozenset("PARTITION PARTITIONS SUBPARTITION SUBPARTITIONS".split())
KEYS: Final = frozenset({"CONSTRAINT", "PRIMARY KEY", "UNIQUE"})
Reader = Callable[[Cursor], Action]


def read_alter_table(c: Cursor) -> AlterTable:
    first = c.k
    c.need("ALTER")
    c.need("TABLE")
    keyword = c.part(first)
    extras = if_exists(c)
    name = c.name("table", 3)
    actions: list[Action] = []
    while not c.ended:
        actions.append(read_action(c))
    if not actions:
        raise Unexpected("an action expected")
    return AlterTable(c.part(first), c.lexed, name, keyword, tuple(actions), extras)


def read_action(c: Cursor) -> Action:
    """A form that is not known becomes an action of kind unknown; the others of the statement are kept."""
    first = c.k
    try:
        return reader_of(c)(c)
    except Unexpected:
        c.k = first
        return read_unknown(c)


def reader_of(c: Cursor) -> Reader:
    word, second = c.words[c.k], c.ahead()
    if second in PARTITIONS:
        return read_partition
    if second == "SUPPLEMENTAL":
        return read_supplemental
    if word in ("ENABLE", "DISABLE"):
        return read_enable
    if word == "MODIFY" and second in KEYS:
        return read_modify_key
    if word == "SET" and second == "UNUSED":
        return read_drop_column
    if word == "DROP" and second in KEYS:
        return read_drop_key
    if word == "DROP" and second in ("COLUMN", "("):
        return read_drop_column
    if word == "RENAME":
        return read_rename
    if IN_ALTER.starts(c):
        return read_physical
    return {"ADD": read_add, "MODIFY": read_modify}.get(word, read_unknown)


def starts_action(c: Cursor, k: int) -> bool:
    """Token k begins the next action, where no parenthesis tells."""
    word, second = c.words[k], c.words[k + 1]
    if word == "DROP":
        return second != "IDENTITY"
    if word in ("ADD", "MODIFY", "RENAME", "MOVE"):
        return True
    if word == "SET":
        return second == "UNUSED"
    if word in ("ENABLE", "DISABLE"):
        third = c.words[k + 2] if second in ("VALIDATE", "NOVALIDATE") else second
        return third in KEYS or third in ("ALL", "ROW", "TABLE")
    return False


def within(c: Cursor) -> Cursor:
    """A cursor that ends where the next action begins."""
    end = c.find(lambda k: k > c.k and starts_action(c, k))
    return Cursor(c.lexed, c.k, end)


def read_add(c: Cursor) -> Action:
    """`ADD (a .., b .., CONSTRAINT ..)`, `ADD a ..`, `ADD CONSTRAINT ..`."""
    first = c.k
    keyword = c.take()
    brackets: Part | None = None
    found: list[Node] = []
    if c.at("("):
        brackets, items = bracketed(c)
        found = [read_element(i) for i in items]
    else:
        inner = within(c)
        if TABLE_ITEMS.starts(inner):
            found = list(TABLE_ITEMS.some(inner))
        elif at_table_constraint(inner):
            while at_table_constraint(inner):
                found.append(read_constraint(inner))
        else:
            found = [read_column(inner)]
        c.k = inner.k
    return sorted_action(c, first, "add column", keyword, brackets, found)


def sorted_action(c: Cursor, first: int, kind: str, keyword: Part, brackets: Part | None, found: list[Node]) -> Action:
    columns = tuple(n for n in found if isinstance(n, Column))
    constraints = tuple(n for n in found if isinstance(n, Constraint))
    extras = tuple(n for n in found if isinstance(n, Phrase))
    if not columns and constraints:
        kind = "add constraint"
    elif not columns and extras:
        kind = extras[0].kind
    return Action(c.part(first), c.lexed, kind, keyword, brackets, columns, constraints, extras=extras)


def read_modify(c: Cursor) -> Action:
    """`MODIFY (a VARCHAR2(20), b NOT NULL)`, `MODIFY a DEFAULT 0`."""
    first = c.k
    keyword = c.take()
    brackets: Part | None = None
    if c.at("("):
        brackets, items = bracketed(c)
        columns = tuple(read_column(i) for i in items)
    else:
        inner = within(c)
        columns = (read_column(inner),)
        c.k = inner.k
    return Action(c.part(first), c.lexed, "modify column", keyword, brackets, columns)


def read_key(c: Cursor) -> tuple[tuple[Name, ...], tuple[Phrase, ...]]:
    """`CONSTRAINT n` gives the name; `PRIMARY KEY`, `UNIQUE (a, b)` a phrase."""
    first = c.k
    if c.eat("CONSTRAINT"):
        more = if_exists(c)
        return (c.name("constraint", 1),), more
    if c.eat("UNIQUE"):
        c.brackets()
    else:
        c.need("PRIMARY KEY")
    return (), (c.phrase("key", first),)


def read_modify_key(c: Cursor) -> Action:
    first = c.k
    c.take()
    keyword = Part(first, c.k) if c.at("CONSTRAINT") else Part(first, c.k - 1)
    names, extras = read_key(c)
    extras += read_key_states(c)
    words = {word for e in extras for word in e.words()}
    kind = "disable" if "DISABLE" in words else "enable" if "ENABLE" in words else "modify"
    return Action(c.part(first), c.lexed, f"{kind} constraint", keyword, names=names, extras=extras)


def read_key_states(c: Cursor) -> tuple[Phrase, ...]:
    found: list[Phrase] = []
    while not c.ended and not starts_action(c, c.k):
        phrase = read_using_index(c) if c.at("USING", "INDEX") else STATES.read(c) or DROP_EXTRAS.read(c)
        if phrase is None:
            break
        found.append(phrase)
    return tuple(found)


def read_enable(c: Cursor) -> Action:
    """`ENABLE NOVALIDATE CONSTRAINT n`, `DISABLE PRIMARY KEY CASCADE`, `ENABLE ALL TRIGGERS`, `ENABLE ROW MOVEMENT`."""
    first, verb = c.k, c.words[c.k].lower()
    c.take()
    if c.eat("ALL", "TRIGGERS"):
        return Action(c.part(first), c.lexed, f"{verb} trigger", c.part(first))
    start = c.k
    valid = (c.phrase("state", start),) if c.eat_any("VALIDATE", "NOVALIDATE") else ()
    if not c.at_any(*KEYS):
        c.k = first
        return read_physical(c)
    keyword = Part(first, c.k) if c.at("CONSTRAINT") else Part(first, c.k - 1)
    names, extras = read_key(c)
    extras = valid + extras + read_key_states(c)
    return Action(c.part(first), c.lexed, f"{verb} constraint", keyword, names=names, extras=extras)


def read_drop_key(c: Cursor) -> Action:
    """`DROP CONSTRAINT n CASCADE`, `DROP PRIMARY KEY KEEP INDEX`, `DROP UNIQUE (a, b)`."""
    first = c.k
    c.take()
    keyword = Part(first, c.k) if c.at("CONSTRAINT") else Part(first, c.k - 1)
    names, extras = read_key(c)
    extras += DROP_EXTRAS.some(c)
    return Action(c.part(first), c.lexed, "drop constraint", keyword, names=names, extras=extras)


def read_drop_column(c: Cursor) -> Action:
    """`DROP COLUMN a`, `DROP (a, b) CASCADE CONSTRAINTS`, `SET UNUSED (a)`, `SET UNUSED COLUMN a`."""
    first = c.k
    kind = "set unused" if c.words[first] == "SET" else "drop column"
    c.take(2 if kind == "set unused" else 1)
    c.eat("COLUMN")
    keyword = c.part(first)
    extras = if_exists(c)
    brackets: Part | None = None
    if c.at("("):
        listed = c.names("column")
        brackets, names = listed.part, listed.names
        extras += tuple(Phrase(e.part, c.lexed, "unknown") for e in listed.extras)
    else:
        names = (c.name("column", 1),)
    extras += DROP_EXTRAS.some(c)
    return Action(c.part(first), c.lexed, kind, keyword, brackets, names=names, extras=extras)


def read_rename(c: Cursor) -> Action:
    """`RENAME COLUMN a TO b`, `RENAME CONSTRAINT a TO b`, `RENAME TO b`."""
    first = c.k
    c.take()
    if c.eat("TO"):
        keyword = c.part(first)
        names = (c.name("table", 1),)
        return Action(c.part(first), c.lexed, "rename table", keyword, names=names)
    kind = c.words[c.k].lower()
    if not c.eat_any("COLUMN", "CONSTRAINT"):
        raise Unexpected("COLUMN, CONSTRAINT or TO expected")
    keyword = c.part(first)
    old = c.name(kind, 1)
    c.need("TO")
    new = c.name(kind, 1)
    return Action(c.part(first), c.lexed, f"rename {kind}", keyword, names=(old, new))


def read_partition(c: Cursor) -> Action:
    """Upkeep of partitions; nothing else can follow it in one statement."""
    first = c.k
    keyword = c.take(2)
    extras = rest(c, "partition")
    return Action(c.part(first), c.lexed, "partition", keyword, extras=extras)


def read_supplemental(c: Cursor) -> Action:
    first = c.k
    keyword = c.take(3)
    start = c.k
    c.k = within(c).n
    extras = (c.phrase("supplemental log", start),) if c.k > start else ()
    return Action(c.part(first), c.lexed, "supplemental log", keyword, extras=extras)


def read_physical(c: Cursor) -> Action:
    first = c.k
    phrase = IN_ALTER.read(c)
    if phrase is None:
        raise Unexpected("an action expected")
    kind = phrase.kind if phrase.kind in ("read only", "read write", "supplemental log") else "physical"
    return Action(c.part(first), c.lexed, kind, Part(first, first), extras=(phrase,))


def read_unknown(c: Cursor) -> Action:
    first = c.k
    phrase = IN_ALTER.unknown(c)
    return Action(c.part(first), c.lexed, "unknown", Part(first, first), extras=(phrase,))
