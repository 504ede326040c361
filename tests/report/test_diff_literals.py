"""Literals behind dots: what could be a patient's never stands in a comparison, and places stay where they are."""

import pytest

from dbmigrate.literals import masked
from dbmigrate.model import Span, Unit, Verdict
from dbmigrate.pipeline import convert_sql
from dbmigrate.report.diff.compared import compared
from dbmigrate.results import ConvertedText

HIDDEN = {
    "oracle": [
        ("x = '张三'", "x = '··'"),
        ("x = 'it''s'", "x = '·····'"),
        ("x = q'[张'三]' || 'ab'", "x = q'·····' || 'ab'"),
        ("x = n'李四'", "x = n'··'"),
        ("x = 44190019880101123", "x = ·················"),
        ("'a\nsecret\r\nb'", "'·\n······\r\n·'"),
        ("open 'secret", "open '······"),
        ("create user a identified by secret;", "create user a identified by ······;"),
        ('create user a identified by "s3 cret"', "create user a identified by ·········"),
        ("connect his/secret@orcl", "connect his/······@orcl"),
    ],
    "sqlserver": [
        ("x = N'张三'", "x = N'··'"),
        ('x = "张三"', 'x = "··"'),
        ("/* it's */ 'abc'", "/* it's */ '···'"),
    ],
}
SHOWN = {
    "oracle": [
        "to_char(d, 'yyyy-mm-dd hh24:mi:ss')",
        "to_char(n, 'FM999,990.00')",
        "decode(x, '1', 'Y', 'N')",
        "-- it's a comment with 'words'\nx",
        '"O\'Hara"',
        "maxvalue 9999999999999999",
        "x12345678 + 1234567",
        "xq'ab'",
    ],
    "sqlserver": ["[it's] + 1", 'select "name of" from t', "convert(varchar(10), d, 120)"],
}


def stretch(text: str, kind: str = "select") -> ConvertedText:
    return ConvertedText(0, text, text, unit=Unit("a.sql", Span(0, len(text)), 1, kind), verdict=Verdict.NATIVE)


@pytest.mark.parametrize(("dialect", "text", "expected"), [(d, *case) for d in HIDDEN for case in HIDDEN[d]])
def test_hidden(dialect: str, text: str, expected: str) -> None:
    assert masked(stretch(text), dialect).source == expected


@pytest.mark.parametrize(("dialect", "text"), [(d, text) for d in SHOWN for text in SHOWN[d]])
def test_shown(dialect: str, text: str) -> None:
    assert masked(stretch(text), dialect).source == text


def test_what_a_rule_writes_is_shown() -> None:
    text = "SELECT TRUNC(SYSDATE) - 1, 'pat 7' || a FROM dual WHERE b = 'a rest';\n"
    made = compared("a.sql", "utf-8", "oracle", convert_sql(text, source="oracle").stretches)
    assert "date_trunc('second'" in made.target and "interval '1 day'" in made.target
    assert "a rest" not in made.target and "'·····' ||" in made.source


def test_comments_on_tables_are_shown() -> None:
    text = "comment on table pat is '病人主索引'"
    assert masked(stretch(text, "comment"), "oracle").source == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("oracle", "SELECT NVL(a, '张三'), SUBSTR('李四王五', 0, 2), TO_DATE('19880101', 'yyyymmdd') FROM dual;\n"),
        ("oracle", "INSERT INTO p (a, b) VALUES ('张三', SYSDATE);\nINSERT INTO p (a, b) VALUES ('李四', SYSDATE);\n"),
        ("oracle", "begin\n execute immediate 'update p set a = ''张三''';\n dbms_output.put_line('李四');\nend;\n/\n"),
        ("sqlserver", "SELECT ISNULL(a, N'张三') + '李四' FROM [p] WHERE CHARINDEX('王五', a) > 0\nGO\n"),
        ("sqlserver", "SET QUOTED_IDENTIFIER OFF\nGO\nSELECT ISNULL(a, \"张三\") FROM p WHERE b = \"李四\"\nGO\n"),
    ],
)
def test_edits_do_not_bring_them_back(source: str, text: str) -> None:
    made = compared("a.sql", "utf-8", source, convert_sql(text, source=source).stretches)
    assert made.edits
    for name in ("张三", "李四", "王五", "19880101"):
        assert name not in made.source and name not in made.target
        assert all(name not in e.old + e.new for e in made.edits)
    shown = compared("a.sql", "utf-8", source, convert_sql(text, source=source).stretches, show_literals=True)
    assert shown.source == text
