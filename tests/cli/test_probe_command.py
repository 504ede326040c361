"""`dbmigrate probe` on the command line."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from commands import Commands
from servers import TestServer


@pytest.mark.server
def test_a_server_becomes_a_target(dbmigrate: Commands, server: TestServer) -> None:
    answer = dbmigrate("probe", "--dsn", server.dsn(server.create()), "-o", "his.toml")
    assert (answer.code, answer.err) == (0, "")
    assert f"postgres {server.version}" in answer.out and "standard_conforming_strings" in answer.out
    assert "use it with --to ./his.toml" in answer.out
    Path("ward.sql").write_text("CREATE TABLE ward (ward_no NUMBER(5));\n")
    scanned = dbmigrate("scan", "ward.sql", "--from", "oracle", "--to", "./his.toml")
    assert scanned.code == 0 and f"target: postgres@{server.version}" in scanned.out


@pytest.mark.server
def test_without_an_output_nothing_is_written(dbmigrate: Commands, server: TestServer) -> None:
    answer = dbmigrate("probe", "--dsn", server.dsn(server.create()), "--lang", "zh")
    assert answer.code == 0 and "未写文件" in answer.out and "设置" in answer.out
    assert list(Path().iterdir()) == []


def test_a_pack_file_ends_in_toml(dbmigrate: Commands) -> None:
    complaint = dbmigrate("probe", "--dsn", "postgresql://ward@127.0.0.1:1/his", "-o", "his.txt").complaint
    assert complaint == "his.txt: a pack file ends in .toml"


def test_a_missing_driver_is_told_in_both_languages(dbmigrate: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "py_opengauss", None)
    arguments = ("probe", "--dsn", "opengauss://ward@127.0.0.1/his")
    assert dbmigrate(*arguments).complaint == "py_opengauss is not installed: pip install 'dbmigrate[opengauss]'"
    assert dbmigrate(*arguments, "--lang", "zh").complaint.startswith("未安装 py_opengauss")


def test_a_target_that_is_another_product_is_not_proved_on_postgresql(
    dbmigrate: Commands, request: pytest.FixtureRequest
) -> None:
    from servers import installations

    if not installations():
        pytest.skip("PostgreSQL: not installed")
    server = request.getfixturevalue("start")(max(installations()))
    Path("ward.sql").write_text("CREATE TABLE ward (ward_no integer);\n")
    answer = dbmigrate("verify", "ward.sql", "--to", "opengauss", "--dsn", server.dsn("postgres"))
    assert answer.complaint.startswith("target opengauss, but the server is PostgreSQL")
