"""Types of Transact-SQL operators, by the tables of "Precision, scale, and length" and "Data type precedence"."""

import pytest

from dbmigrate.catalog.values import SqlType
from dbmigrate.types.sqlserver import arithmetic, merged, plain


def typed(text: str) -> SqlType:
    keyword, _, numbers = text.partition("(")
    return SqlType(keyword, tuple(numbers.rstrip(")").split(",")) if numbers else ())


@pytest.mark.parametrize(
    ("operator", "a", "b", "made", "loses"),
    [
        ("add", "DECIMAL(5,2)", "DECIMAL(8,4)", "DECIMAL(9,4)", False),
        ("mul", "DECIMAL(10,2)", "INT", "DECIMAL(21,2)", False),
        ("div", "DECIMAL(10,2)", "DECIMAL(5,1)", "DECIMAL(17,8)", True),
        ("mul", "DECIMAL(38,10)", "DECIMAL(38,10)", "DECIMAL(38,6)", True),
        ("div", "INT", "BIGINT", "BIGINT", False),
        ("sub", "MONEY", "INT", "MONEY", False),
        ("div", "MONEY", "INT", "MONEY", True),
        ("mul", "REAL", "DECIMAL(10,2)", "REAL", False),
    ],
)
def test_arithmetic(operator: str, a: str, b: str, made: str, loses: bool) -> None:
    assert arithmetic(operator, typed(a), typed(b)) == (typed(made), loses)


@pytest.mark.parametrize("other", ["VARCHAR(10)", "DATETIME", "UNIQUEIDENTIFIER", "XML"])
def test_no_arithmetic_without_numbers(other: str) -> None:
    assert arithmetic("add", typed("INT"), typed(other)) == (None, False)


@pytest.mark.parametrize(
    ("a", "b", "made"),
    [
        ("INT", "SMALLINT", "INT"),
        ("INT", "DECIMAL(5,2)", "DECIMAL(12,2)"),
        ("VARCHAR(5)", "NVARCHAR(10)", "NVARCHAR"),
        ("DATE", "DATETIME", "DATETIME"),
        ("INT", "VARCHAR(5)", None),
        ("DATETIME", "INT", None),
    ],
)
def test_merged(a: str, b: str, made: str | None) -> None:
    assert merged(typed(a), typed(b)) == merged(typed(b), typed(a)) == (typed(made) if made else None)


def test_synonyms_have_one_name() -> None:
    assert plain(SqlType("NUMERIC", ("8", "2"))) == SqlType("DECIMAL", ("8", "2"))
    assert plain(SqlType("XML")) == SqlType("XML")
