"""Loading on a real server: one pass, each statement by itself, and why what failed failed."""

from __future__ import annotations

import time
from pathlib import Path

import psycopg
import pytest
from servers import TestDatabase

from dbmigrate.model import UsageError
from dbmigrate.verify.load import Loader, load_folder, load_texts
from dbmigrate.verify.outcomes import LoadResult, Outcome

pytestmark = pytest.mark.server


def load(database: TestDatabase, *scripts: str) -> LoadResult:
    with database.connect() as conn:
        return load_texts(conn, [(f"{n}.sql", s) for n, s in enumerate(scripts)], Path.cwd())


def told(outcome: Outcome) -> tuple[int, str | None, bool, str]:
    return outcome.line, outcome.sqlstate, outcome.order_only, outcome.consequence_of


def test_settings_last_and_each_statement_stands_alone(database: TestDatabase) -> None:
    result = load(
        database,
        "CREATE SCHEMA his; SET search_path = his;",
        "CREATE TABLE dept (code int);\nSELECT 1/0;\nINSERT INTO dept VALUES (1);",
    )
    assert (result.executed, result.loaded, result.failed) == (5, 4, 1)
    assert told(result.failures[0]) == (2, "22012", False, "")
    assert database.run("SELECT count(*) FROM his.dept") == "1"


def test_a_bad_row_in_the_middle_costs_only_itself(database: TestDatabase) -> None:
    rows = [f"INSERT INTO fee (item, amount) VALUES ('{n};', {n});" for n in range(3000)]
    rows[1234] = "INSERT INTO fee (item, amount) VALUES ('张三', 'abc');"
    rows[1235] = "INSERT INTO fee (item amount) VALUES ('x', 1);"
    table = "CREATE TABLE fee (id int GENERATED ALWAYS AS IDENTITY, item text, amount int);\n"
    result = load(database, table + "\n".join(rows))
    bad, wrong = result.failures
    assert told(bad) == (1236, "22P02", False, "")
    assert told(wrong) == (1237, "42601", False, "")
    assert bad.message == 'invalid input syntax for type integer: "***"'
    assert bad.statement_head == "INSERT INTO fee (item, amount) VALUES ('***', '***')"
    # Identity values are those of a load one by one: a batch that is done again would have drawn its numbers twice.
    assert database.run("SELECT count(*), max(id), max(amount) FROM fee") == "2998 | 2998 | 2999"


def test_a_missing_table_is_one_outcome_for_all_its_rows(database: TestDatabase) -> None:
    result = load(database, "INSERT INTO nothing VALUES (1);\n" * 1200)
    assert len(result.failures) == 1
    assert (result.failed, result.failures[0].repeats, result.failures[0].end_line) == (1200, 1200, 1200)


def test_long_answers_do_not_block_long_batches(database: TestDatabase) -> None:
    row = f"INSERT INTO note VALUES ('{'x' * 2000}') RETURNING repeat('y', 20000);\n"
    result = load(database, "CREATE TABLE note (x text);\n" + row * 500)
    assert result.failed == 0
    assert database.run("SELECT count(*) FROM note") == "500"


def test_a_server_that_goes_in_the_middle_of_a_batch_is_told(database: TestDatabase) -> None:
    rows = ["INSERT INTO a VALUES (1);"] * 40
    rows[20] = "INSERT INTO a SELECT 1 FROM pg_terminate_backend(pg_backend_pid());"
    with pytest.raises(UsageError, match=r"closed the connection at 0\.sql:22"), database.connect() as conn:
        load_texts(conn, [("0.sql", "CREATE TABLE a (x int);\n" + "\n".join(rows))], Path.cwd())


def test_a_transaction_of_the_script_is_kept(database: TestDatabase) -> None:
    script = """CREATE TABLE a (x int);
    BEGIN; INSERT INTO a VALUES (1); INSERT INTO a VALUES (2); COMMIT;
    BEGIN; INSERT INTO a VALUES (3); INSERT INTO a VALUES ('x'); INSERT INTO a VALUES (4); COMMIT;
    BEGIN; INSERT INTO a VALUES (5);"""
    result = load(database, script)
    assert [(f.sqlstate, f.consequence_of) for f in result.failures] == [("22P02", ""), ("25P02", "transaction")]
    assert database.run("SELECT string_agg(x::text, ',' ORDER BY x) FROM a") == "1,2"


def test_order_is_told_from_a_real_miss(database: TestDatabase) -> None:
    result = load(
        database,
        """CREATE VIEW v2 AS SELECT * FROM v1;
CREATE VIEW v1 AS SELECT * FROM visit;
CREATE VIEW v3 AS SELECT * FROM nowhere;
CREATE TABLE visit (id int);""",
    )
    assert [told(f) for f in result.failures] == [
        (1, "42P01", True, ""),
        (2, "42P01", True, ""),
        (3, "42P01", False, ""),
    ]
    assert database.run("SELECT to_regclass('v1'), to_regclass('visit')") == "NULL | visit"  # as one pass left it


