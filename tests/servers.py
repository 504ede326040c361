"""The servers that tests run on: scratch servers of our own, or the one that DBMIGRATE_TEST_DSN names."""

from __future__ import annotations

import io
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.pq import ExecStatus, TransactionStatus

from dbmigrate.verify.abilities import EXTENSIONS, needs_met
from dbmigrate.verify.servers import Installation, Server, find_servers
from dbmigrate.verify.statements import Statement, split

ROLE = "dbmigrate_test"
VERSIONS = (15, 18)
# Extensions that only a superuser can create; our own server prepares them where a test needs them.
SUPERUSERS_OWN = {"check", "orafce"}


def installations() -> dict[int, Installation]:
    """The versions that we test on and that are installed here; the embedded 18 before the system's."""
    found: dict[int, Installation] = {}
    for installation in find_servers():
        if installation.version in VERSIONS:
            found.setdefault(installation.version, installation)
    return found


@dataclass
class TestServer:
    """A running server. `met`: which needs it meets; `admin`: a superuser's connection string, '' if we have none."""

    __test__ = False

    name: str
    version: int
    about: str
    met: frozenset[str]
    own: Server | None
    given: str = ""
    _templates: dict[frozenset[str], str] = field(default_factory=dict)
    _made: list[str] = field(default_factory=list)
    _open: dict[frozenset[str], psycopg.Connection] = field(default_factory=dict)

    def has(self, *needs: str) -> bool:
        return set(needs) <= self.met

    def dsn(self, database: str, *, superuser: bool = False) -> str:
        """A connection string of the unprivileged test role (of the given role on a given server)."""
        if self.own is None:
            return make_conninfo(self.given, dbname=database, options="-c TimeZone=Asia/Shanghai")
        return self.own.dsn(database) if superuser else self.own.dsn(database, ROLE)

    def create(self, needs: frozenset[str] = frozenset(), template: str = "template1") -> str:
        """A new database, owned by the test role, with the extensions that `needs` stand for. Returns its name."""
        name = f"dbmigrate_test_{secrets.token_hex(5)}"
        with psycopg.connect(self._maintenance(), autocommit=True) as conn:
            database = sql.Identifier(name)
            conn.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(database, sql.Identifier(template)))
            if self.own:
                conn.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(database, sql.Identifier(ROLE)))
        self._made.append(name)
        if extensions := [EXTENSIONS[n] for n in sorted(needs.intersection(EXTENSIONS))]:
            self._install(name, extensions)
        return name

    def _install(self, database: str, extensions: list[str]) -> None:
        with psycopg.connect(self.dsn(database, superuser=True), autocommit=True) as conn:
            for extension in extensions:
                conn.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))

    def template(self, needs: frozenset[str] = frozenset()) -> str:
        """The database that others are copied from; nobody stays connected to it."""
        if needs not in self._templates:
            self._templates[needs] = self.create(needs)
        return self._templates[needs]

    def drop(self, database: str) -> None:
        with psycopg.connect(self._maintenance(), autocommit=True) as conn:
            conn.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))
        self._made.remove(database)

    def run(self, *scripts: str, needs: frozenset[str] = frozenset()) -> str:
        """Executes scripts in one transaction that is rolled back. Returns the rows of the last statement as lines.

        Raises the server's error (psycopg.Error), and AssertionError where a script ended the transaction itself.
        """
        needs = needs.intersection(EXTENSIONS)
        conn = self._connection(needs)
        conn.execute("BEGIN")
        try:
            answer = ""
            for script in filter(None, scripts):
                answer = _execute(conn, script)
                if conn.info.transaction_status is not TransactionStatus.INTRANS:
                    self._discard(needs)
                    raise AssertionError("the text ends its transaction: use the fixture `database`")
            return answer
        finally:
            if not conn.closed:
                conn.execute("ROLLBACK")

    def _connection(self, needs: frozenset[str]) -> psycopg.Connection:
        if needs not in self._open or self._open[needs].closed:
            database = self.create(needs, self.template(needs))
            self._open[needs] = psycopg.connect(self.dsn(database), autocommit=True)
        return self._open[needs]

    def _discard(self, needs: frozenset[str]) -> None:
        """Something was committed where nothing must be: the next test gets a fresh database."""
        conn = self._open.pop(needs)
        database = conn.info.dbname
        conn.close()
        self.drop(database)

    def _maintenance(self) -> str:
        return self.own.dsn() if self.own else self.given

    def close(self) -> None:
        for conn in self._open.values():
            conn.close()
        for database in list(self._made):
            self.drop(database)


