"""Oracle statements about the server, the session and storage that no target schema has a place for."""

from __future__ import annotations

from typing import Final

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Environment, Name
from dbmigrate.syntax.ddl.oracle_clauses import modifiers
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected

# Kinds by the words that follow CREATE or ALTER (modifiers left out), the longer ones first.
KINDS: Final = {
    ("DATABASE", "LINK"): "database link",
    ("ROLLBACK", "SEGMENT"): "rollback segment",
    ("RESTORE", "POINT"): "restore point",
    ("FLASHBACK", "ARCHIVE"): "flashback archive",
    ("AUDIT", "POLICY"): "audit",
    ("MINING", "MODEL"): "mining model",
    ("PLUGGABLE", "DATABASE"): "database",
    ("LOCKDOWN", "PROFILE"): "profile",
    ("ATTRIBUTE", "DIMENSION"): "dimension",
    ("ANALYTIC", "VIEW"): "analytic view",
    ("INMEMORY", "JOIN", "GROUP"): "inmemory join group",
    ("MATERIALIZED", "ZONEMAP"): "zonemap",
    ("RESOURCE", "COST"): "profile",
} | {
    (word,): word.lower()
    for word in """TABLESPACE USER ROLE PROFILE DIRECTORY CONTEXT CLUSTER DIMENSION OPERATOR INDEXTYPE OUTLINE EDITION
    LIBRARY DATABASE CONTROLFILE DISKGROUP SPFILE PFILE HIERARCHY DOMAIN""".split()
}
SIZES: Final = ("SMALLFILE", "BIGFILE", "TEMPORARY", "UNDO", "LOCAL")  # CREATE BIGFILE TEMPORARY TABLESPACE
SESSION: Final = {
    "COMMIT": "transaction",
    "ROLLBACK": "transaction",
    "SAVEPOINT": "transaction",
    "ANALYZE": "statistics",
    "AUDIT": "audit",
    "NOAUDIT": "audit",
    "FLASHBACK": "flashback",
    "PURGE": "recycle bin",
    "ASSOCIATE": "statistics",
    "DISASSOCIATE": "statistics",
    "ADMINISTER": "keys",
    "EXPLAIN": "execution plan",
}
NAMED: Final = {  # words before the object that the statement is about
    "ANALYZE": ("TABLE", "INDEX", "CLUSTER"),
    "FLASHBACK": ("TABLE",),
    "PURGE": ("TABLE", "INDEX", "TABLESPACE"),
}


def read_environment(c: Cursor) -> Environment:
    """`CREATE TABLESPACE ..`, `ALTER USER ..`: kind and name."""
    first = c.k
    c.take()
    modifiers(c)
    while c.at_any(*SIZES):
        c.take()
    for words, kind in KINDS.items():
        if c.eat(*words):
            modifiers(c)
            name = read_name(c, kind)
            c.k = c.n
            return Environment(c.part(first), c.lexed, kind, name)
    raise Unexpected("a statement that is not known")


def read_name(c: Cursor, kind: str) -> Name | None:
    """None where the statement has no name (`ALTER DATABASE OPEN` reads its verb as one, which does no harm)."""
    return c.name(kind, 4) if not c.ended and c.lexed.is_name(c.k) else None


def read_session(c: Cursor) -> Environment:
    first, word = c.k, c.words[c.k]
    name: Name | None = None
    c.take()
    if c.eat_any(*NAMED.get(word, ())):
        name = c.name(c.words[c.k - 1].lower(), 3)
    c.k = c.n
    return Environment(c.part(first), c.lexed, SESSION[word], name)


def read_lock(c: Cursor) -> Environment:
    """`LOCK TABLE t IN EXCLUSIVE MODE`."""
    first = c.k
    c.need("LOCK", "TABLE")
    name = c.name("table", 3)
    c.k = c.n
    return Environment(c.part(first), c.lexed, "lock", name)


def read_set(c: Cursor) -> Environment:
    """`SET TRANSACTION ..`, `SET CONSTRAINTS ALL DEFERRED`, `SET ROLE r`."""
    first = c.k
    c.take()
    kind = {"TRANSACTION": "transaction", "ROLE": "role"}.get(c.words[c.k] if not c.ended else "")
    if c.at_any("CONSTRAINT", "CONSTRAINTS"):
        kind = "transaction"
    if kind is None:
        raise Unexpected("TRANSACTION, CONSTRAINTS or ROLE expected")
    c.k = c.n
    return Environment(c.part(first), c.lexed, kind)


def read_alter_session(c: Cursor) -> Environment:
    """`ALTER SESSION SET nls_date_format = '..'`, `ALTER SYSTEM ..`: the first setting with its value."""
    first = c.k
    c.take(2)
    kind = c.words[c.k - 1].lower()
    setting, value = "", None
    if c.eat("SET") and not c.ended:
        setting = c.lexed.tokens[c.take().first].text.upper()
        if c.eat("=") and not c.ended:
            start = c.k
            c.name("object") if c.lexed.is_name(c.k) else c.take()
            value = Part(start, c.k - 1)
    c.k = c.n
    return Environment(c.part(first), c.lexed, kind, setting=setting, value=value)
