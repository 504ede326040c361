"""Fixtures with a PostgreSQL server: `server`, `run` (rolled back), `database` (a fresh one, for texts that commit).

Each such test runs once per version, on 15 and on 18. `--server 15|18` picks one; DBMIGRATE_TEST_DSN takes a server
that is already there instead; DBMIGRATE_REQUIRE_15=1 makes it an error that 15 is not installed.
"""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from choice import Choice, absent, choose
from servers import TestDatabase, TestServer, given_server, given_version, masked, own_server, skip_without

CHOICE = pytest.StashKey[Choice]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--server", choices=["15", "18", "both"], default="both", help="PostgreSQL versions to test on")
    parser.addoption("--update", action="store_true", help="rewrite what the cases expect; read the diff")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "needs(name, ...): what the server must have: icu xml crypto check orafce pg15")
    config.stash[CHOICE] = choose(config.getoption("server"))


def pytest_report_header(config: pytest.Config) -> list[str]:
    choice = config.stash[CHOICE]
    if choice.given:
        return [f"server: PostgreSQL {given_version(choice.given)} at {masked(choice.given)}"]
    programs = [(i.program("postgres"), i.origin) for i in choice.installed.values()]
    lines = [f"server: {subprocess.check_output([p, '--version'], text=True).strip()} ({o})" for p, o in programs]
    return lines + [f"server: {absent(v)}" for v in choice.missing]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "server" in metafunc.fixturenames:
        metafunc.parametrize("server", metafunc.config.stash[CHOICE].params, indirect=True, scope="session")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tests that did not run for want of a server or a browser are counted aloud."""
    reasons = (str(r.longrepr[2]).removeprefix("Skipped: ") for r in terminalreporter.stats.get("skipped", []))
    for reason, count in sorted(Counter(r for r in reasons if r.startswith(("PostgreSQL ", "no Chromium"))).items()):
        terminalreporter.write_line(f"{reason}, {count} tests skipped", yellow=True)


@pytest.fixture(autouse=True, scope="session")
def cache_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Reports that commands keep go to a folder of the run, not to the user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DBMIGRATE_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def start(request: pytest.FixtureRequest) -> Iterator[Callable[[int], TestServer]]:
    """Starts each server once, when a test first asks for it."""
    choice = request.config.stash[CHOICE]
    with ExitStack() as stack:
        running: dict[int, TestServer] = {}

        def started(version: int) -> TestServer:
            if version not in running:
                opened = given_server(choice.given) if choice.given else own_server(choice.installed[version])
                running[version] = stack.enter_context(opened)
            return running[version]

        yield started


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest, start: Callable[[int], TestServer]) -> TestServer:
    """A running server, once per version. `server.has("icu")` says what it has."""
    return start(request.param)


@pytest.fixture
def needs(request: pytest.FixtureRequest, server: TestServer) -> frozenset[str]:
    """What the test's marker `needs` asks for; the test is skipped on a server that lacks it."""
    asked = frozenset(name for mark in request.node.iter_markers("needs") for name in mark.args)
    skip_without(server, asked)
    return asked


@pytest.fixture
def run(server: TestServer, needs: frozenset[str]) -> Callable[..., str]:
    """`run(*scripts, needs=())` executes the scripts as an unprivileged role in a transaction that is rolled back.

    Answers the rows of the last statement as lines `a | b`, values as the server prints them, `NULL` for null.
    """

    def rows(*scripts: str, needs: tuple[str, ...] | frozenset[str] = needs) -> str:
        skip_without(server, frozenset(needs))
        return server.run(*scripts, needs=frozenset(needs))

    return rows


@pytest.fixture
def database(server: TestServer, needs: frozenset[str]) -> Iterator[TestDatabase]:
    """A fresh database, dropped after the test. `database.run(*scripts)` executes statement by statement."""
    name = server.create(needs)
    try:
        yield TestDatabase(name, server.dsn(name), server)
    finally:
        server.drop(name)
