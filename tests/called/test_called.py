"""Routines of the fixtures, called on the server after conversion: rows, OUT values, errors, what tables hold then."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from servers import TestServer, _execute

import dbmigrate
from dbmigrate.verify.load import load_folder
from dbmigrate.verify.statements import Statement, split

ROOT = Path(__file__).parents[2]
SECTION = re.compile(r"^## ([^\n]*)\n```call\n(.*?)\n```\n```(rows|error)\n(.*?)\n?```$", re.S | re.M)
FIXTURES = {"his_oracle": "his-oracle"}


@dataclass(frozen=True)
class Call:
    title: str
    text: str
    kind: str
    expected: str


def calls(name: str) -> list[Call]:
    text = (Path(__file__).parent / f"{name}.md").read_text("utf-8")
    found = [Call(*match.groups()) for match in SECTION.finditer(text)]
    assert len(found) == text.count("\n## "), "a section without call and rows"
    return found


@pytest.mark.server
@pytest.mark.parametrize("name", FIXTURES)
def test_routines_run(name: str, server: TestServer, tmp_path: Path) -> None:
    dbmigrate.convert(ROOT / "fixtures" / FIXTURES[name], out=tmp_path, source="oracle")
    database = server.create(frozenset())
    try:
        with psycopg.connect(server.dsn(database), autocommit=True) as conn:
            load_folder(conn, tmp_path / "_dbmigrate" / "load")
            conn.execute("SET search_path = his, public, dbmigrate")
            wrong = [f"{call.title}: {said}" for call in calls(name) if (said := answer(conn, call)) != call.expected]
    finally:
        server.drop(database)
    assert not wrong, "\n".join(wrong)


def answer(conn: psycopg.Connection, call: Call) -> str:
    """The rows of the last statement, or the error's first line."""
    said = ""
    try:
        for piece in split(io.StringIO(call.text, newline=""), {}):
            assert isinstance(piece, Statement)
            said = _execute(conn, piece.text)
    except psycopg.Error as error:
        return str(error.diag.message_primary)
    return said if call.kind == "rows" else f"no error: {said}"
