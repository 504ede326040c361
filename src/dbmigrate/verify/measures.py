"""What is measured on a server by queries alone: capabilities, places where a word needs quotes, spellings of types."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from dbmigrate.packs import Capability
from dbmigrate.verify.connections import Refused, Session

# The tables that probes speak of, as queries: nothing is created. Wide enough for every probe.
TABLES: Final = (
    "WITH t AS (SELECT 1 AS id, 2 AS a, CAST('x' AS varchar(20)) AS b, CAST('2020-01-01' AS date) AS d), "
    "s AS (SELECT 1 AS id, 2 AS a, CAST('x' AS varchar(20)) AS b, CAST('2020-01-01' AS date) AS d) "
)
QUERY: Final = re.compile(r"(SELECT|WITH|VALUES)\b", re.IGNORECASE)
OF_TABLES: Final = re.compile(r"\b(FROM|JOIN|,)\s*\[?[ts]\b", re.IGNORECASE)
# Queries that lock, take part in a transaction, or ask for what a query in place of a table cannot give.
NOT_ASKED: Final = re.compile(r";|\bFOR\s+UPDATE\b|\bSAMPLE\b|\bTABLESAMPLE\b|\bAS\s+OF\b|@remote|\browid\b", re.I)
FORBIDDEN: Final = "25006"  # read_only_sql_transaction: says nothing about what the server understands

# With the bare word, the first value must be 7.
PLACES: Final[Mapping[str, str]] = {
    "alias": 'SELECT "%" FROM (SELECT 7 AS %, 8 AS b) AS x',
    "bare alias": 'SELECT "%" FROM (SELECT 7 %, 8 AS b) AS x',
    "table alias": "SELECT %.a FROM (SELECT 7 AS a) AS % WHERE %.a = 7",
}
# Where a word cannot be tried without making something, its category decides, as in PostgreSQL's grammar.
BY_CATEGORY: Final[Mapping[str, str]] = {
    "table": "TR",
    "column": "TR",
    "function": "CR",
    "type": "CR",
    "param": "CR",
    "plvar": "R",
}
CHINESE: Final = "患者费"


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether the server answered a probe as it should, and how it did not."""

    right: bool
    limits: str = ""


def capability(session: Session, probe: Capability) -> Answer | None:
    """What the server answers to the probe; None where that cannot be asked by a query."""
    if not QUERY.match(probe.probe) or NOT_ASKED.search(probe.probe):
        return None
    needs_tables = OF_TABLES.search(probe.probe) is not None
    if needs_tables and not probe.probe.upper().startswith("SELECT"):
        return None
    try:
        rows = session.rows((TABLES if needs_tables else "") + probe.probe)
    except Refused as error:
        # A query in place of a table may be the reason itself; syntax (42601), names and types (42...) are told.
        told = error.sqlstate.startswith("42") or error.sqlstate == "0A000"
        return Answer(False, f"refused: {error.sqlstate}") if told and not needs_tables else None
    right = probe.answer in ("", (rows[0][0] or "") if rows and rows[0] else "")
    return Answer(right, "" if right else "answers otherwise")


def words_by_place(session: Session, words: Mapping[str, str]) -> dict[str, set[str]]:
    """Place -> words of the server's list (word -> category letter) that need quotes there."""
    found = {
        place: {word for word, letter in words.items() if letter in letters} for place, letters in BY_CATEGORY.items()
    }
    for place, query in PLACES.items():
        if answers(session, query.replace("%", "dbm_plain"), "7"):
            found[place] = {word for word in words if not answers(session, query.replace("%", word), "7")}
        else:
            found[place] = set(words)  # the place cannot be measured here: quoting is always right
    return found


def spellings(session: Session, names: Iterable[str]) -> dict[str, str]:
    """Spelling of a type -> what the server makes of it, "" where it knows no such type."""
    found = {}
    for name in names:
        query = f"SELECT pg_catalog.format_type(pg_catalog.pg_typeof(CAST(NULL AS {name}))::oid, NULL)"
        try:
            rows = session.rows(query)
        except Refused as error:
            if error.sqlstate not in (FORBIDDEN, ""):
                found[name] = ""
            continue
        found[name] = (rows[0][0] or "") if rows and rows[0] else ""
    return found


def date_holds_time(session: Session) -> bool | None:
    """Whether DATE keeps the time of day; None where the server does not answer."""
    return truth(session, "SELECT CAST(CAST('2024-02-29 13:05:06' AS date) AS text) LIKE '%13:05:06%'")


def counts_characters(session: Session) -> bool | None:
    """Whether varchar(n) holds n characters and not n bytes; None where that cannot be told."""
    return truth(session, f"SELECT CAST('{CHINESE}' AS varchar({len(CHINESE)})) = '{CHINESE}'")


def truth(session: Session, query: str) -> bool | None:
    try:
        rows = session.rows(query)
    except Refused:
        return None
    value = rows[0][0] if rows and rows[0] else None
    return {"t": True, "f": False, "true": True, "false": False, "1": True, "0": False}.get(str(value).lower())


def answers(session: Session, query: str, expected: str) -> bool:
    try:
        rows = session.rows(query)
    except Refused:
        return False
    return bool(rows) and bool(rows[0]) and rows[0][0] == expected


__all__ = ["Answer", "capability", "counts_characters", "date_holds_time", "spellings", "words_by_place"]