@dataclass
class TestDatabase:
    """A fresh database for texts that commit."""

    __test__ = False

    name: str
    dsn: str
    server: TestServer

    def connect(self) -> psycopg.Connection:
        """An autocommit connection of the unprivileged role."""
        return psycopg.connect(self.dsn, autocommit=True)

    def run(self, *scripts: str) -> str:
        """Executes each statement by itself, autocommitted. Returns the rows of the last statement as lines."""
        answer = ""
        with self.connect() as conn:
            for script in scripts:
                for piece in split(io.StringIO(script, newline=""), {}):
                    assert isinstance(piece, Statement), "a test's text holds no meta-commands"
                    answer = _execute(conn, piece.text)
        return answer


def _execute(conn: psycopg.Connection, script: str) -> str:
    """Sends a script as it is (several statements, no parameters) and writes the last one's rows as the server does."""
    lines: list[str] = []
    cursor = conn.execute(script.encode())
    while True:
        result = cursor.pgresult
        if result is not None and result.status != ExecStatus.EMPTY_QUERY:
            lines = [
                " | ".join(_text(result.get_value(row, column)) for column in range(result.nfields))
                for row in range(result.ntuples)
            ]
        if not cursor.nextset():
            return "\n".join(lines)


def _text(value: bytes | None) -> str:
    return "NULL" if value is None else value.decode()


@contextmanager
def own_server(installation: Installation) -> Iterator[TestServer]:
    with Server(installation) as server:
        server.create_role(ROLE)
        with psycopg.connect(server.dsn(), autocommit=True) as conn:
            met = needs_met(conn)
        origin = "embedded" if installation.origin == "embedded" else str(installation.bindir)
        about = f"PostgreSQL {_version(server.dsn())} ({origin})"
        tested = TestServer(f"pg{installation.version}", installation.version, about, met, server)
        try:
            yield tested
        finally:
            tested.close()


@contextmanager
def given_server(dsn: str) -> Iterator[TestServer]:
    with psycopg.connect(dsn, autocommit=True) as conn:
        row = conn.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
        superuser = bool(row and row[0])
        met = needs_met(conn) - (set() if superuser else SUPERUSERS_OWN)
        version = conn.info.server_version // 10000
    about = f"PostgreSQL {_version(dsn)} (given{', AS SUPERUSER' if superuser else ''})"
    tested = TestServer(f"pg{version}", version, about, frozenset(met), None, dsn)
    try:
        yield tested
    finally:
        tested.close()


def given_version(dsn: str) -> int:
    with psycopg.connect(dsn) as conn:
        return conn.info.server_version // 10000


def _version(dsn: str) -> str:
    with psycopg.connect(dsn) as conn:
        row = conn.execute("SHOW server_version").fetchone()
        return str(row[0]) if row else "unknown"


def masked(dsn: str) -> str:
    """A connection string for the eye: without its password."""
    return make_conninfo("", **{k: v for k, v in conninfo_to_dict(dsn).items() if k != "password" and v is not None})


def skip_without(server: TestServer, needs: frozenset[str]) -> None:
    if lacking := sorted(needs - server.met):
        pytest.skip(f"PostgreSQL {server.version}: without {', '.join(lacking)}")
