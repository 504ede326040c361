"""Members of supplied packages, converted as a user's text is: the server answers what the source answers."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import psycopg
import pytest

from dbmigrate.engine.compose import reverse
from dbmigrate.engine.contract import load_rules
from dbmigrate.engine.runtime import runtime_script
from dbmigrate.model import Fix
from dbmigrate.packs import load_source, load_target
from dbmigrate.packs.supplied import Member
from dbmigrate.pipeline import Conversion, convert_sql

ROWS = [
    pytest.param(member, id=member.key, marks=[pytest.mark.needs(*member.needs.split(","))] if member.needs else [])
    for package in load_source("oracle").packages.values()
    for kind in (package.functions, package.procedures)
    for member in kind.values()
    if member.package == package.name
]
RULES = frozenset({"PK001", "PK003", "PK006"})


@cache
def converted(text: str, without: frozenset[str] = frozenset()) -> Conversion:
    """Worked out once, however many tests and servers look at it: what comes out is frozen."""
    return convert_sql(text, source="oracle", without=without)


def helpers_of(made: Conversion) -> str:
    return runtime_script(load_target("postgres@15"), made.helpers) if made.helpers else ""


def answer(made: Conversion, member: Member, run: Callable[..., str]) -> str:
    asked = f"{member.then} -- {member.key}"  # results of one text prepared have one type
    return run(helpers_of(made), made.text, asked) if member.then else run(helpers_of(made), made.text)


@pytest.mark.parametrize("member", ROWS)
def test_the_row_is_used_and_can_be_undone(member: Member) -> None:
    made = converted(member.before)
    found = [i for i in made.issues if i.code in RULES and i.values["name"] == member.key]
    assert found and all(i.edited and (i.fix is Fix.REVIEW or member.fix is Fix.SAFE) for i in found)
    assert not [i for i in made.issues if i.code in ("PL002", "PL003", "PL006", "PK010", "FN900", "PL001")], made.issues
    assert reverse(made.text, made.edits) == member.before


@pytest.mark.server
@pytest.mark.parametrize("member", ROWS)
def test_the_server_answers_as_the_source_does(member: Member, run: Callable[..., str]) -> None:
    assert answer(converted(member.before), member, run) == member.rows


@pytest.mark.server
@pytest.mark.parametrize("member", ROWS)
def test_without_the_row_it_does_not(member: Member, run: Callable[..., str]) -> None:
    with pytest.raises(psycopg.Error):
        answer(converted(member.before, RULES), member, run)


@pytest.mark.parametrize("name", load_source("oracle").packages)
def test_each_package_says_what_to_do_instead(name: str) -> None:
    notes = load_rules()["PK010"].page.notes
    assert all(notes[name])


def test_code_that_the_target_runs_keeps_its_calls() -> None:
    """What stands there is the source's language; the packs say which packages the target has itself."""
    calls = ["  UTL_SMTP.HELO(c, 'a');", "  DBMS_LOB.OPEN(c, 0);", "  DBMS_ALERT.SIGNAL('a', 'b');"]
    text = "\n".join(["CREATE PROCEDURE p(c CLOB) IS", "BEGIN", *calls, "END;", "/", ""])
    made = convert_sql(text, source="oracle", target="kingbase/oracle")
    assert all(line in made.text for line in calls)
    found = {i.values["name"]: i.open for i in made.issues if i.note == "kept"}
    assert found["UTL_SMTP.HELO"] and found["DBMS_ALERT.SIGNAL"] and not found.get("DBMS_LOB.OPEN")
