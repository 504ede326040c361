"""Oracle constraints, inline and out of line. SQL Language Reference, "Common SQL DDL Clauses", constraint."""

from __future__ import annotations

from typing import Final

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Constraint, Name, Names, Phrase, Piece, Reference
from dbmigrate.syntax.ddl.oracle_clauses import inside
from dbmigrate.syntax.ddl.oracle_phrases import Grammar
from dbmigrate.syntax.ddl.oracle_physical import IN_USING_INDEX
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected

STATES: Final = Grammar(
    {
        "deferrable": """
NOT? DEFERRABLE
INITIALLY IMMEDIATE|DEFERRED
""",
        "state": "ENABLE|DISABLE|VALIDATE|NOVALIDATE|RELY|NORELY|PRECHECK|NOPRECHECK",
        "exceptions": "EXCEPTIONS INTO name",
    }
)
STARTS: Final = frozenset({"CONSTRAINT", "NULL", "PRIMARY KEY", "FOREIGN KEY", "UNIQUE", "CHECK", "REFERENCES"})


def at_constraint(c: Cursor) -> bool:
    return c.at_any(*STARTS) or c.at("NOT", "NULL")


def at_table_constraint(c: Cursor) -> bool:
    """Words that no column can begin with."""
    return c.at_any("CONSTRAINT", "PRIMARY KEY", "FOREIGN KEY") or (c.at_any("UNIQUE", "CHECK") and c.ahead() == "(")


def read_constraint(c: Cursor) -> Constraint:
    """One constraint with its label and its states."""
    first = c.k
    label: Part | None = None
    name: Name | None = None
    if c.eat("CONSTRAINT"):
        name = c.name("constraint", 1)
        label = c.part(first)
    kind, keyword = read_keyword(c)
    columns: Names | None = None
    check: Piece | None = None
    reference: Reference | None = None
    if kind == "check":
        check = inside(c)[1]
    elif kind in ("primary key", "unique", "foreign key") and keyword and c.at("("):
        columns = c.names("column")
    if kind == "foreign key":
        reference = read_reference(c)
    extras = read_states(c)
    return Constraint(c.part(first), c.lexed, kind, label, name, keyword, columns, check, reference, extras)


def read_keyword(c: Cursor) -> tuple[str, Part | None]:
    if c.at("NOT", "NULL"):
        return "not null", c.take(2)
    if c.at_any("NULL", "PRIMARY KEY", "UNIQUE", "CHECK", "FOREIGN KEY"):
        return c.words[c.k].lower(), c.take()
    if c.at("REFERENCES"):
        return "foreign key", None
    raise Unexpected("a constraint expected")


def read_reference(c: Cursor) -> Reference:
    first = c.k
    c.need("REFERENCES")
    table = c.name("table", 3)
    columns = c.names("column") if c.at("(") else None
    actions: list[Phrase] = []
    while c.at("ON") and c.ahead() in ("DELETE", "UPDATE"):
        start = c.k
        c.take(3)
        if c.words[c.k - 1] in ("SET", "NO"):
            c.take()
        actions.append(c.phrase("on delete" if c.words[start + 1] == "DELETE" else "on update", start))
    return Reference(c.part(first), c.lexed, table, columns, tuple(actions))


def read_states(c: Cursor) -> tuple[Phrase, ...]:
    """States, deferral and the index behind a constraint, in any order."""
    found: list[Phrase] = []
    while not c.ended:
        phrase = read_using_index(c) if c.at("USING", "INDEX") else STATES.read(c)
        if phrase is None:
            break
        found.append(phrase)
    return tuple(found)


def read_using_index(c: Cursor) -> Phrase:
    """`USING INDEX his.i`, `USING INDEX (CREATE INDEX ..)`, `USING INDEX PCTFREE 10 .. TABLESPACE t`: one phrase."""
    first = c.k
    c.take(2)
    if not c.brackets() and not IN_USING_INDEX.starts(c) and not c.ended:
        IN_USING_INDEX.name(c)
    IN_USING_INDEX.some(c)
    return c.phrase("using index", first)
