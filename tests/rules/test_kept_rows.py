"""T-SQL triggers for targets without transition tables: their rows, seen on a server that runs the same text."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest

from dbmigrate.engine.runtime import runtime_script
from dbmigrate.packs import load_target
from dbmigrate.pipeline import Conversion, convert_sql

TARGET = load_target("opengauss/PG")
TABLES = """CREATE TABLE ward (id INT PRIMARY KEY, beds INT)
GO
CREATE TABLE bed (id INT, ward INT)
GO
CREATE TABLE seen (what VARCHAR(60))
GO
"""
COUNTING = """CREATE TRIGGER ward_n ON ward AFTER INSERT, UPDATE, DELETE AS
INSERT INTO seen (what) SELECT 'ins ' + CAST((SELECT COUNT(*) FROM inserted) AS VARCHAR(9))
  + ' del ' + CAST((SELECT COUNT(*) FROM deleted) AS VARCHAR(9))
GO
"""
OWN_CHANGE = """CREATE TRIGGER ward_own ON ward AFTER INSERT, UPDATE AS
BEGIN
  IF @@ROWCOUNT = 0 RETURN
  UPDATE w SET beds = w.beds + 100 FROM ward w JOIN inserted ON inserted.id = w.id
  INSERT INTO seen (what) SELECT 'own ' + CAST(id AS VARCHAR(9)) + ' ' + CAST(beds AS VARCHAR(9)) FROM inserted
END
GO
"""
BEDS = """CREATE TRIGGER ward_beds ON ward AFTER INSERT AS
BEGIN
  INSERT INTO bed (id, ward) SELECT beds, id FROM inserted
  INSERT INTO seen (what) SELECT 'ward ' + CAST(id AS VARCHAR(9)) FROM inserted
END
GO
CREATE TRIGGER bed_seen ON bed AFTER INSERT AS
INSERT INTO seen (what) SELECT 'bed ' + CAST(id AS VARCHAR(9)) + ' of ' + CAST(ward AS VARCHAR(9)) FROM inserted
GO
"""
BACK = """CREATE TRIGGER bed_back ON bed AFTER INSERT AS
UPDATE ward SET beds = beds + 1 WHERE id IN (SELECT ward FROM inserted)
GO
CREATE TRIGGER ward_on ON ward AFTER INSERT, UPDATE AS
INSERT INTO bed (id, ward) SELECT beds, id FROM inserted
GO
"""
VIEWS = """CREATE VIEW outer_ward AS SELECT id, beds FROM ward
GO
CREATE VIEW inner_ward AS SELECT id, beds FROM ward
GO
CREATE TRIGGER inner_in ON inner_ward INSTEAD OF INSERT AS
INSERT INTO ward (id, beds) SELECT id, beds FROM inserted
GO
CREATE TRIGGER outer_in ON outer_ward INSTEAD OF INSERT AS
BEGIN
  INSERT INTO inner_ward (id, beds) SELECT id + 100, beds FROM inserted
  INSERT INTO seen (what) SELECT 'outer ' + CAST(inserted.id AS VARCHAR(9)) FROM inserted
