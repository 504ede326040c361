"""Procedures that end transactions, called on the server: what is stored, what is rolled back."""

from __future__ import annotations

import pytest
from servers import TestDatabase

from dbmigrate.pipeline import convert_sql

ADD_WARD = """
CREATE TABLE ward (id NUMBER(9) PRIMARY KEY, code VARCHAR2(10));
CREATE PROCEDURE add_ward(p_id NUMBER, p_state OUT VARCHAR2) IS
BEGIN
  INSERT INTO ward (id, code) VALUES (p_id, 'a');
  UPDATE ward SET code = 'b' WHERE id = p_id;
  COMMIT;
  p_state := 'new';
EXCEPTION
  WHEN DUP_VAL_ON_INDEX THEN
    ROLLBACK;
    p_state := 'known';
  WHEN OTHERS THEN
    ROLLBACK;
    RAISE;
END add_ward;
/
"""
FILL = """
CREATE PROCEDURE fill IS
BEGIN
  FOR i IN 1..3 LOOP
    INSERT INTO ward (id) VALUES (i);
    IF i = 2 THEN
      ROLLBACK;
    END IF;
    COMMIT;
  END LOOP;
END;
/
"""


@pytest.mark.server
def test_commit_stands_behind_the_block_with_handlers(database: TestDatabase) -> None:
    made = convert_sql(ADD_WARD, source="oracle")
    assert not [i for i in made.issues if i.open]
    assert database.run(made.text, "CALL add_ward(1, NULL)") == "new"
    assert database.run("CALL add_ward(1, NULL)") == "known"
    assert database.run("SELECT id, code FROM ward") == "1 | b"


@pytest.mark.server
def test_transactions_end_in_a_loop(database: TestDatabase) -> None:
    made = convert_sql(ADD_WARD + FILL, source="oracle")
    database.run(made.text, "CALL fill()")
    assert database.run("SELECT id FROM ward ORDER BY id") == "1\n3"
