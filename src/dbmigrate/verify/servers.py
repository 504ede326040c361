"""A PostgreSQL server of our own for as long as a `with` block: private data folder, started and stopped as a child."""

from __future__ import annotations

import atexit
import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import weakref
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from dbmigrate.model import UsageError
from dbmigrate.verify import watch
from dbmigrate.verify.account import Account, reachable, server_account
from dbmigrate.verify.installations import Installation, find_servers

SUPERUSER: Final = "dbmigrate_admin"
START_SECONDS: Final = 60.0
STOP_SECONDS: Final = 30.0
SOCKET_PATH_BYTES: Final = 90  # the system's limit is 104 to 108; the file name takes its part of it

# Everything else keeps the server's default: what loads here loads on a server as it comes out of the box.
# The log stays quiet: it would repeat statements, and with them the data of patients.
SETTINGS: Final = {
    "TimeZone": "Asia/Shanghai",
    "fsync": "off",
    "log_min_messages": "fatal",
    "log_min_error_statement": "panic",
}

_running: weakref.WeakSet[Server] = weakref.WeakSet()


class Server:
    """A scratch server. Not started before `with`; gone, with its data, after it.

    `tcp`: listen on 127.0.0.1 with a random password instead of a private unix socket (the way of Windows).
    Raises UsageError, with the end of the server's log, where it does not start.
    """

    def __init__(self, installation: Installation, *, tcp: bool = os.name == "nt") -> None:
        self.installation = installation
        self.tcp = tcp
        self._password = secrets.token_hex(16)
        self._port = 5432
        self._account = Account()
        self._folder: Path | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._watch: subprocess.Popen[bytes] | None = None
        self._temporary: tempfile.TemporaryDirectory[str] | None = None

    @property
    def folder(self) -> Path:
        """Where the server keeps everything it has."""
        if self._folder is None:
            raise RuntimeError("the server is not running")
        return self._folder

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def dsn(self, database: str = "postgres", role: str = SUPERUSER) -> str:
        """A connection string that no PG* variable of the environment can change."""
        place = {"host": "127.0.0.1", "sslmode": "disable"} if self.tcp else {"host": str(self.folder)}
        return make_conninfo(
            "",
            **place,
            port=self._port,
            dbname=database,
            user=role,
            password=self._password,
            client_encoding="UTF8",
            options="-c client_min_messages=notice",
            application_name="dbmigrate",
            gssencmode="disable",
        )

    def create_role(self, name: str) -> None:
        """A login role without rights; over TCP it has the server's password."""
        with psycopg.connect(self.dsn(), autocommit=True) as conn:
            conn.execute(
                sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}").format(
                    sql.Identifier(name), sql.Literal(self._password)
                )
            )

    def __enter__(self) -> Server:
        try:
            self._start()
        except BaseException:  # also Ctrl-C: nothing may be left running
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _start(self) -> None:
        self._account = server_account()
        self._temporary = _private_folder(self._account)
        self._folder = Path(self._temporary.name)
        _running.add(self)
        self._account.own(self._folder)
        installation = reachable(self.installation, self._account, self._folder)
        self._initdb(installation)
        for _ in range(5):  # another program may take the port between our look and the server's start
            if self.tcp:
                self._port = _free_port()
            self._launch(installation)
            if self._ready():
                return
        raise UsageError(f"PostgreSQL {installation.version} found no free port: {self._log_end()}")

    def _initdb(self, installation: Installation) -> None:
        data = self.folder / "data"
        command = [installation.program("initdb"), "-D", data, "-U", SUPERUSER, "-E", "UTF8", "--no-sync"]
        if self.tcp:
            secret = self.folder / "password"
            secret.touch(mode=0o600)
            secret.write_text(self._password, "ascii")
            self._account.own(secret)
            command += ["-A", "scram-sha-256", "--pwfile", secret]
        else:
            command += ["-A", "trust"]
        for locale in _locales(installation.version):
            done = subprocess.run(
                [*map(str, command), *locale],
                capture_output=True,
                text=True,
                errors="replace",
                env=_environment(),
                cwd=self.folder,
                check=False,
                **self._spawn(),
            )
            if done.returncode == 0:
                return
        raise UsageError(f"initdb of PostgreSQL {installation.version} failed: {done.stderr.strip()[-2000:]}")

    def _launch(self, installation: Installation) -> None:
        settings = dict(SETTINGS, port=str(self._port), listen_addresses="127.0.0.1" if self.tcp else "")
        settings["unix_socket_directories"] = "" if self.tcp else str(self.folder)
        command = [str(installation.program("postgres")), "-D", str(self.folder / "data")]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with self._log_file() as log:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=_environment(),
                cwd=self.folder,
                **self._spawn(),
            )
        if os.name != "nt":
            self._watch = subprocess.Popen(
                [sys.executable, "-I", "-S", watch.__file__, str(self._process.pid), str(self.folder)],
                stdin=subprocess.PIPE,
                start_new_session=True,
            )

    def _ready(self) -> bool:
        """Waits for the first connection. False: the port was taken, try another."""
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(self.dsn(), connect_timeout=5).close()
                return True
            except psycopg.OperationalError as error:
                if self._process is None or self._process.poll() is not None:
                    self._stop_process()
                    if self.tcp and "Address already in use" in self._log_end():
                        return False
                    raise UsageError(
                        f"PostgreSQL {self.installation.version} did not start: {self._log_end()}"
                    ) from None
                if time.monotonic() > deadline:
                    raise UsageError(
                        f"PostgreSQL {self.installation.version} did not answer in {START_SECONDS:.0f} s: "
                        f"{error}; {self._log_end()}"
                    ) from None
                time.sleep(0.02)

    def stop(self) -> None:
        """Stops the server and removes its folder; harmless when called again."""
        try:
            self._stop_process()
        finally:
            if self._temporary is not None:
                self._temporary.cleanup()
            self._temporary = self._folder = None
            _running.discard(self)

    def _stop_process(self) -> None:
        process, self._process = self._process, None
        watcher, self._watch = self._watch, None
        try:
            if process is not None:
                _shut_down(process, self.installation, self.folder / "data")
        finally:
            if watcher is not None:
                with contextlib.suppress(BrokenPipeError):
                    watcher.communicate(b"\n", timeout=STOP_SECONDS)

    def _spawn(self) -> dict[str, Any]:
        return self._account.spawn()

    def _log_file(self) -> IO[bytes]:
        return open(self.folder / "log", "ab")

    def _log_end(self) -> str:
        return (self.folder / "log").read_text("utf-8", "replace").strip()[-2000:]