def test_consequences_name_what_failed_first(database: TestDatabase) -> None:
    result = load(
        database,
        """CREATE SCHEMA his;
CREATE TABLE his.visit (id int, code wrong_type);
CREATE VIEW his.v_visit AS SELECT id FROM his.visit;
CREATE FUNCTION his.age(d date) RETURNS int LANGUAGE sql AS $$ SELECT nothing(d) $$;
CREATE VIEW his.v_age AS SELECT his.age(current_date);
INSERT INTO his.visit VALUES (1, 'x');
CREATE VIEW v_other AS SELECT * FROM lis.visit;
CREATE TABLE dept (id int, PRIMARY KEY (code));
ALTER TABLE dept ADD FOREIGN KEY (id) REFERENCES dept (id);
""",
    )
    assert [told(f) for f in result.failures] == [
        (2, "42704", False, ""),
        (3, "42P01", False, "his.visit"),
        (4, "42883", False, ""),
        (5, "42883", False, "his.age"),
        (6, "42P01", False, "his.visit"),
        (7, "42P01", False, ""),
        (8, "42703", False, ""),
        (9, "42P01", False, "dept"),
    ]


def test_a_column_of_a_relation_whose_name_was_taken_is_a_consequence(database: TestDatabase) -> None:
    result = load(
        database,
        """CREATE TABLE product (id int);
CREATE TABLE product (id int, kind int);
CREATE VIEW v_kind AS SELECT p.kind FROM product p;
CREATE VIEW v_other AS SELECT g.kind FROM generate_series(1, 2) g;""",
    )
    assert [told(f) for f in result.failures] == [
        (2, "42P07", False, ""),
        (3, "42703", False, "product"),
        (4, "42703", False, ""),
    ]


def test_a_foreign_key_without_its_key_is_a_consequence(database: TestDatabase) -> None:
    result = load(
        database,
        """CREATE TABLE dept (id int); INSERT INTO dept VALUES (1), (1);
ALTER TABLE dept ADD PRIMARY KEY (id);
CREATE TABLE staff (dept_id int REFERENCES dept (id));
ALTER TABLE dept ADD FOREIGN KEY (id) REFERENCES dept (id);""",
    )
    assert [told(f) for f in result.failures] == [
        (2, "23505", False, ""),
        (3, "42830", False, "dept"),
        (4, "42830", False, "dept"),
    ]


def test_the_error_line_is_where_the_server_points(database: TestDatabase) -> None:
    result = load(database, "\n\nCREATE VIEW v AS\nSELECT 1 AS a,\n  nothing AS b;")
    assert (result.failures[0].line, result.failures[0].error_line, result.failures[0].end_line) == (3, 5, 5)


def test_notices_and_copy_and_bytes_that_are_not_utf8(database: TestDatabase, tmp_path: Path) -> None:
    (tmp_path / "10_pre.sql").write_bytes(
        b"CREATE TABLE a (x text);\nDROP TABLE IF EXISTS b;\nSELECT '\xff';\nSELECT 'a\0b';"
    )
    (tmp_path / "20_data.sql").write_text("COPY a FROM STDIN;\n患者\n\\N\n\\.\nINSERT INTO a VALUES ('z');\n\\bad\n")
    steps: list[tuple[int, int]] = []
    with database.connect() as conn:
        result = load_folder(conn, tmp_path, lambda done, total: steps.append((done, total)))
    assert [(f.script, f.line, f.sqlstate) for f in result.failures] == [
        ("10_pre.sql", 3, "22021"),
        ("10_pre.sql", 4, "22021"),
        ("20_data.sql", 6, None),
    ]
    assert [(n.line, n.severity) for n in result.notices] == [(2, "NOTICE")]
    assert database.run("SELECT count(*), count(x) FROM a") == "3 | 2"
    assert steps[-1][0] == steps[-1][1] and steps == sorted(steps)


def test_a_folder_without_scripts_is_wrong_use(database: TestDatabase, tmp_path: Path) -> None:
    with database.connect() as conn, pytest.raises(UsageError, match="no load scripts"):
        load_folder(conn, tmp_path)


def test_a_connection_with_open_transactions_is_refused(database: TestDatabase) -> None:
    with psycopg.connect(database.dsn) as conn, pytest.raises(ValueError, match="autocommit"):
        Loader(conn)


def test_a_lost_connection_is_told_with_its_place(database: TestDatabase) -> None:
    with pytest.raises(UsageError, match=r"0\.sql:2"), database.connect() as conn:
        load_texts(conn, [("0.sql", "SELECT 1;\nSELECT pg_terminate_backend(pg_backend_pid());")], Path.cwd())


@pytest.mark.slow
def test_five_thousand_tables_with_keys_load_at_default_settings(database: TestDatabase) -> None:
    tables = "\n".join(f"CREATE TABLE t{n} (id int, parent int);" for n in range(5000))
    keys = "\n".join(f"ALTER TABLE t{n} ADD PRIMARY KEY (id);" for n in range(5000))
    links = "\n".join(f"ALTER TABLE t{n} ADD FOREIGN KEY (parent) REFERENCES t{n - 1} (id);" for n in range(1, 5000))
    result = load(database, tables, keys, links)
    assert (result.executed, result.failed) == (14_999, 0)


@pytest.mark.slow
def test_a_hundred_thousand_rows_load_quickly(database: TestDatabase) -> None:
    rows = "\n".join(f"INSERT INTO fee (id, item, amount) VALUES ({n}, N'床位', {n % 90}.50);" for n in range(100_000))
    begun = time.monotonic()
    result = load(database, "CREATE TABLE fee (id int, item text, amount numeric(12,2));", rows)
    assert result.failed == 0
    assert time.monotonic() - begun < 60
    assert database.run("SELECT count(*) FROM fee") == "100000"
