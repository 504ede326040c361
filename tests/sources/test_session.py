"""The current schema and database that a script's statements set for those behind them."""

from __future__ import annotations

import pytest

from dbmigrate.sources.session import Session
from dbmigrate.sources.split import split


def after(dialect: str, text: str) -> tuple[str, str]:
    session = Session(dialect)
    for segment in split([text], dialect):
        session.follow(segment)
    return session.schema, session.database


@pytest.mark.parametrize(
    ("text", "schema"),
    [
        ("connect his/secret@orcl\n", "HIS"),
        ("conn lis\n", "LIS"),
        ('conn "Lis"/x\n', "Lis"),
        ("connect proxy[emr]/x@orcl\n", "EMR"),
        ("connect his/x\nconn / as sysdba\n", ""),
        ("alter session set current_schema = his;\n", "HIS"),
        ('ALTER SESSION SET CURRENT_SCHEMA="Emr";\n', "Emr"),
        ("connect his/x\nalter session set nls_date_format = 'yyyy';\n", "HIS"),
        ("prompt connect his/x\n", ""),
    ],
)
def test_oracle(text: str, schema: str) -> None:
    assert after("oracle", text) == (schema, "")


@pytest.mark.parametrize(
    ("text", "database"),
    [
        ("USE [LIS]\nGO\n", "lis"),
        ("use his;\n", "his"),
        ("USE [a]]b]\nGO\n", "a]b"),
        ("USE [master]\nGO\nUSE 检验\nGO\n", "检验"),
        ("PRINT 'USE x'\nGO\n", ""),
    ],
)
def test_sql_server(text: str, database: str) -> None:
    assert after("sqlserver", text) == ("", database)


def test_lookups_name_another_database() -> None:
    session = Session("sqlserver", database="lis")
    assert session.context("lis") == ""
    assert session.context("his") == "lis.dbo"
