"""What a server was built and installed with: ICU, XML, pgcrypto, plpgsql_check, orafce. What it lacks is no miss."""

from __future__ import annotations

import re
from typing import Any, Final

import psycopg

# The words of `needs=` in rules and cases, and the extension that stands behind some of them.
EXTENSIONS: Final = {"crypto": "pgcrypto", "check": "plpgsql_check", "orafce": "orafce"}
NEEDS: Final = ("icu", "xml", "crypto", "check", "orafce", "pg15")

_CRYPTO = re.compile(
    r"\b(digest|hmac|crypt|gen_salt|gen_random_bytes|pgp_(sym|pub)_\w+|armor|dearmor|encrypt(_iv)?|decrypt(_iv)?)\("
)
_ORAFCE = re.compile(r"\b(oracle|dbms_\w+|utl_file|plvstr|plvdate|plvchr|plvsubst|plvlex|plunit)\b")
_ICU = re.compile(r"\bICU\b|-x-icu\b")
_XML = re.compile(r"\bXML\b|libxml", re.IGNORECASE)


def needs_met(conn: psycopg.Connection[Any]) -> frozenset[str]:
    """Which of NEEDS the server meets. Leaves the connection as it was; reads only."""
    available = {name for (name,) in conn.execute("SELECT name FROM pg_available_extensions")}
    met = {need for need, extension in EXTENSIONS.items() if extension in available}
    if conn.execute("SELECT 1 FROM pg_collation WHERE collname LIKE '%-x-icu' LIMIT 1").fetchone():
        met.add("icu")
    if _runs(conn, "SELECT xmlparse(CONTENT '<a/>')"):
        met.add("xml")
    if conn.info.server_version // 10000 == 15:
        met.add("pg15")
    return frozenset(met)


def lacking(sqlstate: str, message: str, met: frozenset[str]) -> str:
    """The need that explains a server error on this server, or '' where the error is a real one.

    `crypto` explains a missing `digest()` only where pgcrypto cannot be installed: elsewhere the script forgot it.
    """
    if sqlstate == "42501" and "extension" in message.lower():  # a superuser has to create it beforehand
        return next((need for need, extension in EXTENSIONS.items() if f'"{extension}"' in message), "")
    for need in _explanations(sqlstate, message):
        if need not in met:
            return need
    return ""


def _explanations(sqlstate: str, message: str) -> list[str]:
    found = []
    if sqlstate == "0A000":  # feature_not_supported: left out when the server was built, or an extension is not there
        found += ["xml"] if _XML.search(message) else []
        found += ["icu"] if _ICU.search(message) else []
        found += [need for need, extension in EXTENSIONS.items() if f'"{extension}"' in message]
    elif sqlstate == "42704":  # undefined_object: a collation or a type
        found += ["icu"] if _ICU.search(message) else []
        found += ["orafce"] if _ORAFCE.search(message) else []
    elif sqlstate in ("42883", "3F000", "42P01"):  # undefined function, schema, table
        found += ["crypto"] if _CRYPTO.search(message) else []
        found += ["orafce"] if _ORAFCE.search(message) else []
    return found


def _runs(conn: psycopg.Connection[Any], query: str) -> bool:
    try:
        with conn.transaction():
            conn.execute(query.encode())
    except psycopg.errors.FeatureNotSupported:
        return False
    return True
