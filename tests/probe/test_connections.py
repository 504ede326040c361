"""Which driver a connection string chooses, and what is said where it lacks the login that the server asks for."""

from __future__ import annotations

import socket
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from dbmigrate.model import UsageError
from dbmigrate.verify.connections import Refused, last_reason, open_session
from dbmigrate.verify.logins import TEXTS, LoginRefused

SALT = b"a" * 64 + b"b" * 8 + struct.pack("!I", 10000)
ENCRYPTION_REQUESTS = (80877103, 80877104)
# Requests as openGauss (src/include/libpq/pqcomm.h) and KingbaseES (scram-sm3) send them.
FOREIGN = [(10, struct.pack("!I", 2) + SALT), (10, b"SCRAM-SM3\0\0"), (11, b"x" * 12), (12, b""), (13, b"x" * 70)]


def answer(client: socket.socket, request: bytes) -> None:
    """Declines encryption, then asks for the login."""
    while len(head := client.recv(4)) == 4:
        (code,) = struct.unpack("!I", client.recv(struct.unpack("!I", head)[0] - 4)[:4])
        if code not in ENCRYPTION_REQUESTS:
            client.sendall(request)
            client.recv(1000)
            return
        client.sendall(b"N")


@pytest.fixture
def asking() -> Iterator[Callable[[int, bytes], int]]:
    """Starts a server that asks for one login and nothing else; answers its port."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()

        def started(code: int, body: bytes) -> int:
            request = b"R" + struct.pack("!II", 8 + len(body), code) + body

            def serve() -> None:
                client, _ = server.accept()
                with client:
                    answer(client, request)

            threading.Thread(target=serve, daemon=True).start()
            return int(server.getsockname()[1])

        yield started


@pytest.mark.parametrize(("code", "body"), FOREIGN, ids=["sha256", "sm3 as SASL", "md5 of sha256", "rfc5802", "sm3"])
def test_a_login_that_psycopg_lacks_is_named(asking: Callable[[int, bytes], int], code: int, body: bytes) -> None:
    port = asking(code, body)
    with pytest.raises(LoginRefused, match="a login that psycopg does not speak") as refused:
        open_session(f"postgresql://ward:secret@127.0.0.1:{port}/his?sslmode=disable&gssencmode=disable")
    assert "opengauss://" in str(refused.value) and "password_encryption_type" in str(refused.value)
    assert "服务器要求" in refused.value.told("zh") and refused.value.told("en") == str(refused.value)
    assert "secret" not in str(refused.value)


def test_verify_says_the_same(asking: Callable[[int, bytes], int]) -> None:
    from dbmigrate.verify.scratch import Scratch

    port = asking(13, b"x" * 70)
    dsn = f"host=127.0.0.1 port={port} user=ward password=secret dbname=his sslmode=disable gssencmode=disable"
    with pytest.raises(LoginRefused), Scratch(dsn, target="opengauss"):
        pass


def test_verify_loads_through_psycopg() -> None:
    from dbmigrate.verify.scratch import Scratch

    with pytest.raises(UsageError, match="verify loads through psycopg"), Scratch("kingbase://ward@host/his"):
        pass


@pytest.mark.parametrize(("name", "scheme"), [("ksycopg2", "kingbase"), ("py_opengauss", "opengauss")])
def test_a_driver_that_is_not_installed(monkeypatch: pytest.MonkeyPatch, name: str, scheme: str) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(LoginRefused, match=rf"{name} is not installed: pip install 'dbmigrate\[{scheme}\]'"):
        open_session(f"{scheme}://ward@127.0.0.1/his")


@pytest.mark.parametrize(
    ("dsn", "message"),
    [
        ("oracle://ward@host/his", "unknown scheme 'oracle'; known: postgresql, postgres, kingbase, opengauss"),
        ("secret no dsn", "neither a URL nor key=value pairs"),
        ("host=127.0.0.1 port=1 password=secret", "cannot connect to 127.0.0.1: .*refused"),
    ],
)
def test_wrong_strings_are_one_line_without_the_password(dsn: str, message: str) -> None:
    with pytest.raises(UsageError, match=message) as refused:
        open_session(dsn)
    assert "secret" not in str(refused.value) and "\n" not in str(refused.value)


class Failed(Exception):
    """The error of an invented driver."""

    kbcode = "42601"
    code = "42601"


def test_ksycopg2_is_used_as_its_relative_psycopg2_is(monkeypatch: pytest.MonkeyPatch) -> None:
    module: Any = ModuleType("ksycopg2")
    module.Error, told = Failed, []

    class Cursor:
        description = ("a",)

        def __enter__(self) -> Cursor:
            return self

        def __exit__(self, *_: object) -> None:
            told.append("closed")

        def execute(self, query: str) -> None:
            if "wrong" in query:
                raise Failed("syntax error\nLINE 1")

        def fetchall(self) -> list[tuple[object, ...]]:
            return [(1, None, True, "x")]

    connection = SimpleNamespace(autocommit=False, cursor=Cursor, close=lambda: told.append("end"))
    module.connect = lambda **given: told.append(given) or connection
    monkeypatch.setitem(sys.modules, "ksycopg2", module)
    session = open_session("kingbase://ward:secret@host:54321/his", read_only=True)
    assert connection.autocommit is True
    assert told[0]["host"] == "host" and told[0]["port"] == "54321" and told[0]["dbname"] == "his"
    assert session.rows("SELECT 1") == [("1", None, "t", "x")]
    with pytest.raises(Refused, match="^syntax error$") as refused:
        session.rows("wrong")
    assert refused.value.sqlstate == "42601"
    session.close()
    assert told[-1] == "end"


def test_py_opengauss_is_used_by_its_own_interface(monkeypatch: pytest.MonkeyPatch) -> None:
    module: Any = ModuleType("py_opengauss")
    module.exceptions = SimpleNamespace(Exception=Failed)
    driver: Any = ModuleType("py_opengauss.driver")
    told: list[Any] = []

    def query(text: str) -> list[tuple[object, ...]]:
        if "wrong" in text:
            raise Failed("syntax error")
        return [(2, "x")]

    connection = SimpleNamespace(query=query, close=lambda: told.append("end"))
    driver.connect = lambda **given: told.append(given) or connection
    monkeypatch.setitem(sys.modules, "py_opengauss", module)
    monkeypatch.setitem(sys.modules, "py_opengauss.driver", driver)
    session = open_session("opengauss://ward:secret@host:5433/his?sslmode=disable")
    assert told[0] == {
        "host": "host",
        "port": 5433,
        "user": "ward",
        "password": "secret",
        "database": "his",
        "connect_timeout": 15,
        "sslmode": "disable",
    }
    assert session.rows("SELECT 2, 'x'") == [("2", "x")]
    with pytest.raises(Refused) as refused:
        session.rows("wrong")
    assert refused.value.sqlstate == "42601"


def test_the_telling_line_of_a_long_message() -> None:
    """py-opengauss answers with a block of lines; the reason stands in one of them."""
    message = (
        "could not establish connection to server\n  CODE: 08001\nCONNECTION: [failed]\n  failures[0]:\n"
        "    NOSSL socket('127.0.0.1', 5432)\n    py_opengauss.exceptions.ProtocolError: expected message of types\n"
        "CONNECTOR: [IP4] pq://ward:***@127.0.0.1:5432/his\n  category: None"
    )
    assert last_reason(message) == "py_opengauss.exceptions.ProtocolError: expected message of types"


def test_both_languages_take_the_same_values() -> None:
    import re

    for english, chinese in TEXTS.values():
        assert re.findall(r"\{\w+\}", english) == re.findall(r"\{\w+\}", chinese)
        assert re.search("[\u4e00-\u9fff]", chinese)
