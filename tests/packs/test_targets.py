"""Target packs: both spec forms, defaults, what is inherited from which version, and errors that name the row."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from dbmigrate.model import UsageError
from dbmigrate.packs import POSITIONS, load_target


@pytest.fixture
def pack(tmp_path: Path):
    """Writes a pack file and answers its path."""

    def written(text: str) -> str:
        path = tmp_path / "site.toml"
        path.write_text(dedent(text), "utf-8")
        return str(path)

    return written


def test_postgres_is_15_by_default() -> None:
    target = load_target("postgres")
    assert (target.spec, target.family, target.max_identifier_bytes) == ("postgres@15", "postgres", 63)
    assert target.counts_characters is True


def test_longer_version_belongs_to_its_major_version() -> None:
    target = load_target("postgres@15.4")
    assert target.version == "15.4"
    assert target.has("merge") and not target.has("merge_returning")


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("mysql", "target is 'mysql'; known: .*postgres"),
        ("postgres@8", "unknown version '8' of postgres; known: 9.2, .*18"),
        ("postgres@150", "unknown version '150'"),
        ("postgres/oracle", "unknown mode 'oracle'; known: none"),
        ("postgres:15", "not of the form NAME"),
        ("oracle", "target is 'oracle'"),
        ("nowhere.toml", "no such file: nowhere.toml"),
    ],
)
def test_wrong_specs_are_usage_errors(spec: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        load_target(spec)


def test_capability_by_version() -> None:
    assert load_target("postgres@14").capability("merge").has == "no"
    assert load_target("postgres@14").capability("merge").limits == "since 15"
    assert load_target("postgres@15").capability("merge").evidence == "verified"
    assert load_target("postgres@9.4").has("jsonb_type") and not load_target("postgres@9.4").has("on_conflict")
    assert load_target("postgres").capability("no_such_thing").has == "unknown"


@pytest.mark.parametrize("word", ["user", "order", "desc", "USER", "table", "left"])
def test_words_that_need_quotes_as_column(word: str) -> None:
    assert load_target("postgres").needs_quote(word, "column")


@pytest.mark.parametrize("word", ["name", "value", "type", "year", "patient_id", "level", "values"])
def test_words_that_need_none_as_column(word: str) -> None:
    assert not load_target("postgres").needs_quote(word, "column")


def test_positions_differ() -> None:
    target = load_target("postgres")
    assert target.needs_quote("year", "bare alias") and not target.needs_quote("year", "alias")
    assert target.needs_quote("user", "table alias") and not target.needs_quote("user", "bare alias")
    assert target.needs_quote("coalesce", "function") and not target.needs_quote("coalesce", "column")
    assert target.needs_quote("time", "type") and not target.needs_quote("time", "table")
    assert target.needs_quote("loop", "plvar") and not target.needs_quote("loop", "column")
    assert target.needs_quote("loop", "label") and not target.needs_quote("user", "label")
    assert target.needs_quote("left", "param") and not target.needs_quote("left", "function")


def test_no_keyword_was_a_bare_alias_before_14() -> None:
    assert load_target("postgres@13").needs_quote("name", "bare alias")
    assert not load_target("postgres@14").needs_quote("name", "bare alias")


def test_unknown_position_is_our_bug() -> None:
    with pytest.raises(ValueError, match="unknown position 'index'"):
        load_target("postgres").needs_quote("user", "index")


def test_functions_and_types_by_version() -> None:
    assert load_target("postgres@15").has_function("REGEXP_LIKE")
    assert not load_target("postgres@14").has_function("regexp_like")
    assert load_target("postgres@12").has_function("substr") and load_target("postgres").has_function("coalesce")
    assert not load_target("postgres").has_function("nvl")
    assert load_target("postgres").types["int4"] == "integer"
    assert "datemultirange" not in load_target("postgres@13").types


def test_a_pack_file_says_only_what_differs(pack) -> None:
    path = pack("""
        [pack]
        extends = "postgres@12"
        name = "hospital"
        mode = "test"
        version = "1"
        counts_characters = false
        [[capabilities]]
        name = "rownum"
        has = "yes"
        evidence = "documented"
        source = "asked the server"
        [[capabilities]]
        name = "identity_column"
        has = "partial"
        evidence = "reported"
        limits = "no START WITH"
        [keywords]
        positions = { column = ["rownum"] }
        [functions]
        names = ["nvl"]
        absent = ["gcd", "substr"]
        [types]
        names = { number = "numeric" }
        absent = ["money"]
    """)
    target = load_target(path)
    assert (target.spec, target.family, target.counts_characters) == ("hospital/test@1", "postgres", False)
    assert target.has("rownum") and target.capability("rownum").source == "asked the server"
    assert not target.has("identity_column") and target.capability("identity_column").limits == "no START WITH"
    assert target.needs_quote("rownum", "column") and target.needs_quote("user", "column")
    assert target.has_function("nvl") and target.has_function("upper") and not target.has_function("substr")
    assert target.types["number"] == "numeric" and "money" not in target.types and "int" in target.types


def test_another_product_inherits_only_a_yes_and_less_evidence(pack) -> None:
    target = load_target(pack('[pack]\nextends = "postgres@12"\nname = "hospital"\n'))
    assert target.capability("identity_column").evidence == "inferred"
    assert target.capability("identity_column").source == "inherited from postgres@12"
    assert target.capability("merge").has == "unknown"  # of 15, and the product stands on 12
    assert target.capability("rownum").has == "unknown"  # PostgreSQL's no is not its no


def test_the_same_product_inherits_all(pack) -> None:
    target = load_target(pack('[pack]\nextends = "postgres@12"\n'))
    assert target.capability("identity_column").evidence == "verified"
    assert target.capability("rownum").has == "no" and target.capability("merge").has == "no"


def test_rows_count_in_their_modes_only(pack) -> None:
    text = """
        [pack]
        extends = "postgres@15"
        mode = "{mode}"
        [[capabilities]]
        name = "rownum"
        has = "yes"
        mode = "a"
        evidence = "documented"
        [[capabilities]]
        name = "merge"
        has = "partial"
        mode = "a"
        evidence = "documented"
        [[capabilities]]
        name = "on_conflict"
        has = "no"
        evidence = "documented"
        [[capabilities]]
        name = "on_conflict"
        has = "yes"
        mode = ["b", "c"]
        evidence = "documented"
    """
    in_a, in_b = load_target(pack(text.format(mode="a"))), load_target(pack(text.format(mode="b")))
    assert in_a.has("rownum") and not in_b.has("rownum")
    assert in_a.capability("merge").has == "partial" and in_b.has("merge")
    assert in_a.capability("on_conflict").has == "no" and in_b.has("on_conflict")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[pack]\nextend = 'postgres'", r"site.toml \[pack\]: unknown key 'extend'; known: .*extends"),
        ("[pack]\nname = 'x'", r"site.toml \[pack\]: key 'extends' is missing"),
        ("[pack]\nextends = 'postgres@7'", "unknown version '7' of postgres"),
        ("[packs]\nextends = 'postgres'", "site.toml: unknown key 'packs'; known: capabilities, .*pack"),
        ("[pack]\nextends = 'postgres'\ncounts_characters = 'yes'", "counts_characters must be true or false"),
        ("[pack\n", "site.toml: "),
    ],
)
def test_broken_heads(pack, text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        load_target(pack(text))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "[[capabilities]]\nname = 'rownum'\nhas = 'maybe'\nevidence = 'reported'",
            r"site.toml \[capabilities\] row rownum: has is 'maybe'; known: yes, no, partial, unknown",
        ),
        ("[[capabilities]]\nname = 'rownum'\nhas = 'yes'", "row rownum: key 'evidence' is missing"),
        ("[[capabilities]]\nhas = 'yes'", "row 1: key 'name' is missing"),
        (
            "[[capabilities]]\nname = 'rownum'\nhas = 'yes'\nevidence = 'reported'\nnote = 'x'",
            "row rownum: unknown key 'note'; known: answer, evidence, has",
        ),
        ("[keywords]\npositions = { index = ['a'] }", r"\[keywords\] positions: unknown key 'index'; known: alias"),
        ("[keywords]\npositions = { table = ['@words'] }", "category is 'words'"),
        ("[keywords]\npositions = { table = 'a' }", "positions.table must be an array"),
        ("[functions]\nname = ['a']", r"site.toml \[functions\]: unknown key 'name'; known: absent"),
        ("[types]\nnames = ['a']", "names must be a table"),
        ("[types]\nnames = { a = 1 }", "names.a must be a string"),
    ],
)
def test_broken_tables(pack, text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        load_target(pack("[pack]\nextends = 'postgres@15'\n" + text))


def test_keywords_cover_every_position() -> None:
    assert set(load_target("postgres").keywords) == set(POSITIONS)
