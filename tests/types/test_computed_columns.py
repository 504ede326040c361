"""Computed columns of SQL Server on the target's server: what the expression gives there, as its manual says."""

from collections.abc import Callable

import pytest

from dbmigrate.pipeline import convert_sql

TABLE = """CREATE TABLE bill (id INT, price DECIMAL(10,2), amount SMALLINT, cost MONEY, weight FLOAT, code VARCHAR(10),
  name NVARCHAR(20), seen DATETIME, free BIT, made AS {} {})"""
ROW = """INSERT INTO bill (id, price, amount, cost, weight, code, name, seen, free)
  VALUES (7, 2.50, 3, 10.5, 0.5, 'ab', '患者', '2024-02-29 08:30:00', 0)"""


@pytest.mark.server
@pytest.mark.parametrize(
    ("expression", "made"),
    [
        ("id + amount", "10"),
        ("id / 2", "3"),
        ("-id % 4", "-3"),
        ("price * amount", "7.50"),
        ("(price + 1) * 2", "7.00"),
        ("cost - price", "8.0000"),
        ("weight * 3", "1.5"),
        ("code + N'-' + name", "ab-患者"),
        ("ISNULL(code, '') + CONVERT(VARCHAR(10), id)", "ab7"),
        ("CONCAT(code, NULL, name)", None),
        ("CONCAT(code, ' ', name)", "ab 患者"),
        ("LEN(code)", "2"),
        ("UPPER(LEFT(code, 1))", "A"),
        ("SUBSTRING(code, 2, 5)", "b"),
        ("COALESCE(NULL, price, 1)", "2.50"),
        ("CASE WHEN seen IS NULL THEN 'no' WHEN free = 0 AND id IN (6, 7) THEN code ELSE 'x' END", "ab"),
        ("CASE amount WHEN 3 THEN 1 ELSE 0 END", "1"),
        ("IIF(id > 6, price, 0)", "2.50"),
        ("NULLIF(id, 7)", "NULL"),
        ("ROUND(price * 1.15, 1)", "2.9000"),
        ("ABS(-price)", "2.50"),
        ("YEAR(seen) * 100 + MONTH(seen)", "202402"),
        ("CAST(seen AS DATE)", "2024-02-29"),
        ("CONVERT(BIT, (1))", "1"),
        ("GETDATE()", None),
        ("DATEDIFF(day, seen, SYSDATETIME())", None),
        ("dbo.f(id)", None),
        ("code + id", None),
        ("CONVERT(VARCHAR(20), seen, 120)", None),
        ("CASE WHEN id = 1 THEN code ELSE id END", None),
    ],
)
@pytest.mark.parametrize("stored", ["", "PERSISTED"])
def test_computed(expression: str, made: str | None, stored: str, run: Callable[..., str]) -> None:
    """None: the column is left out of the table, where its type is known for a function, and an issue says so."""
    found = convert_sql(TABLE.format(expression, stored), source="sqlserver")
    left_out = bool({"left-out", "function"} & {i.note for i in found.issues if i.code == "DD202"})
    assert left_out is (made is None)
    shown = "id" if left_out else "made"
    assert run(found.text, f"{ROW};\nSELECT {shown} FROM bill") == (made or "7")
