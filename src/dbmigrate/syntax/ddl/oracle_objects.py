"""Oracle comments, synonyms, RENAME, TRUNCATE, DROP. SQL Language Reference, chapters of these names."""

from __future__ import annotations

from typing import Final

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Comment, Drop, Phrase, Rename, Synonym, Truncate
from dbmigrate.syntax.ddl.oracle_clauses import comma_names, if_exists, modifiers, rest
from dbmigrate.syntax.ddl.oracle_phrases import Grammar
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected

TWO_WORDS: Final = frozenset(
    {
        "MATERIALIZED VIEW",
        "PACKAGE BODY",
        "TYPE BODY",
        "DATABASE LINK",
        "ROLLBACK SEGMENT",
        "MINING MODEL",
        "AUDIT POLICY",
        "JAVA SOURCE",
        "JAVA CLASS",
        "JAVA RESOURCE",
        "RESTORE POINT",
        "PLUGGABLE DATABASE",
        "LOCKDOWN PROFILE",
        "ATTRIBUTE DIMENSION",
        "ANALYTIC VIEW",
        "PROPERTY GRAPH",
        "FLASHBACK ARCHIVE",
    }
)
COMMENTED: Final = frozenset(
    {
        "table",
        "column",
        "view",
        "materialized view",
        "operator",
        "indextype",
        "edition",
        "mining model",
        "audit policy",
    }
)
DROP_EXTRAS: Final = Grammar(
    {
        "cascade": "CASCADE CONSTRAINTS?",
        "purge": "PURGE",
        "force": "FORCE|VALIDATE",
        "online": "ONLINE",
        "invalidation": "DEFERRED|IMMEDIATE INVALIDATION",
        "contents": """
INCLUDING CONTENTS AND|KEEP? DATAFILES?
INCLUDING TABLES
INCLUDING DATAFILES
""",
        "preserve table": "PRESERVE TABLE",
    }
)
TRUNCATE_EXTRAS: Final = Grammar(
    {
        "physical": """
DROP ALL? STORAGE
REUSE STORAGE
PURGE|PRESERVE MATERIALIZED VIEW LOG
PURGE|PRESERVE SNAPSHOT LOG
""",
        "cascade": "CASCADE",
    }
)


def read_kind(c: Cursor) -> str:
    """The kind of object, one word or two, in lower case."""
    word = c.words[c.k] if not c.ended else ""
    two = f"{word} {c.ahead()}".strip()
    if two == "MATERIALIZED VIEW" and c.ahead(2) == "LOG":
        c.take(3)
        return "materialized view log"
    if word == "SNAPSHOT":
        c.take()
        return "materialized view log" if c.eat("LOG") else "materialized view"
    if two in TWO_WORDS:
        c.take(2)
        return two.lower()
    if not word.replace("_", "").isalpha():
        raise Unexpected("a kind of object expected")
    c.take()
    return word.lower()


def read_comment(c: Cursor) -> Comment:
    first = c.k
    c.need("COMMENT")
    c.need("ON")
    on = read_kind(c)
    if on not in COMMENTED:
        raise Unexpected("a kind of object expected")
    target = c.name(on, 4)
    c.need("IS")
    value: Part | None = None
    if not c.eat("NULL"):
        if c.ended or not c.lexed.is_string(c.k):
            raise Unexpected("a string expected")
        value = c.take()
    return Comment(c.part(first), c.lexed, on, target, value)


def read_synonym(c: Cursor) -> Synonym:
    """`CREATE OR REPLACE PUBLIC SYNONYM s FOR his.t@link`; the link is a phrase where it is a token of its own."""
    first = c.k
    c.need("CREATE")
    options = modifiers(c)
    c.need("SYNONYM")
    keyword = c.part(first)
    options += if_exists(c)
    name = c.name("synonym", 3)
    start = c.k
    if c.eat("SHARING"):
        c.take(2)
        options += (c.phrase("sharing", start),)
    c.need("FOR")
    target = c.name("object", 3)
    public = any(o.kind == "public" for o in options)
    options += read_link(c)
    return Synonym(c.part(first), c.lexed, name, keyword, target, public, options)


def read_link(c: Cursor) -> tuple[Phrase, ...]:
    """`@link`, `@hq.example.com`, `."c"@link`: what a name that ends in a link has left."""
    return rest(c, "link") if c.at_any("@") or (not c.ended and "@" in c.lexed.tokens[c.k - 1].text) else ()


def read_rename(c: Cursor) -> Rename:
    first = c.k
    c.need("RENAME")
    old = c.name("object", 2)
    c.need("TO")
    new = c.name("object", 2)
    return Rename(c.part(first), c.lexed, old, new)


def read_truncate(c: Cursor) -> Truncate:
    first = c.k
    c.need("TRUNCATE")
    kind = c.lexed.source(c.take()).lower()
    if kind not in ("table", "cluster"):
        raise Unexpected("TABLE or CLUSTER expected")
    name = c.name(kind, 3)
    extras = TRUNCATE_EXTRAS.all(c)
    return Truncate(c.part(first), c.lexed, name, extras)


def read_drop(c: Cursor) -> Drop:
    first = c.k
    c.need("DROP")
    extras: tuple[Phrase, ...] = ()
    start = c.k
    if c.eat("PUBLIC"):
        extras = (c.phrase("public", start),)
    on = read_kind(c)
    keyword = c.part(first)
    extras += if_exists(c)
    if on == "materialized view log":
        c.need("ON")
    names = comma_names(c, on, 3)
    extras += DROP_EXTRAS.all(c)
    return Drop(c.part(first), c.lexed, on, names, keyword, extras=extras)
