"""SQL Server's `database..table` in queries that ask whether a column may be NULL."""

import pytest

from dbmigrate.pipeline import convert_sql

SCHEMA = "CREATE TABLE dbo.t (c datetime NOT NULL, x int)"


@pytest.mark.parametrize("name", ["his..t", "his.dbo.t", "dbo.t", "t", "#t", "srv.his..t"])
def test_order_by(name: str) -> None:
    made = convert_sql(f"SELECT TOP 1 x FROM {name} ORDER BY c DESC, x", source="sqlserver", schema=SCHEMA)
    assert not [i.values for i in made.issues if i.code == "XX003"]
    assert "ORDER BY" in made.text
