"""The load scripts: in which order and under which search path they hold the estate's statements."""

from __future__ import annotations

from pathlib import Path

import pytest

from dbmigrate.config import Settings
from dbmigrate.output import convert

LOAD = "_dbmigrate/load"


def scripts(folder: Path, source: str, **files: str) -> dict[str, list[str]]:
    """The statements of each load script, one line each, without the lines that say where they come from."""
    (folder / "in").mkdir()
    for name, text in files.items():
        (folder / "in" / f"{name}.sql").write_text(text, "utf-8")
    convert(Settings(paths=(folder / "in",), source=source).checked(), folder / "out")
    found = {}
    for name in ("10_pre", "20_data", "30_post"):
        lines = (folder / "out" / LOAD / f"{name}.sql").read_text("utf-8").splitlines()
        found[name[3:]] = [x for x in lines if not x.startswith("--")]
    return found


def test_definitions_are_ordered_by_kind(tmp_path: Path) -> None:
    made = scripts(
        tmp_path,
        "oracle",
        a="CREATE VIEW v AS SELECT w.id FROM w;\nCREATE INDEX i ON t (id);\nINSERT INTO t VALUES (1);\n",
        b="CREATE VIEW w AS SELECT t.id FROM t;\nCREATE TABLE t (id NUMBER(5,2));\nCOMMENT ON TABLE t IS 'x';\n",
    )
    assert made["pre"] == ["CREATE TABLE t (id numeric(5,2));"]
    assert made["data"] == ["INSERT INTO t VALUES (1);"]
    assert made["post"] == [
        "CREATE INDEX i ON t (id);",
        "CREATE VIEW w AS SELECT t.id FROM t;",
        "CREATE VIEW v AS SELECT w.id FROM w;",
        "COMMENT ON TABLE t IS 'x';",
    ]


def test_an_alter_follows_its_table_and_foreign_keys_wait(tmp_path: Path) -> None:
    made = scripts(
        tmp_path,
        "oracle",
        a="CREATE TABLE child (p NUMBER(5,2) REFERENCES parent (id));\nALTER TABLE parent ADD x VARCHAR(5);\n",
        b="CREATE TABLE parent (id NUMBER(5,2) UNIQUE);\n",
    )
    assert made["pre"] == [
        "CREATE TABLE child (p numeric(5,2));",
        "CREATE TABLE parent (id numeric(5,2) UNIQUE);",
        "ALTER TABLE parent ADD x VARCHAR(5);",
    ]
    assert made["post"] == ["ALTER TABLE child ADD FOREIGN KEY (p) REFERENCES parent (id);"]


def test_rows_are_cleared_before_they_are_filled(tmp_path: Path) -> None:
    made = scripts(
        tmp_path,
        "oracle",
        a="CREATE TABLE t (id NUMBER(5,2));\nDELETE FROM t;\nINSERT INTO t VALUES (1);\nUPDATE t SET id = 2;\n",
    )
    assert made["data"] == ["DELETE FROM t;", "INSERT INTO t VALUES (1);", "UPDATE t SET id = 2;"]


def test_rows_that_come_from_a_view_wait_for_it_and_so_do_later_rows_of_that_table(tmp_path: Path) -> None:
    made = scripts(
        tmp_path,
        "oracle",
        a="CREATE TABLE t (id NUMBER(5,2));\nCREATE TABLE u (id NUMBER(5,2));\nCREATE VIEW v AS SELECT t.id FROM t;\n"
        "INSERT INTO u SELECT v.id FROM v;\nINSERT INTO t VALUES (1);\nDELETE FROM u;\nINSERT INTO u VALUES (3);\n",
    )
    assert made["data"] == []
    assert made["post"] == [
        "CREATE VIEW v AS SELECT t.id FROM t;",
        "INSERT INTO u SELECT v.id FROM v;",
        "INSERT INTO t VALUES (1);",  # not before the view was read
        "DELETE FROM u;",
        "INSERT INTO u VALUES (3);",
    ]


def test_a_drop_of_what_does_not_exist_yet_is_named_and_left_out(tmp_path: Path) -> None:
    made = scripts(tmp_path, "oracle", a="DROP TABLE t;\nCREATE TABLE t (id NUMBER(5,2));\n")
    assert made["pre"] == ["CREATE TABLE t (id numeric(5,2));"]
    assert made["post"] == []
    text = (tmp_path / "out" / LOAD / "10_pre.sql").read_text("utf-8")
    assert "-- not loaded, the database is empty: a.sql:1 drop table t\n" in text