def _shut_down(process: subprocess.Popen[bytes], installation: Installation, data: Path) -> None:
    """A fast shutdown; killed where that takes too long."""
    if process.poll() is None:
        if os.name == "nt":
            stop = [str(installation.program("pg_ctl")), "stop", "-m", "fast", "-D", str(data)]
            subprocess.run(stop, capture_output=True, check=False)
        else:
            process.send_signal(signal.SIGINT)
    try:
        process.wait(STOP_SECONDS)
    except BaseException:  # too slow, or Ctrl-C pressed again
        process.kill()
        process.wait()
        raise


def _private_folder(account: Account) -> tempfile.TemporaryDirectory[str]:
    """A folder that the account can reach, with a path short enough for a socket."""
    for base in dict.fromkeys([tempfile.gettempdir(), "/tmp", "/var/tmp"]):
        path = Path(base)
        if not path.is_dir() or not all(account.reads(p) for p in (path, *path.parents)):
            continue
        if os.name == "nt" or len(os.fsencode(path)) + len("/dbmigrate-12345678") < SOCKET_PATH_BYTES:
            return tempfile.TemporaryDirectory(prefix="dbmigrate-", dir=base, ignore_cleanup_errors=True)
    raise UsageError("no temporary folder that the server's account can reach; set TMPDIR to one with a short path")


def _locales(version: int) -> list[list[str]]:
    """Locale options in order of preference. All sort by code point; with C alone, upper() knows only ASCII."""
    built_in = [["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]] if version >= 17 else []
    return [*built_in, ["--locale=C.UTF-8"], ["--locale=C"]]


def _environment() -> dict[str, str]:
    """Ours without what would steer the server or its messages."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_", "LANG", "LD_", "DYLD_"))}
    return {**kept, "LC_ALL": "C"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@atexit.register
def _stop_all() -> None:
    for server in list(_running):
        server.stop()


__all__ = ["SUPERUSER", "Installation", "Server", "find_servers"]
