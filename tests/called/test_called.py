"""Routines of the fixtures, called on the server after conversion: rows, OUT values, errors, what tables hold then."""

from __future__ import annotations

import io
import re
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from servers import TestServer, _execute, skip_without

import dbmigrate
from dbmigrate.verify.load import load_folder
from dbmigrate.verify.statements import Statement, split

ROOT = Path(__file__).parents[2]
SECTION = re.compile(r"^## ([^\n]*)\n```call\n(.*?)\n```\n```(rows|error)\n(.*?)\n?```$", re.S | re.M)
FIXTURES = {
    "his_oracle": ("his-oracle", "his, public"),
    "emr_oracle": ("emr-oracle", "emr, public"),
    "lis_sqlserver": ("lis-sqlserver", "public, qc"),
}
CURSOR = re.compile(r'"?<unnamed portal \d+>"?')


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
@pytest.mark.parametrize(
    "name",
    ["his_oracle", *(pytest.param(n, marks=pytest.mark.needs("xml")) for n in ("emr_oracle", "lis_sqlserver"))],
)
def test_routines_run(name: str, server: TestServer, needs: frozenset[str], tmp_path: Path) -> None:
    skip_without(server, needs)
    folder, path = FIXTURES[name]
    source = "oracle" if name.endswith("oracle") else "sqlserver"
    dbmigrate.convert(ROOT / "fixtures" / folder, out=tmp_path, source=source)
    database = server.create(frozenset())
    try:
        with psycopg.connect(server.dsn(database), autocommit=True) as conn:
            load_folder(conn, tmp_path / "_dbmigrate" / "load")
            conn.execute(f"SET search_path = {path}, dbmigrate")
            asked = [(call, answer(conn, call, source == "sqlserver")) for call in calls(name)]
    finally:
        server.drop(database)
    wrong = [f"{call.title}: {said}" for call, said in asked if said != call.expected]
    assert not wrong, "\n".join(wrong)


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
