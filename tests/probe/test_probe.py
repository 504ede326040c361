"""`probe` on invented servers and on PostgreSQL: the pack that it writes, what it says, and that it only reads."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from servers import TestServer
from stubs import Stub, kingbase, opengauss

from dbmigrate import convert_sql
from dbmigrate.model import UsageError
from dbmigrate.packs import TargetPack, load_target
from dbmigrate.probe import known_version, probe, probe_session
from dbmigrate.probed_pack import pack_text


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Stub], TargetPack]:
    """The pack that a stub gives, read again from its file."""

    def made(stub: Stub) -> TargetPack:
        path = tmp_path / "probe.toml"
        path.write_text(pack_text(probe_session(stub)), "utf-8")
        return load_target(str(path))

    return made


def test_opengauss_is_known_by_its_version_and_mode(written: Callable[[Stub], TargetPack]) -> None:
    target = written(opengauss())
    assert (target.name, target.mode, target.version, target.family) == ("opengauss", "A", "7.0.0", "postgres")
    assert written(opengauss("PG")).mode == "PG"


def test_what_the_server_answers_counts_more_than_the_pack(written: Callable[[Stub], TargetPack]) -> None:
    shipped, target = load_target("opengauss/A"), written(opengauss(behavior_compat_options="accept_empty_str"))
    assert shipped.has("empty_string_is_null") and target.capability("empty_string_is_null").has == "no"
    assert target.capability("empty_string_is_null").evidence == "verified"
    assert target.capability("packages") == shipped.capability("packages")  # cannot be asked by a query
    assert target.needs_quote("ward_word", "column") and not target.needs_quote("name", "bare alias")
    assert target.has_function("ward_round") and not target.has_function("boolin")
    assert "gms_output.put_line" in target.extensions["gms_output"]
    assert target.types["ward_type"] == "ward_type" and target.types["date"] == "timestamp(0)"
    assert target.counts_characters is False


def test_what_is_grammar_is_not_absent(written: Callable[[Stub], TargetPack]) -> None:
    """A server lists no function coalesce: as a keyword it is not taken for one that is missing."""
    stub = opengauss()
    stub.answers["pg_get_keywords"].append(("coalesce", "C"))
    target = written(stub)
    assert target.has_function("coalesce") and not target.has_function("abs")


def test_kingbase_is_known_by_its_version_never_by_server_version(written: Callable[[Stub], TargetPack]) -> None:
    target = written(kingbase())
    assert (target.name, target.mode, target.version) == ("kingbase", "oracle", "V9R1C10")
    assert load_target("kingbase/oracle@V9R1").capability("outer_join_plus").has == "unknown"
    assert target.has("outer_join_plus") and target.has_function("nvl2")
    assert target.counts_characters is True and target.types["date"] == "date with time of day"


def test_the_pack_converts(tmp_path: Path) -> None:
    path = tmp_path / "probe.toml"
    path.write_text(pack_text(probe_session(kingbase())), "utf-8")
    sql = "SELECT a.x FROM a, b WHERE a.id = b.id(+)"
    schema = "CREATE TABLE a (id int, x int); CREATE TABLE b (id int);"
    assert convert_sql(sql, source="oracle", target=str(path), schema=schema).text == sql
    assert convert_sql(sql, source="oracle", target="kingbase", schema=schema).text != sql


@pytest.mark.parametrize(
    ("version", "mode", "spec", "notes"),
    [
        ("(MogDB 5.0.8 build 1) compiled at 2024", "A", "opengauss/A@7.0.0", ["probe.relative"]),
        ("PostgreSQL 9.2.4 (Vastbase G100 V2.2 (Build 13))", "A", "opengauss/A@7.0.0", ["probe.relative"]),
        ("gaussdb (GaussDB Kernel 505.1.0 build 4)", "A", "opengauss/A@7.0.0", ["probe.relative"]),
        ("(openGauss 5.0.1 build 1)", "B", "postgres@9.2", ["probe.mode"]),
        ("(openGauss 2.1.0 build 1)", "A", "opengauss/A@3.0.0", ["probe.version"]),
        ("PostgreSQL 12.1 (IvorySQL 1.0)", "", "postgres@12.1", ["probe.relative"]),
        ("KingbaseES V008R006C009B0014 on x86_64", "oracle", "kingbase/oracle@V8R6C9", []),
        ("KingbaseES V009R005C001", "sqlserver", "kingbase/sqlserver@V9R5C1", []),
        ("Kingbase V007R001C002", "oracle", "kingbase/oracle@V8R6", ["probe.version"]),
        ("KingbaseES V009R001C010", "mysql", "postgres@12", ["probe.mode"]),
        ("PostgreSQL 19.1 on x86_64", "", "postgres@18", ["probe.version"]),
        ("PostgreSQL 15.4 on x86_64", "", "postgres@15.4", []),
    ],
)
def test_the_nearest_pack(version: str, mode: str, spec: str, notes: list[str]) -> None:
    stub = Stub(version, {"sql_compatibility": mode, "database_mode": mode})
    stub.answers = {"pg_get_keywords|pg_proc|pg_type|pg_extension|pg_database": []}
    found = probe_session(stub)
    assert found.base.spec == spec
    assert [key for key, _ in found.notes] == notes


def test_a_version_between_two_is_taken_for_the_older() -> None:
    assert known_version("opengauss", "6.1.0") == "6.0.0"
    assert known_version("postgres", "") == ""


def test_no_relative_of_postgresql_is_refused() -> None:
    with pytest.raises(UsageError, match="none of the PostgreSQL family: version.. says '8.0.36'"):
        probe_session(Stub("8.0.36", {}))


def test_a_server_that_does_not_tell_is_not_taken_for_one_that_has_nothing(
    written: Callable[[Stub], TargetPack],
) -> None:
    stub = opengauss()
    for pattern in [p for p in stub.answers if p in ("pg_proc", "pg_get_keywords")]:
        del stub.answers[pattern]
    found = probe_session(stub)
    assert dict(found.notes)["probe.unanswered"]["what"] == "collation, functions, keywords"
    assert written(stub).functions == load_target("opengauss/A").functions


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"standard_conforming_strings": "off"}, "backslash"),
        ({"behavior_compat_options": "accept_empty_str"}, "accept_empty_str"),
        ({"enable_ci": "on"}, "without regard to case"),
        ({"server_encoding": "SQL_ASCII"}, "SQL_ASCII"),
        ({"nls_length_semantics": "BYTE"}, "n bytes"),
    ],
)
def test_settings_that_change_meaning_are_warned_of(settings: dict[str, str], words: str) -> None:
    (warned,) = probe_session(opengauss(**settings)).warned
    assert words in warned[0].told(warned[1], "en")
    assert re.search("[\u4e00-\u9fff]", warned[0].told(warned[1], "zh"))


def test_only_queries_are_sent() -> None:
    stub = opengauss()
    probe_session(stub)
    assert [q for q in stub.asked if not re.match(r"\s*(SELECT|WITH|VALUES|SHOW)\b", q, re.I)] == []
    assert not any(re.search(r";|\bINTO\b|\bFOR UPDATE\b|nextval", q) for q in stub.asked)


@pytest.mark.server
def test_postgresql(server: TestServer, tmp_path: Path) -> None:
    dsn = server.dsn(server.create())
    found = probe(dsn)
    assert found.base.spec.startswith(f"postgres@{server.version}")
    assert found.asked > 60
    lacking = {"xmltable", "xpath"} if not server.has("xml") else set()
    assert {c.after.name for c in found.changes} == lacking
    assert not found.words and not found.functions[1] and not found.types[1]
    assert found.counts_characters is True
    path = tmp_path / "probe.toml"
    path.write_text(pack_text(found), "utf-8")
    shipped, target = load_target(f"postgres@{server.version}"), load_target(str(path))
    assert target.keywords == shipped.keywords
    assert target.functions >= shipped.functions and set(target.types) >= set(shipped.types)


@pytest.mark.server
def test_nothing_is_written(server: TestServer) -> None:
    """The session is read-only: even what probes would make is refused by the server itself."""
    from dbmigrate.verify.connections import Refused, open_session

    session = open_session(server.dsn(server.create()), read_only=True)
    with pytest.raises(Refused, match="read-only") as refused:
        session.rows("CREATE TABLE x (a int)")
    assert refused.value.sqlstate == "25006"
    assert session.rows("SELECT 1, NULL, true, timestamp '2024-01-02 03:04:00'") == [
        ("1", None, "t", "2024-01-02 03:04:00")
    ]
    session.close()


@pytest.mark.server
def test_the_objects_of_the_database_are_as_before(server: TestServer) -> None:
    dsn = server.dsn(server.create())
    count = "SELECT (SELECT count(*) FROM pg_class), (SELECT count(*) FROM pg_proc), (SELECT count(*) FROM pg_type)"
    with psycopg.connect(dsn, autocommit=True) as conn:
        before = conn.execute(count).fetchone()
        probe(dsn)
        assert conn.execute(count).fetchone() == before
