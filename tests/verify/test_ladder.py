"""The ladder: bodies are checked, errors find their unit, and what a server cannot check is no miss."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from servers import TestServer

from dbmigrate.verify import Lines, LoadResult, Outcome, Placed, Rung, place_units, verify_scripts
from dbmigrate.verify.abilities import lacking

PRE = """CREATE TABLE visit (id int, fee numeric(12,2));
CREATE TABLE broken (id nothing);
DO $$ BEGIN RAISE EXCEPTION 'dbmigrate PL099: not converted'; END $$;
"""
POST = """CREATE VIEW v_visit AS SELECT * FROM visit;
CREATE VIEW v_broken AS SELECT * FROM broken;
CREATE VIEW v_lost AS SELECT lost_function(1);
CREATE FUNCTION good() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;
CREATE FUNCTION bad() RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  RETURN (SELECT wrong_column FROM visit);
END $$;
CREATE FUNCTION bad(a int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN a; END $$;
CREATE PROCEDURE temporary() LANGUAGE plpgsql AS $$
BEGIN CREATE TEMP TABLE t_work (x int); INSERT INTO t_work VALUES (1); END $$;
CREATE FUNCTION on_visit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.nothing := 1; RETURN NEW; END $$;
CREATE TRIGGER trg BEFORE INSERT ON visit FOR EACH ROW EXECUTE FUNCTION on_visit();
CREATE FUNCTION uses_broken() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT max(id) FROM broken); END $$;
CREATE FUNCTION loose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
"""


def placed(name: str, script: str, first: int, last: int | None = None, reached: Rung = Rung.CONVERTED) -> Placed:
    return Placed(f"unit {name}", name, reached, (Lines(f"_dbmigrate/load/{script}", first, last or first),))


UNITS = [
    placed("visit", "10_pre.sql", 1),
    placed("broken", "10_pre.sql", 2),
    placed("lost_function", "10_pre.sql", 3),
    placed("v_visit", "30_post.sql", 1),
    placed("v_broken", "30_post.sql", 2),
    placed("v_lost", "30_post.sql", 3),
    placed("good", "30_post.sql", 4),
    placed("bad", "30_post.sql", 5, 8),
    placed("bad(int)", "30_post.sql", 9),
    placed("temporary", "30_post.sql", 10, 11),
    placed("on_visit", "30_post.sql", 12),
    placed("trg", "30_post.sql", 13),
    placed("uses_broken", "30_post.sql", 14),
    placed("loose", "30_post.sql", 15),
    Placed("unit wrapped", "wrapped", Rung.READ, ()),
]


@pytest.fixture
def load_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "_dbmigrate" / "load"
    folder.mkdir(parents=True)
    (folder / "10_pre.sql").write_text(PRE)
    (folder / "30_post.sql").write_text(POST)
    return folder


@pytest.mark.server
def test_every_unit_gets_its_rung(server: TestServer, load_dir: Path) -> None:
    if server.own is None:
        pytest.skip("a given server comes with a given role")
    result = verify_scripts(load_dir, dsn=server.own.dsn())
    found = place_units(
        UNITS, result.load, result.bodies, met=result.met, foretold={"unit lost_function": {"PL099"}}
    )
    rungs = {s.key.removeprefix("unit "): s for s in found.standings}
    checked = server.has("check")
    top = Rung.BODY_CHECKED if checked else Rung.LOADED
    assert {name: s.rung for name, s in rungs.items()} == {
        "visit": Rung.LOADED,
        "broken": Rung.CONVERTED,
        "lost_function": Rung.CONVERTED,
        "v_visit": Rung.LOADED,
        "v_broken": Rung.CONVERTED,
        "v_lost": Rung.CONVERTED,
        "good": top,
        "bad": Rung.LOADED,
        "bad(int)": top,
        "temporary": Rung.LOADED,
        "on_visit": Rung.LOADED,
        "trg": Rung.LOADED,
        "uses_broken": Rung.LOADED,
        "loose": Rung.LOADED,
        "wrapped": Rung.READ,
    }
    news = [s.key.removeprefix("unit ") for s in found.standings if s.unforeseen]
    assert news == (["broken", "bad", "on_visit"] if checked else ["broken"])
    assert [s.key for s in found.standings[: len(news)]] == [f"unit {n}" for n in news]
    assert rungs["v_broken"].errors[0].outcome.consequence_of == "broken"
    assert rungs["v_lost"].errors[0].outcome.consequence_of == "lost_function"
    assert rungs["lost_function"].errors[0].foretold
    assert not found.stray
    if checked:
        assert rungs["bad"].errors[0].outcome.error_line == 7
        assert rungs["uses_broken"].errors[0].outcome.consequence_of == "broken"
        assert "temporary table" in rungs["temporary"].unchecked
        assert "without a trigger" in rungs["loose"].unchecked
    else:
        assert rungs["good"].unchecked == "not checkable here: check"


@pytest.mark.server
def test_the_embedded_server_does_it_without_set_up(load_dir: Path) -> None:
    steps: list[tuple[int, int]] = []
    result = verify_scripts(load_dir, progress=lambda *step: steps.append(step))
    assert result.load.failed == 4
    assert result.server.startswith("PostgreSQL ")
    assert steps[-1] == (len(PRE) + len(POST),) * 2


LACKS = {
    "xml": "SELECT xmlelement(name a)",
    "icu": "CREATE TABLE a (x text COLLATE \"zh-x-icu\")",
    "crypto": "SELECT digest('a', 'sha256')",
    "orafce": "SELECT dbms_random.value()",
}


@pytest.mark.server
@pytest.mark.parametrize("need", LACKS)
def test_what_the_server_lacks_is_recognised(server: TestServer, need: str) -> None:
    try:
        server.run(LACKS[need])
    except psycopg.Error as error:
        assert error.sqlstate is not None
        message = str(error.diag.message_primary)
        assert lacking(error.sqlstate, message, server.met - {need}) == need
        assert lacking(error.sqlstate, message, server.met | {need}) == ""
    else:
        assert server.has(need)


def test_an_extension_for_superusers_is_no_miss() -> None:
    message = 'permission denied to create extension "orafce"'
    assert lacking("42501", message, frozenset({"orafce"})) == "orafce"
    assert lacking("42501", "permission denied for table orafce", frozenset()) == ""


def outcome(line: int, sqlstate: str, message: str) -> Outcome:
    return Outcome("_dbmigrate/load/30_post.sql", 0, line, line, line, sqlstate, message, "")


def test_a_lack_is_not_a_miss_and_errors_outside_of_units_are_kept() -> None:
    failures = (outcome(1, "0A000", "unsupported XML feature"), outcome(99, "42601", "syntax error"))
    units = [placed("v", "30_post.sql", 1, 5)]
    found = place_units(units, LoadResult(2, failures), None, met=frozenset(), foretold={})
    standing = found.standings[0]
    assert (standing.rung, standing.unchecked, standing.unforeseen) == (
        Rung.CONVERTED,
        "not checkable here: xml",
        False,
    )
    assert [e.outcome.line for e in found.stray] == [99]
    assert found.unforeseen
    able = place_units(units, LoadResult(2, failures), None, met=frozenset({"xml"}), foretold={})
    assert able.standings[0].unforeseen
