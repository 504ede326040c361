"""The fixtures that other tests stand on: rolled back, unprivileged, values as the server prints them."""

from __future__ import annotations

from collections.abc import Callable

import choice
import psycopg
import pytest
from servers import TestDatabase, TestServer

pytestmark = pytest.mark.server

Run = Callable[..., str]


def test_values_print_as_the_server_prints_them(run: Run) -> None:
    rows = run(
        "CREATE TABLE fee (amount numeric(12,2), paid timestamp(0), note text)",
        "INSERT INTO fee VALUES (2.5, '1988-05-01 00:30:00', NULL), (3, NULL, '床位费')",
        "SELECT amount, paid, note FROM fee ORDER BY amount",
    )
    assert rows == "2.50 | 1988-05-01 00:30:00 | NULL\n3.00 | NULL | 床位费"


def test_rows_are_those_of_the_last_statement(run: Run) -> None:
    assert run("SELECT 1; SELECT 2; SELECT 3 -- done\n;") == "3"
    assert run("SELECT 1", "CREATE TABLE a (x int)") == ""


def test_nothing_is_left(run: Run) -> None:
    run("CREATE TABLE patient (id int)")
    with pytest.raises(psycopg.errors.UndefinedTable):
        run("SELECT * FROM patient")
    assert run("SELECT to_regclass('patient')") == "NULL"


def test_a_text_that_commits_is_refused_and_leaves_nothing(run: Run) -> None:
    with pytest.raises(AssertionError, match="database"):
        run("CREATE TABLE committed (id int); COMMIT")
    assert run("SELECT to_regclass('committed')") == "NULL"


def test_the_role_has_no_rights_of_its_own(run: Run, server: TestServer) -> None:
    if server.own is None:
        pytest.skip("a given server comes with a given role")
    assert run("SELECT rolsuper OR rolcreatedb OR rolcreaterole FROM pg_roles WHERE rolname = current_user") == "f"


def test_the_time_zone_is_that_of_the_hospital(run: Run, database: TestDatabase) -> None:
    assert run("SHOW timezone") == database.run("SHOW timezone") == "Asia/Shanghai"


def test_a_database_of_its_own_lets_procedures_commit(database: TestDatabase) -> None:
    rows = database.run(
        """CREATE TABLE log (n int);
        CREATE PROCEDURE keep() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES (1); COMMIT; END $$;
        CALL keep(); SELECT count(*) FROM log"""
    )
    assert rows == "1"


@pytest.mark.needs("check")
def test_extensions_come_with_the_needs(run: Run) -> None:
    assert run("SELECT extname FROM pg_extension WHERE extname = 'plpgsql_check'") == "plpgsql_check"


def test_the_embedded_server_lacks_what_its_wheel_lacks(server: TestServer) -> None:
    if server.own and server.own.installation.origin == "embedded":
        assert not server.met & {"icu", "xml", "crypto", "check", "orafce", "pg15"}


def test_a_version_that_is_not_installed_is_skipped_or_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBMIGRATE_TEST_DSN", raising=False)
    monkeypatch.delenv("DBMIGRATE_REQUIRE_15", raising=False)
    monkeypatch.setattr(choice, "installations", dict)
    chosen = choice.choose("both")
    assert chosen.missing == (15, 18)
    assert [p.marks[0].kwargs["reason"] for p in chosen.params] == [
        "PostgreSQL 15: not installed",
        "PostgreSQL 18: not installed",
    ]
    with pytest.raises(pytest.UsageError, match="15 is not installed"):
        choice.choose("15")
    monkeypatch.setenv("DBMIGRATE_REQUIRE_15", "1")
    with pytest.raises(pytest.UsageError, match="REQUIRE_15"):
        choice.choose("both")


def test_a_given_server_takes_the_place_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBMIGRATE_TEST_DSN", "host=db.example dbname=postgres")
    assert choice.choose("both") == choice.Choice("host=db.example dbname=postgres", {}, ())
