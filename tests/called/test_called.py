"""Routines of the fixtures, called on the server after conversion: rows, OUT values, errors, what tables hold then.

The server counts its calls: each routine of the source is called, or named at the end with the issue that says why not.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psycopg
import pytest
from inventory import Inventory
from servers import TestServer, _execute, skip_without

import dbmigrate
from dbmigrate.verify.load import load_folder
from dbmigrate.verify.statements import Statement, split

ROOT = Path(__file__).parents[2]
TITLE = r"^## ([^\n]*?)(?: \(needs (\w+)\))?\n"
SECTION = re.compile(TITLE + r"```call\n(.*?)\n```\n```(rows|error)\n(.*?)\n?```$", re.S | re.M)
FIXTURES = {
    "his_oracle": ("his-oracle", "his, public"),
    "emr_oracle": ("emr-oracle", "emr, public"),
    "lis_sqlserver": ("lis-sqlserver", "public, qc"),
}
LISTED = re.compile(r"^- (\S+): (\w+)$", re.M)
CURSOR = re.compile(r'"?<unnamed portal \d+>"?')


@dataclass(frozen=True)
class Call:
    title: str
    needs: str
    text: str
    kind: str
    expected: str


def page(name: str) -> str:
    return (Path(__file__).parent / f"{name}.md").read_text("utf-8")


def calls(name: str) -> list[Call]:
    text = page(name)
    found = [Call(*(g or "" for g in match.groups())) for match in SECTION.finditer(text)]
    assert len(found) == text.count("\n## "), "a section without call and rows"
    return found


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder of a converted estate, which both servers load."""

    @cache
    def of(name: str) -> Path:
        out, source = tmp_path_factory.mktemp(name), "oracle" if name.endswith("oracle") else "sqlserver"
        dbmigrate.convert(ROOT / "fixtures" / FIXTURES[name][0], out=out, source=source)
        return out

    return of


@pytest.mark.server
@pytest.mark.parametrize(
    "name",
    ["his_oracle", *(pytest.param(n, marks=pytest.mark.needs("xml")) for n in ("emr_oracle", "lis_sqlserver"))],
)
def test_routines_run(name: str, server: TestServer, needs: frozenset[str], written: Callable[[str], Path]) -> None:
    skip_without(server, needs)
    folder, path = FIXTURES[name]
    out, cursors = written(name), name.endswith("sqlserver")
    asked = [call for call in calls(name) if not call.needs or server.has(call.needs)]
    database = server.create(frozenset())
    try:
        counted = count_calls(server, database)
        with psycopg.connect(server.dsn(database), autocommit=True) as conn:
            load_folder(conn, out / "_dbmigrate" / "load")
            conn.execute(f"SET search_path = {path}, dbmigrate")
            said = [(c, answer(conn, c, cursors)) for c in asked]
            called = names_called(conn, " ".join(c.text.lower() for c in asked)) if counted else set()
    finally:
        server.drop(database)
    wrong = [f"{c.title}: {text}" for c, text in said if text != c.expected]
    assert not wrong, "\n".join(wrong)
    if counted and len(asked) == len(calls(name)):
        failing = " ".join(c.text.lower() for c in asked if c.kind == "error")
        inventory = Inventory(out, ROOT / "fixtures" / folder)
        listed = dict(LISTED.findall(page(name)))
        assert inventory.left(called, failing) == set(listed)
        assert not [f"{n}: no issue {code}" for n, code in listed.items() if code not in inventory.codes[n]]


def count_calls(server: TestServer, database: str) -> bool:
    """Only a superuser may have the calls counted."""
    if server.own is None:
        return False
    with psycopg.connect(server.own.dsn(database), autocommit=True) as conn:
        conn.execute(f"ALTER DATABASE {database} SET track_functions = 'all'")
    return True


def names_called(conn: psycopg.Connection, texts: str) -> set[str]:
    """What the server counted; functions in SQL that it writes into their queries are not, so that the texts count."""
    conn.execute("SELECT pg_stat_force_next_flush()")
    rows = conn.execute("SELECT funcname::text FROM pg_stat_user_functions WHERE schemaname <> 'dbmigrate'").fetchall()
    inlined = conn.execute(
        "SELECT p.proname::text FROM pg_proc p JOIN pg_language l ON p.prolang = l.oid"
        " JOIN pg_namespace s ON p.pronamespace = s.oid"
        " WHERE l.lanname = 'sql' AND s.nspname NOT IN ('dbmigrate', 'pg_catalog', 'information_schema')"
    ).fetchall()
    return {str(n) for (n,) in rows} | {str(n) for (n,) in inlined if f"{n}(" in texts}


def answer(conn: psycopg.Connection, call: Call, cursors: bool) -> str:
    """The rows of the last statement, or the error's first line. `cursors`: their rows follow, in one transaction."""
    said = ""
    try:
        for piece in split(io.StringIO(call.text, newline=""), {}):
            assert isinstance(piece, Statement)
            with conn.transaction() if cursors else nullcontext():
                said = _execute(conn, piece.text)
                given = [_execute(conn, f"FETCH ALL FROM {quoted(name)}") for name in CURSOR.findall(said)]
            said = "\n".join([CURSOR.sub("cursor", said), *(f"cursor: {rows}" for rows in given)])
    except psycopg.Error as error:
        return str(error.diag.message_primary)
    return said if call.kind == "rows" else f"no error: {said}"


def quoted(name: str) -> str:
    return '"' + name.strip('"') + '"'
