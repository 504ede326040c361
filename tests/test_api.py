"""The library: scan, convert and convert_sql as a caller sees them."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest

import dbmigrate

TABLE = "CREATE TABLE visit (id NUMBER(9) PRIMARY KEY, at DATE DEFAULT SYSDATE);\n"


def test_scan_and_convert(tmp_path: Path) -> None:
    script = tmp_path / "a.sql"
    script.write_text(TABLE, "utf-8")
    report = dbmigrate.scan(script, source="oracle")
    assert [(u.unit.kind, u.unit.name, u.verdict.value) for u in report.units] == [("table", "visit", "converted")]
    made = dbmigrate.convert(str(script), out=tmp_path / "out", target="postgres@15", lang="zh")
    assert made.verdicts() == report.verdicts()
    assert "timestamp(0)" in (tmp_path / "out" / "a.sql").read_text("utf-8")


def test_convert_sql() -> None:
    made = dbmigrate.convert_sql(TABLE, source="oracle")
    assert made.text.startswith("CREATE TABLE visit (id integer PRIMARY KEY, at timestamp(0) DEFAULT ")
    assert {e.code for e in made.edits} >= {"TY004", "TY010", "FN104"}


def test_wrong_calls(tmp_path: Path) -> None:
    with pytest.raises(dbmigrate.UsageError, match="no such file"):
        dbmigrate.scan(tmp_path / "nothing")
    with pytest.raises(TypeError, match="unknown option exlude"):
        dbmigrate.scan(tmp_path, exlude="x")
    with pytest.raises(dbmigrate.UsageError, match="bit: 'no'"):
        dbmigrate.scan(tmp_path, bit="no")
    with pytest.raises(AttributeError, match="nothing"):
        _ = dbmigrate.nothing


@pytest.mark.parametrize("enabled", [True, False])
def test_the_collector_is_as_it_was(enabled: bool) -> None:
    was = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        dbmigrate.convert_sql(TABLE, source="oracle")
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if was else gc.disable)()


def test_importing_it_loads_no_parser() -> None:
    code = "import sys, dbmigrate; print(sorted({'sqlglot', 'psycopg', 'typer'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
