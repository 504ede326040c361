"""INSERTs of literals, and the guess of the dialect."""

import pytest
from vendor_scripts import ORACLE, SQLSERVER

from dbmigrate.sources.inserts import InsertRun, literal_insert
from dbmigrate.sources.split import guess_dialect


@pytest.mark.parametrize(
    ("text", "dialect", "run"),
    [
        ("insert into HIS.T (A, \"b\")\nvalues (1, 'x;''y');", "oracle", InsertRun("HIS.T", ("A", '"b"'), 1)),
        ("-- c\nINSERT INTO t VALUES (-1.5e-3, NULL, +.5, n'x')", "oracle", InsertRun("t", (), 1)),
        ("insert into t values (q'[it's]', date '2018-01-01')", "oracle", InsertRun("t", (), 1, True)),
        ("insert into t values (to_date('01-01-2018', 'dd-mm-yyyy'), null)", "oracle", InsertRun("t", (), 1, True)),
        ("insert into t values (1), (2),\n(3)", "oracle", InsertRun("t", (), 3)),
        ("insert into 病人 (姓名) values ('张三')", "oracle", InsertRun("病人", ("姓名",), 1)),
        ("INSERT [dbo].[T] ([a], [b c]) VALUES (1, N'x')", "sqlserver", InsertRun("[dbo].[T]", ("[a]", "[b c]"), 1)),
        (
            "INSERT INTO t VALUES (0x, 0xFF, $1.5, CAST(N'2018' AS DateTime2(7)))",
            "sqlserver",
            InsertRun("t", (), 1, True),
        ),
        (
            "insert t values (convert(datetime, '2018', 120)), (cast(1.5 as decimal(18, 2)))",
            "sqlserver",
            InsertRun("t", (), 2, True),
        ),
        ("insert db..t values ('')", "sqlserver", InsertRun("db..t", (), 1)),
    ],
)
def test_literals(text: str, dialect: str, run: InsertRun) -> None:
    assert literal_insert(text, dialect) == run


@pytest.mark.parametrize("dialect", ["oracle", "sqlserver"])
@pytest.mark.parametrize(
    "text",
    [
        "insert into t select 1 from dual",
        "insert into t values (a)",
        "insert into t values (1, sysdate)",
        "insert into t values (1) returning a into b",
        "insert into t values (1 + 2)",
        "insert into t values (1,)",
        "insert into t values (,1)",
        "insert into t values ()",
        "update t set a = 1",
        "insert into t values ('open)",
        "insert into t values (1)(2)",
        "insert into t values (1),",
        "insert into t values (nullx)",
        "insert into t values (1 2)",
        "insert into t values ('a' || 'b')",
        "insert into t default values",
        "insert into t (a) values (&x)",
        "",
        "insert into t values (1), (f(2))",
    ],
)
def test_anything_else(text: str, dialect: str) -> None:
    assert literal_insert(text, dialect) is None


@pytest.mark.parametrize("dialect", ["oracle", "sqlserver"])
def test_many_rows_and_columns(dialect: str) -> None:
    row = "(" + ", ".join(str(n) for n in range(1000)) + ")"
    found = literal_insert("insert into t values " + ", ".join([row] * 1500), dialect)
    assert found is not None and found.rows == 1500


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        (ORACLE, "oracle"),
        (SQLSERVER, "sqlserver"),
        ("create table t (a number(10), b varchar2(3));", "oracle"),
        ("create table t (a int identity(1,1), b nvarchar(max))", "sqlserver"),
        ("select * from t where rownum < 5", "oracle"),
        ("select top 5 * from t with (nolock)", "sqlserver"),
        ("begin\n  null;\nend;\n/\n", "oracle"),
        ("select 1\ngo\n", "sqlserver"),
    ],
)
def test_guess(text: str, dialect: str) -> None:
    found, sure = guess_dialect(text)
    assert found == dialect and sure > 0.6


def test_no_sign_is_no_certainty() -> None:
    assert guess_dialect("select a from t")[1] == 0.5