END
GO
"""
ANSWER = "SELECT what FROM seen ORDER BY what"


def made(code: str) -> Conversion:
    found = convert_sql(TABLES + code, source="sqlserver", target="opengauss/PG")
    assert {i.code for i in found.issues if i.open} <= {"PL220", "PL221"}, found.issues
    return found


def answer(run: Callable[..., str], code: str, *statements: str) -> str:
    found = made(code)
    return run(runtime_script(TARGET, found.helpers), found.text, *statements)


@pytest.mark.server
def test_each_event_has_its_rows_and_only_these(run: Callable[..., str]) -> None:
    changes = (
        "INSERT INTO ward VALUES (1, 1), (2, 2), (3, 3)",
        "UPDATE ward SET beds = 0 WHERE id > 1",
        "DELETE FROM ward WHERE id = 1",
        "DELETE FROM ward WHERE id = 99",
        "SELECT string_agg(what, ', ') FROM seen",
    )
    assert answer(run, COUNTING, *changes) == "ins 3 del 0, ins 2 del 2, ins 0 del 1, ins 0 del 0"


@pytest.mark.server
def test_a_statement_of_two_events_calls_it_with_the_rows_of_each(run: Callable[..., str]) -> None:
    merge = (
        "MERGE INTO ward USING (VALUES (1), (2), (3)) v (id) ON v.id = ward.id "
        "WHEN MATCHED THEN UPDATE SET beds = 9 WHEN NOT MATCHED THEN INSERT VALUES (v.id, 0)"
    )
    expected = "ins 1 del 0\nins 1 del 1\nins 2 del 0"
    assert answer(run, COUNTING, "INSERT INTO ward VALUES (1, 1)", merge, ANSWER) == expected


@pytest.mark.server
def test_its_own_change_does_not_fire_it_and_leaves_its_rows(run: Callable[..., str]) -> None:
    changes = ("INSERT INTO ward VALUES (1, 1), (2, 2)", "UPDATE ward SET beds = 5 WHERE id = 2")
    expected = "own 1 1\nown 2 2\nown 2 5"
    assert answer(run, OWN_CHANGE, *changes, ANSWER) == expected
    # once more in a function that ends early: the next statement fires it as ever
    assert answer(run, OWN_CHANGE, "UPDATE ward SET beds = 1", *changes, "SELECT sum(beds) FROM ward") == "206"


@pytest.mark.server
def test_triggers_that_fire_others_keep_their_own_rows(run: Callable[..., str]) -> None:
    expected = "bed 10 of 1\nbed 20 of 2\nward 1\nward 2"
    assert answer(run, BEDS, "INSERT INTO ward VALUES (1, 10), (2, 20)", ANSWER) == expected


@pytest.mark.server
def test_one_that_is_fired_again_by_others_is_an_error(run: Callable[..., str]) -> None:
    with pytest.raises(psycopg.errors.FeatureNotSupported, match="ward_on is fired again"):
        answer(run, BACK, "INSERT INTO ward VALUES (1, 10)")


@pytest.mark.server
def test_an_error_takes_back_what_was_kept(run: Callable[..., str]) -> None:
    failing = "DO $$ BEGIN INSERT INTO ward VALUES (7, 1), (7, 2); EXCEPTION WHEN unique_violation THEN NULL; END $$"
    assert answer(run, COUNTING, failing, "INSERT INTO ward VALUES (1, 1)", ANSWER) == "ins 1 del 0"


@pytest.mark.server
def test_both_triggers_are_switched_and_dropped(run: Callable[..., str]) -> None:
    off = "ALTER TABLE ward DISABLE TRIGGER ward_n\nGO\n"
    on = "ALTER TABLE ward ENABLE TRIGGER ward_n"
    again = convert_sql(on, source="sqlserver", target="opengauss/PG", schema=TABLES + COUNTING).text
    rows = ("INSERT INTO ward VALUES (1, 1)", again, "INSERT INTO ward VALUES (2, 2)", ANSWER)
    assert answer(run, COUNTING + off, *rows) == "ins 1 del 0"
    dropped = made(COUNTING + "DROP TRIGGER ward_n\nGO\n")
    left = "SELECT count(*) FROM pg_trigger WHERE tgrelid = 'ward'::regclass AND NOT tgisinternal"
    assert run(runtime_script(TARGET, dropped.helpers), dropped.text, left) == "0"


def test_a_trigger_without_rows_needs_no_second_one() -> None:
    text = made("CREATE TRIGGER plain ON ward AFTER INSERT AS\nINSERT INTO seen (what) VALUES ('x')\nGO\n").text
    assert "TG_LEVEL" not in text and text.count("CREATE TRIGGER") == 1


def test_names_of_schemas_tell_triggers_apart() -> None:
    code = "CREATE TRIGGER sales.t ON ward AFTER INSERT AS\nINSERT INTO seen (what) SELECT 'x' FROM inserted\nGO\n"
    text = made("CREATE SCHEMA sales\nGO\n" + code).text
    assert "FROM sales_t_inserted AS inserted" in text and "take_rows('sales_t'" in text


@pytest.mark.server
@pytest.mark.parametrize("target", ["postgres@15", "opengauss/PG"])
def test_triggers_in_place_of_changes_keep_their_own_rows(target: str, run: Callable[..., str]) -> None:
    found = convert_sql(TABLES + VIEWS, source="sqlserver", target=target)
    helpers = runtime_script(load_target(target), found.helpers)
    assert run(helpers, found.text, "INSERT INTO outer_ward VALUES (1, 10)", ANSWER) == "outer 1"
