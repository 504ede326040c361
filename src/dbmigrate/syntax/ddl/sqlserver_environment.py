"""SQL Server statements about the server or the session, that have no counterpart in a schema; SET options."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dbmigrate.model import Part
from dbmigrate.syntax.ddl.nodes import Environment, Name, Node, Procedural
from dbmigrate.syntax.ddl.reader import Cursor, Unexpected

# First words of CREATE, ALTER and DROP that name an object of the server, its security or its services.
KINDS: Final[dict[str, str]] = {
    kind.upper(): kind
    for kind in (
        "database",
        "database scoped configuration",
        "database scoped credential",
        "database audit specification",
        "database encryption key",
        "login",
        "user",
        "role",
        "server role",
        "application role",
        "authorization",
        "assembly",
        "xml schema collection",
        "certificate",
        "symmetric key",
        "asymmetric key",
        "master key",
        "service master key",
        "column master key",
        "column encryption key",
        "credential",
        "cryptographic provider",
        "endpoint",
        "event notification",
        "event session",
        "message type",
        "contract",
        "queue",
        "service",
        "route",
        "remote service binding",
        "broker priority",
        "resource pool",
        "resource governor",
        "external resource pool",
        "workload group",
        "workload classifier",
        "server audit",
        "server audit specification",
        "server configuration",
        "search property list",
        "security policy",
        "availability group",
        "fulltext index",
        "fulltext catalog",
        "fulltext stoplist",
        "external data source",
        "external file format",
        "external table",
        "external library",
        "external language",
        "external model",
        "external stream",
        "sensitivity classification",
        "partition function",
        "partition scheme",
        "signature",
        "counter signature",
        "backup device",
    )
}
# Statements by their first words.
WORDS: Final[dict[str, str]] = {
    "PRINT": "print",
    "BACKUP": "maintenance",
    "RESTORE": "maintenance",
    "CHECKPOINT": "maintenance",
    "RECONFIGURE": "maintenance",
    "KILL": "maintenance",
    "SHUTDOWN": "maintenance",
    "COMMIT": "transaction",
    "ROLLBACK": "transaction",
    "SAVE": "transaction",
    "REVERT": "session",
    "SETUSER": "session",
    "GO": "batch end",
    ":": "sqlcmd",
    "!": "sqlcmd",
    "ENABLE": "trigger state",
    "DISABLE": "trigger state",
    "ADD": "signature",
}


def read_words(c: Cursor) -> Node:
    return everything(c, WORDS[c.words[c.k]])


def read_bulk_load(c: Cursor) -> Environment:
    """`BULK INSERT t FROM 'file' [WITH (..)]`."""
    first = c.k
    c.need("BULK", "INSERT")
    return everything(c, "bulk load", c.name("table"), first)


def read_dbcc(c: Cursor) -> Environment:
    """`DBCC CHECKIDENT ('t' [, RESEED [, n]])` sets the next number of an identity column."""
    reseed = c.ahead() == "CHECKIDENT" and c.ahead(2) == "(" and c.ahead(5) != "NORESEED"
    return everything(c, "identity reseed" if reseed else "maintenance")


def read_waitfor(c: Cursor) -> Node:
    """`WAITFOR DELAY 'hh:mm:ss'`; `value` is the string. Other forms are code."""
    first = c.k
    constant = c.ahead() == "DELAY" and c.k + 3 == c.n and c.lexed.is_string(c.k + 2)
    c.k = c.n
    if constant:
        return Environment(c.part(first), c.lexed, "wait", None, "DELAY", Part(first + 2, first + 2))
    return Procedural(c.part(first), c.lexed, "block")


def read_raiserror(c: Cursor) -> Node:
    """`RAISERROR ('text', severity, state ..)`: a message up to severity 10, else an error. `setting` is the severity.

    Transact-SQL Reference, "RAISERROR": 0 to 10 inform, from 11 on it is an error. Other forms are code.
    """
    first = c.k
    c.take()
    severity = c.words[c.k + 3] if c.at("(") and c.lexed.is_string(c.k + 1) and c.ahead(2) == "," else ""
    variables = any(word.startswith("@") for word in c.words[c.k : c.n])
    if severity.isdigit() and (int(severity) <= 10 or not variables):
        return replace(everything(c, "message" if int(severity) <= 10 else "error", first=first), setting=severity)
    c.k = c.n
    return Procedural(c.part(first), c.lexed, "block")


def read_trigger_state(c: Cursor) -> Node:
    """`ENABLE | DISABLE TRIGGER n, m | ALL ON t | DATABASE | ALL SERVER`."""
    first = c.k
    action = c.words[c.take().first]
    c.need("TRIGGER")
    name = None if c.eat("ALL") else c.name("trigger", 2)
    c.k = c.n
    return Environment(c.part(first), c.lexed, "trigger state", name, action)


def everything(c: Cursor, kind: str, name: Name | None = None, first: int | None = None) -> Environment:
    """The statement up to its end."""
    start = c.k if first is None else first
    c.k = c.n
    return Environment(c.part(start), c.lexed, kind, name)


def read_object(c: Cursor) -> Node:
    """CREATE, ALTER, DROP .. of something in KINDS."""
    first = c.k
    c.take()
    kind = kind_at(c)
    if kind is None:
        raise Unexpected("a kind of object expected")
    c.take(len(kind.split()))
    c.eat("IF", "EXISTS")
    c.eat("ON")
    name = c.name(kind, 3) if not c.ended and c.lexed.is_name(c.k) else None
    return everything(c, kind, name, first)


def kind_at(c: Cursor) -> str | None:
    """The longest of KINDS that comes next."""
    for length in (3, 2, 1):
        kind = KINDS.get(" ".join(c.words[c.k : c.k + length]))
        if kind and c.k + length <= c.n:
            return kind
    return None


def read_use(c: Cursor) -> Environment:
    first = c.k
    c.need("USE")
    return everything(c, "use", c.name("database", 1), first)


def read_set(c: Cursor) -> Node:
    """SET options; SET of a variable is procedural."""
    first = c.k
    c.need("SET")
    if c.words[c.k].startswith("@"):
        c.k = c.n
        return Procedural(c.part(first), c.lexed, "block")
    if c.eat("IDENTITY_INSERT"):
        name = c.name("table")
        value = c.eat_any("ON", "OFF")
        return Environment(c.part(first), c.lexed, "identity insert", name, "IDENTITY_INSERT", value)
    setting, value = read_setting(c)
    return Environment(c.part(first), c.lexed, "session", None, setting, value)


def read_setting(c: Cursor) -> tuple[str, Part | None]:
    """`ANSI_NULLS, QUOTED_IDENTIFIER ON`, `STATISTICS IO ON`, `TRANSACTION ISOLATION LEVEL ..`, `DATEFORMAT ymd`."""
    if c.ended:
        raise Unexpected("an option expected")
    start = c.k
    if c.words[c.n - 1] in ("ON", "OFF"):
        c.k = c.n - 1
    elif not c.eat("TRANSACTION", "ISOLATION", "LEVEL"):
        c.take()
    setting = " ".join(c.words[start : c.k]).replace(" ,", ",")
    value = Part(c.k, c.n - 1) if c.k < c.n else None
    c.k = c.n
    return setting, value