def test_what_dynamic_sql_makes_can_be_dropped(tmp_path: Path) -> None:
    made = scripts(
        tmp_path,
        "oracle",
        a="DECLARE s VARCHAR2(99);\nBEGIN\n  s := 'CREATE SEQUENCE seq_a START WITH ';\nEND;\n/\n",
        b="DROP SEQUENCE seq_a;\nCREATE SEQUENCE seq_a;\n",
    )
    assert made["pre"][-2:] == ["DROP SEQUENCE seq_a;", "CREATE SEQUENCE seq_a;"]


def test_line_ends_of_the_load_scripts_are_one_kind(tmp_path: Path) -> None:
    made = tmp_path / "out" / LOAD / "10_pre.sql"
    scripts(tmp_path, "oracle", a="CREATE TABLE t\r\n(\r  id NUMBER(5,2)\r\n);\r\n")
    assert b"\r" not in made.read_bytes()


def test_a_script_that_only_clears_away_is_left_out(tmp_path: Path) -> None:
    made = scripts(tmp_path, "oracle", a="CREATE TABLE t (id NUMBER(5,2));\n", drop_all="DROP TABLE t;\n")
    assert made["pre"] == ["CREATE TABLE t (id numeric(5,2));"]
    assert made["post"] == []


def test_a_history_keeps_the_order_of_its_scripts(tmp_path: Path) -> None:
    made = scripts(
        tmp_path,
        "oracle",
        V1__a="CREATE TABLE t (id NUMBER(5,2), old VARCHAR(5));\nINSERT INTO t VALUES (1, 'a');\n",
        V2__b="CREATE TABLE u (id NUMBER(5,2));\nINSERT INTO u SELECT t.id FROM t;\nDROP TABLE t;\n",
        V10__c="CREATE TABLE t (id NUMBER(5,2));\nINSERT INTO t VALUES (2);\n",
    )
    assert made["data"] == made["post"] == []
    assert made["pre"] == [
        "CREATE TABLE t (id numeric(5,2), old VARCHAR(5));",
        "INSERT INTO t VALUES (1, 'a');",
        "CREATE TABLE u (id numeric(5,2));",
        "INSERT INTO u SELECT t.id FROM t;",
        "DROP TABLE t;",
        "CREATE TABLE t (id numeric(5,2));",
        "INSERT INTO t VALUES (2);",
    ]


def test_each_owner_has_its_search_path(tmp_path: Path) -> None:
    made = scripts(
        tmp_path,
        "oracle",
        a="connect his/x\nCREATE TABLE t (id NUMBER(5,2));\nINSERT INTO t VALUES (1);\n",
        b="connect lis/x\nCREATE TABLE t (id NUMBER(5,2));\nINSERT INTO t VALUES (2);\n",
    )
    assert made["data"] == [
        "SET search_path TO his, public;",
        "INSERT INTO t VALUES (1);",
        "SET search_path TO lis, public;",
        "INSERT INTO t VALUES (2);",
    ]


def test_names_of_another_owner_without_it_are_found(tmp_path: Path) -> None:
    made = scripts(
        tmp_path,
        "oracle",
        a="CREATE TABLE his.t (id NUMBER(5,2));\nCREATE TABLE tools.item (id NUMBER(5,2));\n",
        b="INSERT INTO item SELECT id FROM his.t;\nINSERT INTO item VALUES (1);\n",
    )
    assert made["data"] == [
        "SET search_path TO public, tools;",
        "INSERT INTO item SELECT id FROM his.t;",
        "INSERT INTO item VALUES (1);",
    ]


def test_names_behind_synonyms_of_the_same_name_are_found(tmp_path: Path) -> None:
    made = scripts(
        tmp_path,
        "oracle",
        a="INSERT INTO item SELECT id FROM his.t;\n",
        b="CREATE TABLE his.t (id NUMBER(5,2));\nCREATE TABLE tools.item (id NUMBER(5,2));\n"
        "CREATE PUBLIC SYNONYM item FOR tools.item;\n",
    )
    assert made["data"] == ["SET search_path TO public, tools;", "INSERT INTO item SELECT id FROM his.t;"]


