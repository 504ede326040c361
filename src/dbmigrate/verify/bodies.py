"""Checks the bodies of the PL/pgSQL routines in a database with the extension plpgsql_check, where there is one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

import psycopg
from psycopg import sql

from dbmigrate.verify.objects import fingerprint
from dbmigrate.verify.outcomes import masked_message

_ROUTINES: Final = """
SELECT p.oid, coalesce(t.tgrelid, 0)::oid, n.nspname, p.proname, coalesce(t.tgname, ''), p.prosrc,
       p.prorettype IN ('trigger'::regtype, 'event_trigger'::regtype)
FROM pg_proc p
JOIN pg_namespace n ON n.oid = p.pronamespace
JOIN pg_language l ON l.oid = p.prolang
LEFT JOIN pg_trigger t ON t.tgfoid = p.oid AND NOT t.tgisinternal
WHERE l.lanname = 'plpgsql' AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
ORDER BY n.nspname, p.proname, p.oid, t.tgname
"""
_CHECK: Final = """
SELECT lineno, sqlstate, message FROM {}.plpgsql_check_function_tb(
    %s, %s, fatal_errors => false, other_warnings => false, extra_warnings => false)
WHERE level = 'error'
"""
_TEMPORARY: Final = re.compile(
    r"CREATE\s+(?:GLOBAL\s+|LOCAL\s+)?TEMP(?:ORARY)?\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?\"?([^\W\d][\w$#]*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class BodyError:
    """`line` counts within the body, from 1; 0 where the checker names none."""

    line: int
    sqlstate: str
    message: str


@dataclass(frozen=True, slots=True)
class BodyCheck:
    """One routine. `unchecked` says why it could not be checked; then `errors` is empty."""

    schema: str
    name: str
    body: str  # hash
    errors: tuple[BodyError, ...]
    unchecked: str = ""


def check_bodies(conn: psycopg.Connection[Any]) -> list[BodyCheck] | None:
    """Checks every PL/pgSQL routine, trigger functions once per trigger. None: no plpgsql_check in this database."""
    place = conn.execute(
        "SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace "
        "WHERE e.extname = 'plpgsql_check'"
    ).fetchone()
    if place is None:
        return None
    query = sql.SQL(_CHECK).format(sql.Identifier(place[0]))
    checks: dict[int, BodyCheck] = {}
    for oid, table, schema, name, trigger, source, on_event in conn.execute(_ROUTINES).fetchall():
        if on_event and not trigger:
            found = BodyCheck(schema, name, fingerprint(source), (), "trigger function without a trigger")
        else:
            found = _check(conn, query, (oid, table), BodyCheck(schema, name, fingerprint(source), ()), source)
        before = checks.get(oid)
        checks[oid] = _merged(before, found) if before else found
    return list(checks.values())


def _check(
    conn: psycopg.Connection[Any], query: sql.Composed, which: tuple[int, int], empty: BodyCheck, source: str
) -> BodyCheck:
    try:
        rows = conn.execute(query, which).fetchall()
    except psycopg.Error as error:
        if conn.closed:
            raise
        reason = masked_message(error.sqlstate, error.diag.message_primary or str(error))
        return BodyCheck(empty.schema, empty.name, empty.body, (), reason)
    errors = tuple(BodyError(line or 0, state, masked_message(state, message)) for line, state, message in rows)
    temporary = {name.lower() for name in _TEMPORARY.findall(source)}
    real = tuple(e for e in errors if not (e.sqlstate == "42P01" and _names_one_of(e.message, temporary)))
    # The checker does not run the body, so a temporary table that the body makes is not there.
    unchecked = "uses a temporary table that it creates" if errors and not real else ""
    return BodyCheck(empty.schema, empty.name, empty.body, real, unchecked)


def _names_one_of(message: str, names: set[str]) -> bool:
    return any(f'"{name}"' in message.lower() for name in names)


def _merged(one: BodyCheck, other: BodyCheck) -> BodyCheck:
    errors = tuple(dict.fromkeys(one.errors + other.errors))
    return BodyCheck(one.schema, one.name, one.body, errors, "" if errors else one.unchecked or other.unchecked)
