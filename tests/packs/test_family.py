"""openGauss and KingbaseES: defaults by source, what they say by mode and version, what they inherit."""

from __future__ import annotations

import re

import pytest

from dbmigrate.engine.stand_ins import STAND_INS
from dbmigrate.model import UsageError
from dbmigrate.packs import POSITIONS, load_source, load_target

SPECS = [
    "postgres@9.2", "postgres@12", "postgres@15", "postgres@18",
    "opengauss/A", "opengauss/PG", "opengauss/D", "opengauss/A@5.0.0",
    "kingbase/oracle@V8R6", "kingbase/oracle@V9", "kingbase/pg", "kingbase/sqlserver@V9R4",
]  # fmt: skip
FUNCTION_ROWS = [
    pytest.param(row, id=row.name) for name in ("oracle", "sqlserver") for row in load_source(name).functions.values()
]
NO_CALLS = {"when", "then", "else", "and", "or", "not", "from", "in"}


@pytest.mark.parametrize("spec", SPECS)
def test_every_pack_loads_whole(spec: str) -> None:
    target = load_target(spec)
    assert target.capabilities and target.functions and target.types
    assert set(target.keywords) == set(POSITIONS) and target.family == "postgres"
    for name, capability in target.capabilities.items():
        assert re.fullmatch(r"[a-z][a-z0-9_]*", name), name
        assert capability.name == name
        if capability.has == "yes":
            assert capability.evidence != "inferred" or capability.source.startswith("inherited from postgres@")


@pytest.mark.parametrize("spec", [spec for spec in SPECS if not spec.startswith("postgres")])
def test_nothing_is_verified_that_was_not_run(spec: str) -> None:
    assert [c.name for c in load_target(spec).capabilities.values() if c.evidence == "verified"] == []


@pytest.mark.parametrize(
    ("spec", "source", "expected"),
    [
        ("kingbase", "oracle", "kingbase/oracle@V9"),
        ("kingbase", "sqlserver", "kingbase/pg@V9"),
        ("kingbase@V8R6", "oracle", "kingbase/oracle@V8R6"),
        ("opengauss", "oracle", "opengauss/A@7.0.0"),
        ("opengauss", "sqlserver", "opengauss/PG@7.0.0"),
        ("opengauss/d", "sqlserver", "opengauss/D@7.0.0"),
        ("KINGBASE/Oracle@v9", "sqlserver", "kingbase/oracle@v9"),
        ("postgres", "sqlserver", "postgres@15"),
    ],
)
def test_defaults(spec: str, source: str, expected: str) -> None:
    assert load_target(spec, source).spec == expected


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("opengauss/B", "unknown mode 'B'; known: A, D, PG"),
        ("opengauss/A@2.1.0", "unknown version '2.1.0' of opengauss; known: 3.0.0"),
        ("kingbase/mysql", "unknown mode 'mysql'; known: oracle, pg, sqlserver"),
        ("kingbase/oracle@V7", "unknown version 'V7' of kingbase; known: V8R6"),
    ],
)
def test_unknown_modes_and_versions(spec: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        load_target(spec)


def test_opengauss_by_mode() -> None:
    in_a, in_pg, in_d = (load_target(f"opengauss/{mode}") for mode in ("A", "PG", "D"))
    assert in_a.has("empty_string_is_null") and not in_pg.has("empty_string_is_null")
    assert in_a.has("rownum") and not in_d.has("rownum")
    assert in_d.has("top") and not in_a.has("top")
    assert in_d.capability("bracket_identifiers").has == "no"  # the grammar refused them as the mode comes
    assert (in_a.counts_characters, in_pg.counts_characters, in_d.counts_characters) == (False, True, None)
    assert in_a.types["date"] == "timestamp(0)" and in_pg.types["date"] == "date"


@pytest.mark.parametrize(
    "name",
    "identity_column on_conflict merge_conditions transition_tables create_or_replace_trigger partition_of"
    " plpgsql_assert add_column_if_not_exists exclusion_constraint with_ordinality nulls_not_distinct".split(),
)
def test_opengauss_refuses(name: str) -> None:
    for mode in ("A", "PG", "D"):
        assert load_target(f"opengauss/{mode}").capability(name).has == "no"


def test_opengauss_inherits_what_9_2_had() -> None:
    target = load_target("opengauss/A")
    assert target.capability("common_table_expression").source == "inherited from postgres@9.2"
    assert target.capability("lateral_join").has == "partial"  # of 9.3; its grammar takes it
    assert target.capability("generated_stored").has == "partial"


def test_older_opengauss_is_unknown() -> None:
    older = load_target("opengauss/A@5.0.0")
    assert older.capability("rownum").has == "unknown" and older.capability("on_conflict").has == "unknown"


def test_opengauss_keywords_by_mode() -> None:
    in_a, in_d = load_target("opengauss/A"), load_target("opengauss/D")
    assert in_a.needs_quote("rownum", "column") and not in_d.needs_quote("rownum", "column")
    assert in_d.needs_quote("top", "column") and not in_a.needs_quote("top", "column")
    assert in_a.needs_quote("comment", "bare alias") and not in_d.needs_quote("comment", "bare alias")
    assert in_a.needs_quote("loop", "plvar") and in_a.needs_quote("int", "type")
    assert not in_a.needs_quote("name", "bare alias")


def test_opengauss_functions() -> None:
    target = load_target("opengauss/A")
    assert target.has_function("nvl") and target.has_function("substr") and not target.has_function("gen_random_uuid")
    assert "gms_output.put_line" in target.extensions["gms_output"]
    assert load_target("opengauss/D").has_function("scope_identity") and not target.has_function("scope_identity")


def test_kingbase_by_mode_and_version() -> None:
    oracle, pg, sqlserver = (load_target(f"kingbase/{mode}") for mode in ("oracle", "pg", "sqlserver"))
    assert oracle.has("rownum") and oracle.has("packages") and not pg.has("packages")
    assert oracle.has("empty_string_is_null") and pg.capability("empty_string_is_null").has == "no"
    assert sqlserver.has("top") and sqlserver.capability("concat_pipes").has == "no" and oracle.has("concat_pipes")
    assert oracle.capability("outer_join_plus").has == "unknown"
    assert oracle.has("nvl") and not load_target("kingbase/oracle@V8R6").has("nvl")
    assert not load_target("kingbase/sqlserver@V9R1C10").has("top")
    assert (oracle.counts_characters, sqlserver.counts_characters) == (True, None)


def test_kingbase_stands_on_postgres_12() -> None:
    target = load_target("kingbase/pg")
    assert target.has("identity_column") and target.has("generated_stored") and target.has("limit_offset")
    assert target.capability("nulls_not_distinct").has == "unknown" and not target.has("merge")
    assert target.has_function("upper") and not target.has_function("regexp_like")
    assert target.needs_quote("name", "bare alias") and target.needs_quote("user", "column")
    assert load_target("kingbase/oracle").needs_quote("level", "column") and not target.needs_quote("level", "column")


@pytest.mark.parametrize("target", ["opengauss/A", "opengauss/PG", "kingbase/oracle", "kingbase/sqlserver"])
@pytest.mark.parametrize("row", FUNCTION_ROWS)
def test_templates_call_what_the_target_has(row, target: str) -> None:
    pack = load_target(target)
    called = {name for name in re.findall(r"(\w+)\(", row.template(pack.name).lower()) if name not in NO_CALLS}
    assert {name for name in called - STAND_INS if not pack.has_function(name)} == set()
