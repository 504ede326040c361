"""Objects that the scripts make twice."""

from __future__ import annotations

import pytest

from dbmigrate.pipeline import convert_sql


def again(text: str, source: str = "oracle") -> list[str]:
    return [i.values["object"] for i in convert_sql(text, source=source).issues if i.code == "DD099"]


@pytest.mark.parametrize(
    ("text", "objects"),
    [
        ("CREATE TABLE t (id NUMBER(3,1)); CREATE TABLE T (x DATE);", ["relation T"]),
        ("CREATE SEQUENCE s; CREATE SEQUENCE s;", ["relation S"]),
        ("CREATE TABLE t (id NUMBER(3,1)); DROP TABLE t; CREATE TABLE t (x DATE);", []),
        ("CREATE TABLE his.t (id NUMBER(3,1)); CREATE TABLE lis.t (x DATE);", []),
        ("CREATE OR REPLACE VIEW v AS SELECT 1 x FROM dual; CREATE OR REPLACE VIEW v AS SELECT 2 x FROM dual;", []),
        (
            "CREATE TABLE t (id NUMBER(3,1) CONSTRAINT pk PRIMARY KEY);"
            " ALTER TABLE t ADD CONSTRAINT pk2 PRIMARY KEY (id);",
            ["primary key T"],
        ),
        (
            "CREATE TABLE t (id NUMBER(3,1) CONSTRAINT pk PRIMARY KEY); ALTER TABLE t DROP CONSTRAINT pk;"
            "ALTER TABLE t ADD CONSTRAINT pk PRIMARY KEY (id);",
            [],
        ),
        ("CREATE TABLE t (a DATE); ALTER TABLE t ADD b DATE; ALTER TABLE t ADD (c DATE, B DATE);", ["column T.B"]),
        ("CREATE TABLE t (a DATE); ALTER TABLE t ADD a DATE;", ["column T.A"]),
        ("CREATE TABLE t (a DATE); ALTER TABLE t DROP COLUMN a; ALTER TABLE t ADD a DATE;", []),
        ("CREATE TABLE t (a NUMBER(3,1)); CREATE INDEX i ON t (a); CREATE INDEX i ON t (a);", ["index I"]),
    ],
)
def test_oracle(text: str, objects: list[str]) -> None:
    assert again(text) == objects


def test_guards_make_what_is_missing() -> None:
    text = "IF OBJECT_ID('t') IS NULL CREATE TABLE t (id INT)\nGO\n"
    assert again(text + text, "sqlserver") == []
    assert again(text + "CREATE TABLE t (id INT)\nGO\n", "sqlserver") == ["relation dbo.t"]


def test_the_first_definition_is_named() -> None:
    text = "\nCREATE TABLE t (id NUMBER(3,1));\nCREATE TABLE t (id NUMBER(3,1));\n"
    issue = next(i for i in convert_sql(text, source="oracle").issues if i.code == "DD099")
    assert (issue.place.line, issue.values["first"]) == (3, ":2")


def test_indexes_of_sql_server_belong_to_their_table() -> None:
    tables = "CREATE TABLE t (a INT)\nGO\nCREATE TABLE w (a INT)\nGO\n"
    text = f"{tables}CREATE INDEX i ON t (a)\nGO\nCREATE INDEX i ON w (a)\nGO\nCREATE INDEX i ON t (a)\nGO\n"
    assert again(text, "sqlserver") == ["index dbo.t.i"]


def test_what_is_replaced_is_noted() -> None:
    text = "CREATE OR REPLACE VIEW v AS SELECT 1 x FROM t;\nCREATE OR REPLACE VIEW v AS SELECT 1 x, 2 y FROM t;\n"
    found = [i for i in convert_sql(text, source="oracle").issues if i.code == "DD098"]
    assert [(i.values["object"], i.open) for i in found] == [("relation V", False)]
