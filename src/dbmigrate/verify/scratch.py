"""The scratch database: created for one verification, loaded as an unprivileged role, dropped at the end."""

from __future__ import annotations

import secrets
from contextlib import ExitStack
from types import TracebackType
from typing import Any, Final

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from dbmigrate.model import UsageError
from dbmigrate.verify.connections import SCHEME, parameters, refusal
from dbmigrate.verify.identity import Identity, identify
from dbmigrate.verify.servers import Server, find_servers

ROLE: Final = "dbmigrate_loader"
CHECK_SCHEMA: Final = "dbmigrate_check"
TIME_ZONE: Final = "Asia/Shanghai"

# Anything a person made: not of the system, not of an extension.
_USER_OBJECTS: Final = """
WITH own AS (
    SELECT oid FROM pg_namespace
    WHERE nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND nspname NOT LIKE 'pg\\_%temp\\_%'
), objects AS (
    SELECT 'pg_class'::regclass AS class, oid FROM pg_class WHERE relnamespace IN (SELECT oid FROM own)
    UNION ALL SELECT 'pg_proc'::regclass, oid FROM pg_proc WHERE pronamespace IN (SELECT oid FROM own)
    UNION ALL SELECT 'pg_type'::regclass, oid FROM pg_type WHERE typnamespace IN (SELECT oid FROM own)
)
SELECT count(*) FROM objects o
WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = o.class AND d.objid = o.oid AND d.deptype = 'e')
"""


class Scratch:
    """Gives `conn`, an autocommit connection to an empty database; what was created is dropped on the way out.

    Without `dsn` a server of our own is started. With it the role of the connection string is used: it needs CREATEDB,
    or `into` names an empty database of that server, which is loaded and left. `notes` holds what a reader must know.
    `target` is the product that the scripts are for; PostgreSQL is not taken for another one.
    Raises UsageError: no server found, no connection, no right to create a database, a database that is not empty.
    """

    def __init__(self, dsn: str | None = None, into: str | None = None, target: str = "postgres") -> None:
        if into and not dsn:
            raise UsageError("into names a database of a given server: it needs a dsn")
        self.dsn = dsn
        self.into = into
        self.target = target
        self.database = into or f"dbmigrate_verify_{secrets.token_hex(6)}"
        self.notes: list[str] = []
        self.about = ""
        self._stack = ExitStack()
        self._conn: psycopg.Connection[Any] | None = None

    @property
    def conn(self) -> psycopg.Connection[Any]:
        if self._conn is None:
            raise RuntimeError("the scratch database is not open")
        return self._conn

    def __enter__(self) -> Scratch:
        try:
            self._conn = self._given() if self.dsn else self._own()
        except BaseException:
            self._stack.close()
            raise
        self.about = _identity(self._conn).name
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._conn = None
        self._stack.close()

    def _own(self) -> psycopg.Connection[Any]:
        """A database on our own server, owned by a role that has no rights beyond it."""
        found = find_servers()
        if not found:
            raise UsageError("no PostgreSQL to load into: pip install dbmigrate[verify]")
        server = self._stack.enter_context(Server(found[0]))
        server.create_role(ROLE)
        with _connect(server.dsn()) as admin:
            admin.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(self.database), sql.Identifier(ROLE))
            )
        self._stack.callback(_drop, server.dsn(), self.database)
        with _connect(server.dsn(self.database)) as admin:
            _add_checker(admin)
        return self._stack.enter_context(_connect(server.dsn(self.database, ROLE)))

    def _given(self) -> psycopg.Connection[Any]:
        """A database on the customer's server."""
        assert self.dsn is not None
        with _connect(self.dsn) as conn:
            self._refuse_other(_identity(conn))
            role = conn.execute("SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user").fetchone()
            superuser, creates = role or (False, False)
            if superuser:
                self.notes.append("the role is a superuser: missing rights do not show")
            if not self.into:
                if not (superuser or creates):
                    raise UsageError("the role may not create databases: grant CREATEDB, or name an empty one (--into)")
                conn.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(self.database)))
                self._stack.callback(_drop, self.dsn, self.database)
        conn = self._stack.enter_context(_connect(make_conninfo(self.dsn, dbname=self.database)))
        if self.into:
            self._refuse_used(conn)
            self.notes.append(f"database {self.into} was loaded and is left as it is")
        elif superuser:
            _add_checker(conn)
        conn.execute(sql.SQL("SET TimeZone = {}").format(sql.Literal(TIME_ZONE)))
        return conn

    def _refuse_other(self, server: Identity) -> None:
        if server.kind == self.target:
            return
        if server.kind in ("", "postgres"):
            raise UsageError(f"target {self.target}, but the server is {server.name or 'unknown'}: it proves nothing")
        self.notes.append(f"the scripts are for {self.target}, the server is {server.name}")

    def _refuse_used(self, conn: psycopg.Connection[Any]) -> None:
        count = conn.execute(_USER_OBJECTS).fetchone()
        if count and count[0]:
            raise UsageError(f"database {self.into} is not empty: {count[0]} objects; name an empty one with --into")


def _connect(dsn: str) -> psycopg.Connection[Any]:
    scheme = SCHEME.match(dsn)
    if scheme and scheme[1].lower() not in ("postgresql", "postgres"):
        raise UsageError(f"verify loads through psycopg: write postgresql:// instead of {scheme[1]}://")
    given = parameters(dsn)
    try:
        return psycopg.connect(dsn, autocommit=True)
    except psycopg.Error as error:
        raise refusal(given, str(error), "psycopg") from None


def _identity(conn: psycopg.Connection[Any]) -> Identity:
    row = conn.execute("SELECT version()").fetchone()
    return identify(str(row[0]) if row else "")


def _add_checker(admin: psycopg.Connection[Any]) -> None:
    """plpgsql_check in a schema of its own, where the server has it: its functions must not mix with the estate's."""
    if admin.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'plpgsql_check'").fetchone():
        schema = sql.Identifier(CHECK_SCHEMA)
        admin.execute(sql.SQL("CREATE SCHEMA {}").format(schema))
        admin.execute(sql.SQL("CREATE EXTENSION plpgsql_check SCHEMA {}").format(schema))
        admin.execute(sql.SQL("GRANT USAGE ON SCHEMA {} TO PUBLIC").format(schema))


def _drop(dsn: str, database: str) -> None:
    """Drops a database of ours. Others may still be in it (a server process that has not noticed that we are gone)."""
    with _connect(dsn) as conn:
        conn.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (database,))
        conn.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(database)))
