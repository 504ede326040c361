"""Types that queries name are rewritten like those of DDL."""

from __future__ import annotations

import pytest

from dbmigrate import convert_sql

XML = "SELECT x.m FROM report r, XMLTABLE('/a/b' PASSING r.body COLUMNS {}) x"


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ("m VARCHAR2(40) PATH '@n'", "m varchar(40) PATH '@n[. != \"\"]'"),
        ("m VARCHAR2(40 BYTE)", "m varchar(40) PATH 'M[. != \"\"]'"),
        ("m NUMBER(5) PATH 'a' DEFAULT (1), k FOR ORDINALITY", "m numeric(5) PATH 'a' DEFAULT (1), k FOR ORDINALITY"),
        ("k FOR ORDINALITY, d DATE PATH 'd'", "k FOR ORDINALITY, d timestamp(0) PATH 'd[. != \"\"]'"),
    ],
)
def test_columns_of_xmltable(columns: str, expected: str) -> None:
    schema = "CREATE TABLE report (id NUMBER(5), body XMLTYPE);\n"
    made = convert_sql(XML.format(columns), source="oracle", schema=schema)
    assert made.text.strip() == XML.format(expected)
