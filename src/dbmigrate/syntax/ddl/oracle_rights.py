"""Oracle GRANT and REVOKE. SQL Language Reference, chapters of these names."""

from __future__ import annotations

from typing import Final

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Grant, Name, Phrase
from dbmigrate.syntax.ddl.oracle_clauses import comma_names, listed, rest
from dbmigrate.syntax.ddl.oracle_phrases import Grammar
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected

TAIL: Final = Grammar(
    {
        "with grant option": "WITH GRANT OPTION",
        "with admin option": "WITH ADMIN|DELEGATE OPTION",
        "with hierarchy option": "WITH HIERARCHY OPTION",
        "identified": "IDENTIFIED BY rest",
        "container": "CONTAINER = CURRENT|ALL",
        "cascade": "CASCADE CONSTRAINTS?",
        "force": "FORCE",
    }
)
CLASSES: Final = {  # words between ON and the name
    ("DIRECTORY",): "directory",
    ("USER",): "user",
    ("EDITION",): "edition",
    ("MINING", "MODEL"): "mining model",
    ("JAVA", "SOURCE"): "java source",
    ("JAVA", "RESOURCE"): "java resource",
    ("SQL", "TRANSLATION", "PROFILE"): "sql translation profile",
}
PROGRAMS: Final = ("PROCEDURE", "FUNCTION", "PACKAGE")  # GRANT role TO PROCEDURE p


def read_grant(c: Cursor) -> Grant:
    """`GRANT SELECT, UPDATE (a) ON his.t TO lis WITH GRANT OPTION`, `GRANT CONNECT, CREATE TABLE TO lis`."""
    first, verb = c.k, c.words[c.k].lower()
    c.take()
    privileges = tuple(rest(item, "privilege")[0] for item in listed(c, c.find(("ON", "TO", "FROM"))))
    if not privileges:
        raise Unexpected("a privilege expected")
    on, extras = read_object(c) if c.eat("ON") else (None, ())
    if not c.eat_any("TO", "FROM"):
        raise Unexpected("TO or FROM expected")
    grantees, more = read_grantees(c)
    extras += more + TAIL.all(c)
    return Grant(c.part(first), c.lexed, verb, privileges, on, grantees, extras)


def read_object(c: Cursor) -> tuple[Name, tuple[Phrase, ...]]:
    start = c.k
    for words, kind in CLASSES.items():
        if c.at(*words) and c.ahead(len(words)) not in ("TO", "FROM", "."):
            c.take(len(words))
            extras = (c.phrase("class", start),)
            return c.name(kind, 3), extras
    return c.name("object", 3), ()


def read_grantees(c: Cursor) -> tuple[tuple[Name, ...], tuple[Phrase, ...]]:
    if not c.at_any(*PROGRAMS) or c.ahead() in ("", ","):
        return comma_names(c, "user", 1), ()
    names: list[Name] = []
    words: list[Phrase] = []
    while True:
        words.append(Phrase(Part(c.k, c.k), c.lexed, "class"))
        kind = c.words[c.take().first].lower()
        names.append(c.name(kind, 3))
        if not c.eat(","):
            return tuple(names), tuple(words)
