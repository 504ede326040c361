"""IF around DDL in T-SQL scripts: short forms, blocks, what is left out, what a person must write."""

from __future__ import annotations

import pytest

from dbmigrate.pipeline import convert_sql

TABLES = """CREATE TABLE visit (id INTEGER, c INTEGER CONSTRAINT df_visit_c DEFAULT 0,
 CONSTRAINT ck_visit CHECK (c > 0));
CREATE INDEX ix_visit ON visit (c);
CREATE TABLE ward (id INTEGER)"""


def converted(text: str) -> str:
    return convert_sql(text, source="sqlserver", schema=TABLES).text


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (
            "IF EXISTS (SELECT * FROM sys.indexes WHERE name = 'ix_visit' AND object_id = OBJECT_ID('visit'))\n"
            "  DROP INDEX visit.ix_visit",
            "DROP INDEX IF EXISTS ix_visit",
        ),
        (
            "IF OBJECT_ID('ck_visit') IS NOT NULL ALTER TABLE visit DROP CONSTRAINT ck_visit",
            "ALTER TABLE visit DROP CONSTRAINT IF EXISTS ck_visit",
        ),
        (
            "IF OBJECT_ID('df_visit_c') IS NOT NULL ALTER TABLE visit DROP CONSTRAINT df_visit_c",
            "ALTER TABLE visit ALTER COLUMN c DROP DEFAULT",
        ),
        (
            "IF COL_LENGTH('visit', 'c') IS NOT NULL ALTER TABLE visit DROP COLUMN c",
            "ALTER TABLE visit DROP COLUMN IF EXISTS c",
        ),
        ("IF OBJECT_ID('tempdb..#t') IS NOT NULL DROP TABLE #t", 'DROP TABLE IF EXISTS "#t"'),
        ("IF SCHEMA_ID('lis') IS NULL EXEC('CREATE SCHEMA lis')", "CREATE SCHEMA IF NOT EXISTS lis"),
    ],
)
def test_short_forms(source: str, target: str) -> None:
    assert converted(source) == target


@pytest.mark.parametrize(
    ("condition", "asked"),
    [
        ("OBJECT_ID('ward') IS NULL", "NOT (to_regclass('public.ward') IS NOT NULL)"),
        (
            "EXISTS (SELECT 1 FROM sysobjects WHERE name = 'ck_visit')",
            "EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'ck_visit')",
        ),
        (
            "EXISTS (SELECT 1 FROM sysobjects WHERE name = 'df_visit_c')",
            "EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass('public.visit')"
            " AND attname = 'c' AND atthasdef)",
        ),
        (
            "NOT EXISTS (SELECT 1 FROM sysobjects WHERE parent_obj = OBJECT_ID('ward') AND xtype = 'PK')",
            "NOT EXISTS (SELECT 1 FROM pg_constraint WHERE contype = 'p' AND conrelid = to_regclass('public.ward'))",
        ),
        ("EXISTS (SELECT 1 FROM ward WHERE id = 1)", "EXISTS (SELECT 1 FROM ward WHERE id = 1)"),
    ],
)
def test_a_block_asks_the_targets_catalog(condition: str, asked: str) -> None:
    made = converted(f"IF {condition} UPDATE ward SET id = 2")
    assert made == f"DO $dbmigrate$ BEGIN\nIF {asked} THEN UPDATE ward SET id = 2;\nEND IF;\nEND $dbmigrate$"


def test_nested_guards_and_comments() -> None:
    source = "IF OBJECT_ID('ward') IS NULL\nBEGIN\n  IF 1 = 1 PRINT 'x' -- why\n  ELSE DELETE visit -- all\nEND"
    assert converted(source) == (
        "DO $dbmigrate$ BEGIN\nIF NOT (to_regclass('public.ward') IS NOT NULL) THEN\n"
        "  IF 1 = 1 THEN -- PRINT 'x'\n -- why\n  ELSE DELETE FROM visit;\nEND IF; -- all\nEND IF;\nEND $dbmigrate$"
    )


@pytest.mark.parametrize(
    "source",
    [
        "IF EXISTS (SELECT * FROM sys.columns WHERE name = 'c' AND max_length = 4) DROP TABLE visit",  # asks for more
        "IF EXISTS (SELECT 1 FROM visit) SELECT 1 AS n",  # answers to the client
        "IF @@ROWCOUNT > 0 DELETE FROM visit",
        "IF '$(mode)' = 'new' DELETE FROM visit",  # psql replaces nothing in a block
        "IF OBJECT_ID('p') IS NULL EXEC('CREATE PROCEDURE p AS SELECT 1')",
        "IF 1 = 1 BEGIN TRAN",
    ],
)
def test_what_cannot_be_written_is_left_to_a_person(source: str) -> None:
    made = convert_sql(source, source="sqlserver", schema=TABLES)
    assert any(issue.open for issue in made.issues)
    assert "RAISE EXCEPTION 'dbmigrate" in made.text
