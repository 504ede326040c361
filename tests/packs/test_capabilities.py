"""Each capability of the postgres pack is put to the servers: what it says yes to runs, what it says no to does not."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest

from dbmigrate.packs import Capability, load_target

SETUP = """
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20), d date);
CREATE TABLE s (id int PRIMARY KEY, a int, b varchar(20), d date);
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$;
"""
# The newest version shows the rows as they are written; an older one turns what came later into a no.
WRITTEN = load_target("postgres@18").capabilities
PROBED = [capability for capability in WRITTEN.values() if capability.probe]
# Statements that are refused for what they lack: syntax, columns, tables, functions, operators, types ...
REFUSALS = ("42", "0A000", "22012", "25P02")


@pytest.mark.server
@pytest.mark.parametrize("capability", PROBED, ids=lambda capability: capability.name)
def test_probe_agrees_with_the_pack(server, run: Callable[..., str], capability: Capability) -> None:
    expected = load_target(f"postgres@{server.version}").capability(capability.name).has
    assert outcome(run, capability) == expected


def outcome(run: Callable[..., str], capability: Capability) -> str:
    needs = (capability.needs,) if capability.needs else ()
    try:
        answer = run(SETUP, capability.probe, needs=needs)
    except psycopg.Error as error:
        assert (error.sqlstate or "").startswith(REFUSALS), f"refused for another reason: {error}"
        return "no"
    return "yes" if capability.answer in ("", answer) else "no"


def test_verified_rows_have_a_probe() -> None:
    unproven = [c.name for c in WRITTEN.values() if (c.evidence == "verified") != bool(c.probe)]
    assert unproven == []


def test_rows_without_a_probe_name_their_source() -> None:
    assert [c.name for c in WRITTEN.values() if not c.probe and not c.source] == []


def test_other_answers_are_explained() -> None:
    """Where the server answers otherwise instead of refusing, the row says what it does."""
    assert [c.name for c in PROBED if c.has == "no" and c.answer and not c.limits] == []
