"""Odd bytes where every command prints or writes them: in names, in messages, in paths, in patches."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from commands import Commands

FILES = {
    b"code.sql": b"create table t (\xff\x80 varchar(10), \x1a b int);\ncreate procedure p\xff as begin null; end;\n/\n",
    b"wide.sql": b"\xff\xfe" + "create table x".encode("utf-16-le") + b"\0\xd8" + b" \0(\0a\0 \0i\0n\0t\0)\0" + b"\0",
    b"n\xff.sql": b"comment on table t is '\xff\x80';\nexec sp_addextendedproperty @name=N'MS\xff';\n@@\xff\x80.sql\n",
    b"nul.sql": b'create table "a\0b" (x int);\nprompt \xff\nprompt \0 x\nset \xff on\nGO\n:r \xff.sql\n' + b"-" * 99,
    b"map.xml": b"<mapper namespace='\xff'><select id='\x80'>SELECT NVL('\xff') FROM\x1a ${\xff}</select></mapper>",
}
CALLS = {
    "scan": ["scan", "estate"],
    "scan json": ["scan", "estate", "-f", "json"],
    "scan into a file": ["scan", "estate", "-f", "json=report.json", "--lang", "zh"],
    "scan for CI": ["scan", "estate", *(f"--format={n}=ci.{n}" for n in ("sarif", "junit", "github", "gitlab", "md"))],
    "baseline": ["baseline", "estate", "-o", "base.json"],
    "convert": ["convert", "estate", "-o", "out", "--lang", "zh"],
    "convert, encoding kept": ["convert", "estate", "-o", "out", "--keep-encoding", "--on-issue", "keep"],
    "diff": ["diff", "estate", "-o", "estate.patch"],
    "diff as a page": ["diff", "estate", "-f", "html=diff.html", "-f", "md=diff.md"],
}


@pytest.fixture
def odd_estate(estate: Path) -> Path:
    for name, data in FILES.items():
        if name.isascii() or sys.platform == "linux":
            (estate / os.fsdecode(name)).write_bytes(data)
    return estate


@pytest.mark.parametrize("source", ["oracle", "sqlserver"])
@pytest.mark.parametrize("name", CALLS)
def test_no_command_fails(name: str, source: str, odd_estate: Path, dbmigrate: Commands) -> None:
    answer = dbmigrate(*CALLS[name], "--from", source)
    assert answer.code == (1 if name.startswith("scan") else 0), answer
    assert answer.err == ""
    if "json" in CALLS[name]:
        assert {i["code"] for i in json.loads(answer.out)["issues"]} >= {"FI003", "FI012", "FI013"}
    for path in Path().rglob("*.json"):
        json.loads(path.read_text("utf-8"))


@pytest.mark.server
@pytest.mark.parametrize("source", ["oracle", "sqlserver"])
def test_the_server_is_asked(source: str, odd_estate: Path, dbmigrate: Commands) -> None:
    answer = dbmigrate("verify", odd_estate, "--from", source, "-f", "json")
    assert answer.code in (0, 1), answer
    assert json.loads(answer.out)["verify"]["statements"] > 0
