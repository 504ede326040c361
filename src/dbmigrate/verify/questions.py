"""What is asked of a server: identity, settings, keywords, functions, types, extensions. Queries that 9.2 takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from dbmigrate.verify.connections import Refused, Row, Session
from dbmigrate.verify.identity import Identity, identify
from dbmigrate.verify.settings import ASKED, MODES

# Schemas whose functions and types are found by their bare names whatever the search path says.
IMPLICIT: Final = ("pg_catalog", "sys")
CATEGORIES: Final = {"U": "unreserved", "C": "not function or type", "T": "function or type", "R": "reserved"}
NOT_SQL: Final = re.compile(r"\b(internal|cstring|trigger|event_trigger|language_handler|fdw_handler)\b(?!\[)")
# Input and output functions of types and what serves the server itself, as tools/functions_from_server.py has it.
INTERNAL: Final = re.compile(r"(send|recv|_handler)$|^(binary_upgrade|pg_stat_get|pg_nextoid|fmgr_)")

SETTINGS: Final = "SELECT name::text, setting::text FROM pg_catalog.pg_settings"
COLLATION: Final = (
    "SELECT datcollate::text, datctype::text FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()"
)
KEYWORDS: Final = "SELECT word::text, catcode::text FROM pg_catalog.pg_get_keywords()"
FUNCTIONS: Final = """
SELECT DISTINCT n.nspname::text, lower(p.proname::text), e.extname::text,
       pg_catalog.oidvectortypes(p.proargtypes) || ' ' || pg_catalog.format_type(p.prorettype, NULL)
FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
LEFT JOIN pg_catalog.pg_depend d
  ON d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
LEFT JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
WHERE n.nspname IN ('pg_catalog', 'sys') OR e.oid IS NOT NULL
"""
TYPES: Final = """
SELECT t.typname::text, pg_catalog.format_type(t.oid, NULL)
FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
WHERE n.nspname IN ('pg_catalog', 'sys') AND t.typtype IN ('b', 'r', 'm') AND t.typcategory <> 'A'
"""
EXTENSIONS: Final = "SELECT extname::text, extversion::text FROM pg_catalog.pg_extension"


@dataclass(frozen=True, slots=True)
class Described:
    """What a server says of itself."""

    identity: Identity
    mode: str  # as the server spells it, '' for a product without modes
    settings: Mapping[str, str]
    keywords: Mapping[str, str]  # word -> category letter
    functions: frozenset[str]
    types: Mapping[str, str]
    extensions: Mapping[str, str]  # those that the database has -> version
    added: Mapping[str, frozenset[str]]  # extension -> functions that it adds
    unanswered: tuple[str, ...]  # what the server would not tell


class Asking:
    """Asks, and remembers what was refused: a server that lacks one catalogue still answers the rest."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.refused: list[str] = []

    def rows(self, what: str, query: str) -> list[Row]:
        try:
            return list(self.session.rows(query))
        except Refused:
            self.refused.append(what)
            return []

    def value(self, query: str) -> str:
        """The first value; '' where there is none or the server refuses."""
        try:
            found = self.session.rows(query)
        except Refused:
            return ""
        return (found[0][0] or "") if found and found[0] else ""


def describe(session: Session) -> Described:
    ask = Asking(session)
    identity = identify(ask.value("SELECT pg_catalog.version()") or ask.value("SELECT version()"))
    settings = asked_settings(ask)
    name = MODES.get(identity.family, "")
    mode = (settings.get(name) or ask.value(f"SHOW {name}")) if name else ""
    if mode:
        settings[name] = mode
    functions, added = by_extension(ask.rows("functions", FUNCTIONS))
    return Described(
        identity,
        mode,
        settings,
        {word or "": letter or "" for word, letter in pairs(ask.rows("keywords", KEYWORDS))},
        functions,
        {name or "": made or "" for name, made in pairs(ask.rows("types", TYPES))},
        {name or "": version or "" for name, version in pairs(ask.rows("extensions", EXTENSIONS))},
        added,
        tuple(ask.refused),
    )


def asked_settings(ask: Asking) -> dict[str, str]:
    """The settings that change meaning, as the server spells their names; from PostgreSQL 16 on lc_collate is none."""
    wanted = {name.lower() for name in ASKED}
    rows = pairs(ask.rows("settings", SETTINGS))
    found = {name: value or "" for name, value in rows if name and name.lower() in wanted}
    for collate, ctype in pairs(ask.rows("collation", COLLATION)):
        found.setdefault("lc_collate", collate or "")
        found.setdefault("lc_ctype", ctype or "")
    return dict(sorted(found.items(), key=lambda item: item[0].lower()))


def by_extension(rows: Iterable[Row]) -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    """Functions by bare name where they need no extension, and those that each extension adds."""
    core: set[str] = set()
    added: dict[str, set[str]] = {}
    for schema, name, extension, signature in rows:
        if name is None or INTERNAL.search(name) or NOT_SQL.search(signature or ""):
            continue
        if schema in IMPLICIT:
            core.add(name)
        elif extension:
            added.setdefault(extension, set()).add(name if schema == "public" else f"{schema}.{name}")
    return frozenset(core), {name: frozenset(found) for name, found in added.items()}


def pairs(rows: Iterable[Row]) -> list[tuple[str | None, str | None]]:
    return [(row[0], row[1]) for row in rows]


__all__ = ["CATEGORIES", "Asking", "Described", "describe"]
