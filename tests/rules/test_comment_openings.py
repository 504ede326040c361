"""Oracle's comments do not nest, the target's do."""

from __future__ import annotations

from dbmigrate.pipeline import convert_sql


def text(source: str, dialect: str = "oracle") -> str:
    return convert_sql(source, source=dialect).text


def test_in_a_statement() -> None:
    made = convert_sql("SELECT 1 /* a /* b */ FROM ward;\n", source="oracle")
    assert "/* a  * b */" in made.text and "FROM ward" in made.text
    assert [i.code for i in made.issues if i.code == "SE013"] == ["SE013"]


def test_between_statements() -> None:
    assert text("/* a /* b */\nCOMMIT;\n/* c */\n").startswith("/* a  * b */\n")
    assert text("/* a /*/\nCOMMIT;\n").startswith("/* a  */\n")


def test_what_opens_nothing_stays() -> None:
    for kept in ("/* a */ /* b */\n", "-- /* a /* b\n", "/**/\n"):
        assert text(f"{kept}SELECT id FROM ward;\n").startswith(kept)
    assert "'/* a /* b */'" in text("SELECT '/* a /* b */' FROM ward;\n")


def test_in_transact_sql_they_nest() -> None:
    assert "/* a /* b */ c */" in text("/* a /* b */ c */\nSELECT id FROM ward\n", "sqlserver")