def test_a_lone_owner_is_the_search_path(tmp_path: Path) -> None:
    made = scripts(tmp_path, "oracle", a="CREATE TABLE his.t (id NUMBER(5,2));\nCREATE INDEX i ON t (id);\n")
    assert made["pre"][0] == "SET search_path TO his, public;"
    runtime = (tmp_path / "out" / LOAD / "00_runtime.sql").read_text("utf-8")
    assert runtime.endswith("\nCREATE SCHEMA IF NOT EXISTS his;\n")
    assert made["post"] == ["SET search_path TO his, public;", "CREATE INDEX i ON t (id);"]


@pytest.mark.parametrize("rows", [20, 60_000])
def test_a_big_file_of_rows_is_included_and_not_copied(tmp_path: Path, rows: int) -> None:
    row = "INSERT INTO t VALUES ({0}, '床位费{0}', to_date('2020-01-02','yyyy-mm-dd'));\n"
    text = "".join(row.format(i) for i in range(rows))
    made = scripts(tmp_path, "oracle", a="CREATE TABLE t (id NUMBER(8,2), n VARCHAR(20), d DATE);\n", b=text)
    if rows == 20:
        assert len(made["data"]) == 20
    else:
        assert made["data"] == ["\\ir '../../b.sql'"]
        assert (tmp_path / "out" / "b.sql").read_text("utf-8").count("timestamp '2020-01-02'") == rows


def test_variables_of_scripts_are_set_first(tmp_path: Path) -> None:
    made = scripts(
        tmp_path,
        "oracle",
        a="define own = his\ndefine n = 1\nCREATE TABLE &own..t_&n (id NUMBER(5,2));\n",
        b="define n = 2\nINSERT INTO &own..t_&n VALUES (1);\n",
    )
    assert made["pre"] == [
        "\\set own 'his'",  # n is set in two ways: loading has to fail
        "CREATE SCHEMA IF NOT EXISTS :own;",
        "CREATE TABLE :own.t_:n (id numeric(5,2));",
    ]
    assert made["data"] == ["INSERT INTO :own.t_:n VALUES (1);"]


def test_views_of_a_history_wait_for_columns_that_come_later(tmp_path: Path) -> None:
    made = scripts(
        tmp_path,
        "oracle",
        a="CREATE TABLE t (id NUMBER(5,2));\nCREATE VIEW v AS SELECT t.id, t.x FROM t;\n"
        "CREATE TABLE gone (id NUMBER(5,2));\nCREATE VIEW w AS SELECT gone.id FROM gone;\n"
        "INSERT INTO t SELECT w.id FROM w;\n",
        b="ALTER TABLE t ADD x VARCHAR(5);\nDROP VIEW w;\nDROP TABLE gone;\n",
        c="INSERT INTO t VALUES (1, 'a');\n",
    )
    assert made["pre"][-2:] == ["INSERT INTO t VALUES (1, 'a');", "CREATE VIEW v AS SELECT t.id, t.x FROM t;"]
    assert made["pre"].index("INSERT INTO t SELECT w.id FROM w;") < made["pre"].index("ALTER TABLE t ADD x VARCHAR(5);")


def test_scripts_that_a_script_runs_come_in_its_order(tmp_path: Path) -> None:
    made = scripts(
        tmp_path,
        "oracle",
        a_rows="INSERT INTO t VALUES (1);\nDELETE FROM t;\n",
        b_install="@@c_tables.sql\n@@a_rows.sql\nINSERT INTO t VALUES (3);\n",
        c_tables="CREATE TABLE t (id NUMBER(5,2));\nINSERT INTO t VALUES (0);\n",
        d_last="UPDATE t SET id = 4;\n",
    )
    assert made["data"] == [
        "INSERT INTO t VALUES (0);",
        "INSERT INTO t VALUES (1);",
        "DELETE FROM t;",
        "INSERT INTO t VALUES (3);",
        "UPDATE t SET id = 4;",
    ]


def test_a_block_that_fills_tables_is_data(tmp_path: Path) -> None:
    made = scripts(
        tmp_path,
        "oracle",
        a="CREATE TABLE t (id NUMBER(5,2));\nCREATE INDEX i ON t (id);\n"
        "BEGIN INSERT INTO t (id) VALUES (1); COMMIT; END;\n/\n"
        "DELETE FROM t;\nBEGIN p_fill; INSERT INTO t (id) VALUES (2); END;\n/\n",
    )
    assert made["data"][-1] == "DELETE FROM t;"
    assert "p_fill" not in "".join(made["data"])
