"""Types of SQL Server's expressions: the precedence decides, texts are joined by `+`, functions by the pack's table."""

import pytest
from estate_of import estate_of, given, shown

from dbmigrate.types.estate import Estate

SCRIPT = """
CREATE TABLE dbo.patient (id INT IDENTITY PRIMARY KEY, name NVARCHAR(20) NOT NULL, sex CHAR(1), born DATE,
  seen DATETIME, weight DECIMAL(5,2), fee MONEY, paid BIT, code VARCHAR(8), rate FLOAT,
  guid UNIQUEIDENTIFIER, photo VARBINARY(MAX));
CREATE VIEW dbo.v_patient AS SELECT p.id, p.name + N'!' AS label, p.weight / 2 AS half FROM dbo.patient p;
CREATE FUNCTION dbo.age_of (@born DATE) RETURNS INT AS BEGIN RETURN 1 END;
"""


@pytest.fixture(scope="module")
def lis() -> Estate:
    return estate_of("sqlserver", SCRIPT)


@pytest.mark.parametrize(
    ("expression", "expected", "sql"),
    [
        ("1", "number integer !", "INT"),
        ("3000000000", "number bigint !", "DECIMAL"),
        ("1.5", "number numeric !", "DECIMAL"),
        ("1e3", "float double precision !", "FLOAT"),
        ("N'a'", "text !", "NVARCHAR"),
        ("p.id / 2", "number integer !", "INT"),
        ("p.weight * 2", "number numeric", "DECIMAL"),
        ("p.fee + 1", "number numeric", "MONEY"),
        ("p.rate + p.weight", "float double precision", "FLOAT"),
        ("p.name + N'x'", "text !", "NVARCHAR"),
        ("p.code + 'x'", "text", "VARCHAR"),
        ("p.code + 1", "number integer", "INT"),
        ("p.seen + 1", "timestamp", "DATETIME"),
        ("p.seen - p.seen", "timestamp", "DATETIME"),
        ("ISNULL(p.code, '')", "text !", "VARCHAR"),
        ("ISNULL(p.weight, 0)", "number numeric !", "DECIMAL"),
        ("COALESCE(p.sex, p.name)", "text !", "NVARCHAR"),
        ("CASE WHEN p.paid = 1 THEN p.weight ELSE 0 END", "number numeric", "DECIMAL"),
        ("IIF(p.paid = 1, p.id, 0.5)", "number numeric !", "DECIMAL"),
        ("CONVERT(VARCHAR(10), p.seen, 120)", "text", "VARCHAR"),
        ("CAST(p.code AS INT)", "number integer", "INT"),
        ("TRY_CAST(p.id AS BIGINT)", "number bigint", "BIGINT"),
        ("DATEADD(DAY, 1, p.born)", "day", "DATE"),
        ("DATEADD(DAY, 1, '2024-05-06')", "timestamp", "DATETIME"),
        ("DATEDIFF(DAY, p.born, GETDATE())", "number integer", "INT"),
        ("SUM(p.id)", "number integer", "INT"),
        ("AVG(p.weight)", "number numeric", "DECIMAL"),
        ("LEN(p.name)", "number integer", "INT"),
        ("SUBSTRING(p.name, 1, 2)", "text", "NVARCHAR"),
        ("dbo.age_of(p.born)", "number integer", "INT"),
        ("p.photo", "binary", "VARBINARY"),
        ("p.guid", "other", "UNIQUEIDENTIFIER"),
        ("CURRENT_TIMESTAMP", "timestamp !", "DATETIME"),
        ("dbo.price_of(p.id)", "unknown dbo.price_of()", ""),
    ],
)
def test_expressions(lis: Estate, expression: str, expected: str, sql: str) -> None:
    ((_, found),) = given(lis, f"SELECT {expression} AS x FROM patient p")
    assert shown(found) == expected
    assert (found.sql.keyword if found.sql else "") == sql


def test_views_and_other_forms_of_names(lis: Estate) -> None:
    query = "SELECT label, half, [dbo].[v_patient].ID FROM dbo.v_patient CROSS JOIN master..spt_values"
    found = [(name, shown(t)) for name, t in given(lis, query)]
    assert found == [
        ("label", "text !"),
        ("half", "number numeric"),
        ("id", "number integer !"),
    ]
