"""Connections to a customer's server: one small interface, and behind it the drivers of three products.

The scheme of the connection string chooses: `postgresql://` or `key=value` psycopg, `kingbase://` ksycopg2,
`opengauss://` py-opengauss. The last two are optional and imported when they are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, Final, Protocol

import psycopg
from psycopg.conninfo import conninfo_to_dict

from dbmigrate.model import UsageError
from dbmigrate.verify.logins import LoginRefused, foreign_login

Row = tuple[str | None, ...]
READ_ONLY: Final = "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"
SCHEME: Final = re.compile(r"(\w+)://")
EXTRAS: Final = {"ksycopg2": "kingbase", "py_opengauss": "opengauss"}
TELLING: Final = re.compile(r"[\w.]+(Error|Exception): |.*(failed: |FATAL|could not |expired|timed out)")
PATIENCE: Final = 15  # seconds until a host that does not answer is given up, unless the string says otherwise


class Refused(Exception):
    """The server, or the way to it, refused a statement. `sqlstate` is '' where the driver does not tell it."""

    def __init__(self, sqlstate: str, message: str) -> None:
        super().__init__(message)
        self.sqlstate = sqlstate


class Session(Protocol):
    """A session in which each statement is a transaction of its own."""

    def rows(self, query: str) -> Sequence[Row]:
        """The rows of a query, each value as the server prints it. Raises Refused."""

    def close(self) -> None:
        """Ends the session."""


class Psycopg:
    """PostgreSQL, and KingbaseES and openGauss where they take its logins."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def rows(self, query: str) -> Sequence[Row]:
        try:
            result = self._connection.execute(query.encode()).pgresult
        except psycopg.Error as error:
            raise Refused(error.sqlstate or "", first_line(str(error))) from None
        if result is None:
            return []
        columns = range(result.nfields)
        return [tuple(decoded(result.get_value(row, column)) for column in columns) for row in range(result.ntuples)]

    def close(self) -> None:
        self._connection.close()


class Kingbase:
    """KingbaseES by its vendor's driver, a relative of psycopg2."""

    def __init__(self, driver: Any, connection: Any) -> None:
        self._driver, self._connection = driver, connection
        connection.autocommit = True

    def rows(self, query: str) -> Sequence[Row]:
        with self._connection.cursor() as cursor:
            try:
                cursor.execute(query)
                found = cursor.fetchall() if cursor.description else []
            except self._driver.Error as error:
                state = getattr(error, "kbcode", None) or getattr(error, "pgcode", None) or ""
                raise Refused(state, first_line(str(error))) from None
        return [tuple(printed(value) for value in row) for row in found]

    def close(self) -> None:
        self._connection.close()


class OpenGauss:
    """openGauss by py-opengauss, which speaks its sha256 login."""

    def __init__(self, driver: Any, connection: Any) -> None:
        self._driver, self._connection = driver, connection

    def rows(self, query: str) -> Sequence[Row]:
        try:
            found = self._connection.query(query)
        except self._driver.exceptions.Exception as error:
            raise Refused(getattr(error, "code", "") or "", first_line(str(error))) from None
        return [tuple(printed(value) for value in row) for row in found] if isinstance(found, list) else []

    def close(self) -> None:
        self._connection.close()


def open_session(dsn: str, *, read_only: bool = False) -> Session:
    """A session on the server. LoginRefused where the driver lacks the login, UsageError for all else."""
    scheme = SCHEME.match(dsn)
    name = scheme[1].lower() if scheme else "postgresql"
    if name not in OPENERS:
        raise UsageError(f"connection string: unknown scheme {name!r}; known: {', '.join(OPENERS)}")
    given = parameters("postgresql://" + dsn[scheme.end() :] if scheme else dsn)
    session = OPENERS[name](given)
    if read_only:
        try:
            session.rows(READ_ONLY)
        except Refused as error:
            session.close()
            raise UsageError(f"the session cannot be made read-only: {error}") from None
    return session


def parameters(dsn: str) -> dict[str, str]:
    try:
        given = {key: str(value) for key, value in conninfo_to_dict(dsn).items() if value is not None}
    except psycopg.ProgrammingError:  # its words may quote a password
        raise UsageError("cannot connect: the connection string is neither a URL nor key=value pairs") from None
    return {"connect_timeout": str(PATIENCE)} | given


def by_psycopg(given: Mapping[str, str]) -> Session:
    settings: dict[str, Any] = {"client_encoding": "UTF8", "application_name": "dbmigrate", **given}
    try:
        return Psycopg(psycopg.connect("", autocommit=True, **settings))
    except psycopg.Error as error:
        raise refusal(given, str(error), "psycopg") from None


def by_ksycopg2(given: Mapping[str, str]) -> Session:
    driver = optional("ksycopg2")
    try:
        return Kingbase(driver, driver.connect(**{"client_encoding": "UTF8", **given}))
    except driver.Error as error:
        raise refusal(given, str(error), "ksycopg2") from None


def by_py_opengauss(given: Mapping[str, str]) -> Session:
    driver = optional("py_opengauss")
    names = {"dbname": "database", "host": "host", "port": "port", "user": "user", "password": "password"}
    known: dict[str, Any] = {names[key]: value for key, value in given.items() if key in names}
    known |= {"port": int(given.get("port", "5432")), "connect_timeout": int(given["connect_timeout"])}
    if "sslmode" in given:
        known["sslmode"] = given["sslmode"]
    try:
        return OpenGauss(driver, import_module("py_opengauss.driver").connect(**known))
    except driver.exceptions.Exception as error:
        raise refusal(given, str(error), "py_opengauss") from None


OPENERS: Final = {
    "postgresql": by_psycopg,
    "postgres": by_psycopg,
    "kingbase": by_ksycopg2,
    "opengauss": by_py_opengauss,
}


def optional(name: str) -> Any:
    """A driver that comes with an extra."""
    try:
        return import_module(name)
    except ImportError as error:
        if error.name not in (name, None):
            raise UsageError(f"{name} cannot be imported: {first_line(str(error))}") from None
        raise LoginRefused("extra", driver=name, extra=EXTRAS[name]) from None


def refusal(given: Mapping[str, str], message: str, driver: str) -> UsageError:
    """Why there is no connection: a login that the driver does not speak, or what the driver says."""
    login = foreign_login(message, driver)
    if login is not None:
        return login
    return UsageError(f"cannot connect to {given.get('host', 'the default host')}: {last_reason(message)}")


def last_reason(message: str) -> str:
    """The line that tells most: libpq tries several addresses and names the last failure last."""
    lines = [line.strip() for line in message.strip().splitlines() if line.strip()]
    told = [line for line in lines if TELLING.match(line)]
    return (told or lines or ["no reason given"])[-1]


def first_line(message: str) -> str:
    return message.strip().partition("\n")[0].strip()


def decoded(value: bytes | None) -> str | None:
    return None if value is None else value.decode("utf-8", "backslashreplace")


def printed(value: object) -> str | None:
    """A value that a driver made of the server's text, as text again."""
    if value is None or isinstance(value, str):
        return value
    return ("f", "t")[value] if isinstance(value, bool) else str(value)


__all__ = ["Refused", "Row", "Session", "open_session"]
