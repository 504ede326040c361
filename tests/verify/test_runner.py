"""Our own servers and scratch databases: unprivileged, private, gone afterwards whatever happens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from servers import TestServer

from dbmigrate.model import UsageError
from dbmigrate.verify import scratch as scratch_module
from dbmigrate.verify import verify_scripts
from dbmigrate.verify.account import Account, reachable, server_account
from dbmigrate.verify.installations import Installation, find_servers
from dbmigrate.verify.scratch import Scratch
from dbmigrate.verify.servers import Server

pytestmark = pytest.mark.server
POSIX = pytest.mark.skipif(os.name == "nt", reason="unix sockets and signals")


def databases(server: TestServer) -> set[str]:
    with psycopg.connect(server.dsn("postgres")) as conn:
        return {name for (name,) in conn.execute("SELECT datname FROM pg_database")}


@pytest.fixture
def creator(server: TestServer) -> str:
    """A connection string of a role that may create databases and nothing else."""
    if server.own is None:
        pytest.skip("a given server comes with a given role")
    with psycopg.connect(server.own.dsn(), autocommit=True) as conn:
        if not conn.execute("SELECT 1 FROM pg_roles WHERE rolname = 'creator'").fetchone():
            conn.execute("CREATE ROLE creator LOGIN CREATEDB")
    return server.own.dsn("postgres", "creator")


@pytest.mark.parametrize("tcp", [False, True], ids=["socket", "tcp"])
def test_a_server_starts_answers_and_leaves_nothing(server: TestServer, tcp: bool) -> None:
    if server.own is None:
        pytest.skip("only our own servers are started here")
    with Server(server.own.installation, tcp=tcp) as own:
        folder, pid = own.folder, own.pid
        with psycopg.connect(own.dsn()) as conn:
            row = conn.execute("SELECT current_setting('TimeZone'), current_setting('max_locks_per_transaction')")
            assert row.fetchone() == ("Asia/Shanghai", "64")
        assert folder.stat().st_mode & 0o077 == 0
    assert not folder.exists()
    assert pid is not None and not running(pid)


def test_over_tcp_the_password_counts(server: TestServer) -> None:
    if server.own is None:
        pytest.skip("only our own servers are started here")
    with Server(server.own.installation, tcp=True) as own, pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(make_conninfo(own.dsn(), password="guess"))


def test_a_server_that_cannot_start_says_why(server: TestServer, monkeypatch: pytest.MonkeyPatch) -> None:
    if server.own is None:
        pytest.skip("only our own servers are started here")
    monkeypatch.setattr("dbmigrate.verify.servers.SETTINGS", {"max_connections": "many"})
    own = Server(server.own.installation)
    with pytest.raises(UsageError, match="did not start.*max_connections"):
        own.__enter__()
    with pytest.raises(RuntimeError, match="not running"):
        _ = own.folder


@POSIX
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_server_ends_with_its_owner(server: TestServer, how: signal.Signals, tmp_path: Path) -> None:
    """Ctrl-C unwinds the `with`; after the other two nobody is left to tidy up but the watch."""
    if server.own is None:
        pytest.skip("only our own servers are started here")
    program = tmp_path / "owner.py"
    program.write_text(
        "import signal, time\nfrom pathlib import Path\nfrom dbmigrate.verify.servers import Installation, Server\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it\n"
        f"with Server(Installation({server.version}, Path({str(server.own.installation.bindir)!r}), 'system')) as s:\n"
        "    print(s.pid, s.folder, flush=True)\n    time.sleep(120)\n"
    )
    with subprocess.Popen(
        [sys.executable, program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout is not None
        pid, folder = owner.stdout.readline().split(maxsplit=1)
        assert running(int(pid))
        owner.send_signal(how)
        _, complaint = owner.communicate(timeout=60)
    assert ("KeyboardInterrupt" in complaint) == (how == signal.SIGINT)
    deadline = time.monotonic() + 30
    while (running(int(pid)) or Path(folder.strip()).exists()) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not running(int(pid))
    assert not Path(folder.strip()).exists()


def running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@POSIX
def test_programs_that_the_account_cannot_reach_are_copied() -> None:
    with tempfile.TemporaryDirectory() as closed, tempfile.TemporaryDirectory() as spare:
        root = Path(closed) / "wheel" / "pginstall"
        (root / "bin").mkdir(parents=True)
        (root / "include").mkdir()
        (Path(closed) / "wheel.libs").mkdir()
        for name in ("bin/postgres", "bin/initdb", "include/x.h", "../../wheel.libs/libpq.so"):
            (root / name).write_text("x")
        stranger = Account(54321, 54321)
        assert not stranger.reads(root / "bin" / "postgres")
        original = Installation(18, root / "bin", "embedded")
        assert reachable(original, Account(), Path(spare)) is original
        copy = reachable(original, stranger, Path(spare))
        assert copy.bindir == Path(spare) / "programs" / "wheel" / "pginstall" / "bin"
        assert (copy.bindir / "postgres").stat().st_mode & 0o777 == 0o755
        assert (copy.bindir / "../../../wheel.libs/libpq.so").resolve().is_file()
        assert not (copy.root / "include").exists()
        assert Path(closed).stat().st_mode & 0o777 == 0o700


@POSIX
def test_a_copied_installation_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    embedded = [i for i in find_servers() if i.origin == "embedded"]
    if not embedded:
        pytest.skip("PostgreSQL 18: not installed")
    monkeypatch.setattr("dbmigrate.verify.account.Account.reads", lambda self, path: "pginstall" not in path.parts)
    with Server(embedded[0]) as own, psycopg.connect(own.dsn()) as conn:
        assert (own.folder / "programs").is_dir()
        assert conn.execute("SELECT 1").fetchone() == (1,)


@POSIX
def test_the_server_never_runs_as_root() -> None:
    account = server_account()
    assert account.other == (os.geteuid() == 0)
    assert account.user != 0


def test_our_scratch_role_has_no_rights() -> None:
    with Scratch() as scratch:
        row = scratch.conn.execute(
            "SELECT rolsuper, rolcreatedb, rolcreaterole, current_database() FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        assert row == (False, False, False, scratch.database)
        assert scratch.database.startswith("dbmigrate_verify_")
        scratch.conn.execute("CREATE SCHEMA his")  # it owns its database


def test_no_server_at_all_is_wrong_use_with_a_hint(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(scratch_module, "find_servers", list)
    (tmp_path / "10_pre.sql").write_text("SELECT 1")
    with pytest.raises(UsageError, match=r"pip install dbmigrate\[verify\]"):
        verify_scripts(tmp_path)


def test_the_database_goes_even_after_an_exception(server: TestServer, creator: str) -> None:
    before = databases(server)
    with pytest.raises(ZeroDivisionError), Scratch(creator) as scratch:
        assert scratch.database in databases(server)
        raise ZeroDivisionError
    assert databases(server) == before


def test_a_used_database_is_refused_and_an_empty_one_is_left(server: TestServer, creator: str) -> None:
    with psycopg.connect(creator, autocommit=True) as conn:
        conn.execute("DROP DATABASE IF EXISTS hospital_copy")
        conn.execute("CREATE DATABASE hospital_copy")
    with Scratch(creator, into="hospital_copy") as scratch:
        scratch.conn.execute("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'")
        assert any("left as it is" in note for note in scratch.notes)
    assert "hospital_copy" in databases(server)
    with pytest.raises(UsageError, match="not empty: 1 objects"), Scratch(creator, into="hospital_copy"):
        pass
    with psycopg.connect(creator, autocommit=True) as conn:
        conn.execute("DROP DATABASE hospital_copy")


def test_rights_and_connections_that_do_not_do(server: TestServer) -> None:
    if server.own is None:
        pytest.skip("a given server comes with a given role")
    with pytest.raises(UsageError, match="CREATEDB"), Scratch(server.dsn("postgres")):
        pass
    with pytest.raises(UsageError, match="cannot connect") as caught, Scratch("host=127.0.0.1 port=1 password=secret"):
        pass
    assert "secret" not in str(caught.value)
    with pytest.raises(UsageError, match="cannot connect"), Scratch("no dsn at all"):
        pass
    with pytest.raises(UsageError, match="needs a dsn"):
        Scratch(None, "hospital_copy")


def test_a_superuser_is_noted(server: TestServer) -> None:
    if server.own is None:
        pytest.skip("a given server comes with a given role")
    with Scratch(server.own.dsn()) as scratch:
        assert any("superuser" in note for note in scratch.notes)
        assert scratch.conn.execute("SHOW timezone").fetchone() == ("Asia/Shanghai",)
