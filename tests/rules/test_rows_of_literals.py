"""INSERTs of one shape share their edits: a literal that needs another edit than the row before must still get it."""

import pytest

from dbmigrate.pipeline import convert_sql


@pytest.mark.parametrize(
    ("source", "first", "second", "written"),
    [
        ("sqlserver", "12.5", "$12.5", "12.5"),
        ("sqlserver", "12.5", "0x1F", r"'\x1F'::bytea"),
        ("sqlserver", "'a'", "N'a'", "'a'"),
        ("sqlserver", "CAST(0x0000901A00000000 AS datetime)", "CAST(0x0000901A00F73140 AS datetime)", "-01 15:00:00'"),
        ("oracle", "TIMESTAMP '2020-01-01 10:00:00'", "TIMESTAMP '2020-01-01 10:00:00 +08:00'", "timestamptz"),
        ("oracle", "TIMESTAMP '2020-01-01 10:00:00'", "TIMESTAMP '2020-01-01 10:00:00 Asia/Tokyo'", "timestamptz"),
        ("oracle", "CHR(10)", "CHR(53947)", "'一'"),
        ("oracle", "TO_DATE('12', 'dd')", "TO_DATE('2020-01-02', 'yyyy-mm-dd')", "timestamp '2020-01-02'"),
        ("oracle", "TO_TIMESTAMP('2020', 'yyyy')", "TO_TIMESTAMP('20200102', 'yyyymmdd')", "timestamp '2020-01-02'"),
        ("oracle", "TO_NUMBER('12', '99')", "TO_NUMBER('  12', '99')", "(12)"),
        ("oracle", "'a'", "''", "NULL"),
        ("oracle", "'a'", "q'[a]'", "'a'"),
    ],
)
def test_the_second_row_gets_its_own_edit(source: str, first: str, second: str, written: str) -> None:
    made = convert_sql(f"INSERT INTO t VALUES ({first});\nINSERT INTO t VALUES ({second});\n", source=source)
    assert written in made.text.splitlines()[-1]
