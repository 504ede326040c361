"""Both READMEs say the same, and every command in them does what they say."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import Commands
from servers import TestServer, installations

from dbmigrate.cli import Exit
from dbmigrate.cli.app import app
from dbmigrate.model import Fix, Severity, Verdict

ROOT = Path(__file__).parent.parent
TEXTS = {name: (ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh.md")}
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
STATED = re.compile(r"#\s*(?:exit code|退出码)\s+(\d)")
CODE = re.compile(r"`?\b(?:TY|FN|OP|QY|DM|DD|ID|PL|PK|SE|FI|XX)\d{3}\b")


def fences(text: str, language: str) -> list[str]:
    return [body for tag, body in FENCE.findall(text) if tag == language]


def commands(text: str) -> list[tuple[tuple[str, ...], int]]:
    """Each `dbmigrate ...` line with the exit code that its comment states, 0 without one."""
    found = []
    for line in "".join(fences(text, "sh")).splitlines():
        if line.startswith("dbmigrate "):
            stated = STATED.search(line)
            found.append((tuple(shlex.split(line, comments=True)[1:]), int(stated[1]) if stated else 0))
    return found


COMMANDS = commands(TEXTS["README.md"])


@pytest.fixture
def dbmigrate(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Commands:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    (tmp_path / "fixtures").symlink_to(ROOT / "fixtures", target_is_directory=True)
    return Commands(capsys, monkeypatch)


def test_both_hold_the_same_commands() -> None:
    assert commands(TEXTS["README.zh.md"]) == COMMANDS
    assert fences(TEXTS["README.md"], "python") == fences(TEXTS["README.zh.md"], "python")


def test_both_have_the_same_outline() -> None:
    """As many headings of each level, tables and code blocks, in the same order."""
    outlines = []
    for text in TEXTS.values():
        marks = re.findall(r"^(#+) |^(\|)(?=---)|^(```)", text, re.M)
        outlines.append(["".join(mark) for mark in marks])
    assert outlines[0] == outlines[1]


def test_every_command_has_an_example() -> None:
    known = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    assert {arguments[0] for arguments, _ in COMMANDS} == known | {"--version"}


@pytest.mark.parametrize("arguments, code", COMMANDS, ids=[" ".join(arguments) for arguments, _ in COMMANDS])
def test_command(
    dbmigrate: Commands, arguments: tuple[str, ...], code: int, start: Callable[[int], TestServer]
) -> None:
    if arguments[0] in ("verify", "probe") and not installations():
        pytest.skip("PostgreSQL: not installed")
    if arguments[0] == "probe":  # a server of ours in place of the hospital's
        server = start(max(installations()))
        arguments = tuple(server.dsn("postgres") if "://" in a else a for a in arguments)
    if "--baseline" in arguments:  # the line before made it
        dbmigrate(*next(a for a, _ in COMMANDS if a[0] == "baseline"))
    answer = dbmigrate(*arguments)
    assert answer.code == code, answer
    assert all(Path(name).exists() for name in written(arguments))


def written(arguments: tuple[str, ...]) -> list[str]:
    pairs = list(zip(arguments, arguments[1:], strict=False))
    named = [value for option, value in pairs if option == "-o"]
    return named + [value.partition("=")[2] for option, value in pairs if option == "--format" and "=" in value]


def test_the_library(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (program,) = fences(TEXTS["README.md"], "python")
    exec(compile(program, "README.md", "exec"), {})
    assert capsys.readouterr().out == "CREATE TABLE visit (id bytea) ['TY001']\n"


@pytest.mark.parametrize("name", TEXTS)
def test_tables_are_complete(name: str) -> None:
    text = TEXTS[name]
    for verdict in Verdict:
        assert re.search(rf"^\| {verdict.value}\b", text, re.M), verdict
    for code in Exit:
        assert re.search(rf"^\| {int(code)} \|", text, re.M), code
    for word in (*Severity, *Fix):
        assert f"`{word.value}`" in text, word


@pytest.mark.parametrize("name", TEXTS)
def test_links_and_make_targets_exist(name: str) -> None:
    text = TEXTS[name]
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"^make ([\w-]+)", "\n".join(fences(text, "sh")), re.M):
        assert re.search(rf"^{target}:", makefile, re.M), target
    for path in [*re.findall(r"\]\(([\w./-]+)\)", text), "CONTRIBUTING.md", "docs/decisions.md", "fixtures/README.md"]:
        assert path in text and (ROOT / path).is_file(), path


@pytest.mark.parametrize("name", TEXTS)
def test_codes_that_are_named_exist(name: str) -> None:
    from dbmigrate.engine.contract import load_rules

    named = {found.strip("`") for found in CODE.findall(TEXTS[name])}
    assert named and named <= set(load_rules())
