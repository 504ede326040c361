"""Load scripts for psql, gsql and ksql: only commands that all three know, and what ksql must be told besides."""

from __future__ import annotations

import re

import pytest
from commands import ESTATES, FIXTURES

from dbmigrate.config import Settings
from dbmigrate.output import convert

# Those of psql 9.2, on which gsql and ksql stand; `\\if`, `\\gexec`, `\\gset` came later.
KNOWN = {"i", "ir", "set", "echo"}
TARGETS = ("postgres", "opengauss", "kingbase")
META = re.compile(r"^\\(\S+)(.*)$")
TERMINATOR = re.compile(r"\\set SQLTERM ([/;])")


@pytest.fixture(scope="module")
def scripts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Script -> its lines, of which those that lie in a literal or a body do not begin with a backslash here."""
    estate, target = request.param
    source = "sqlserver" if estate.endswith("sqlserver") else "oracle"
    folder = tmp_path_factory.mktemp("out")
    convert(Settings(paths=(FIXTURES / estate,), source=source, target=target).checked(), folder)
    return {p.name: p.read_text("utf-8").splitlines() for p in (folder / "_dbmigrate" / "load").glob("*.sql")}


EACH = pytest.mark.parametrize(
    "scripts", [(e, t) for e in ESTATES for t in TARGETS], indirect=True, ids="-".join, scope="module"
)


@EACH
def test_only_commands_that_every_client_knows(scripts: dict[str, list[str]]) -> None:
    used = {m[1] for found in scripts.values() for line in found if (m := META.match(line))}
    assert used <= KNOWN


@EACH
def test_no_transaction_and_no_stop_at_the_first_error(scripts: dict[str, list[str]]) -> None:
    text = "\n".join(line for line in scripts["load.sql"])
    assert "ON_ERROR_STOP" not in text and not re.search(r"^\s*(BEGIN|COMMIT)\s*;", text, re.M)
    assert re.findall(r"^\\ir (\S+)$", text, re.M) == ["00_runtime.sql", "10_pre.sql", "20_data.sql", "30_post.sql"]


@EACH
def test_a_lone_slash_stands_where_ksql_looks_for_it(
    scripts: dict[str, list[str]], request: pytest.FixtureRequest
) -> None:
    """For KingbaseES `\\set SQLTERM /` goes before code that a slash ends, and `;` comes back behind it."""
    target = request.node.callspec.params["scripts"][1]
    for name, found in scripts.items():
        term = ";"
        for number, line in enumerate(found, 1):
            if match := TERMINATOR.fullmatch(line):
                assert match[1] != term, f"{name}:{number}"
                term = match[1]
            elif line == "/":
                assert target != "kingbase" or term == "/", f"{name}:{number}"
        assert term == ";"
        assert target == "kingbase" or not any("SQLTERM" in line for line in found)
