"""UPDATE and DELETE with FROM: which FROM item the target stands for, and what the statement becomes."""

from __future__ import annotations

import pytest

from dbmigrate.pipeline import convert_sql

TABLES = "CREATE TABLE visit (id INTEGER, c INTEGER); CREATE TABLE ward (id INTEGER, c INTEGER)"


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (
            "UPDATE v SET c = 1 FROM ward w JOIN visit v ON v.id = w.id OR w.c = 1 WHERE w.id = 1 OR w.id = 2",
            "UPDATE visit v SET c = 1 FROM ward w WHERE (v.id = w.id OR w.c = 1) AND (w.id = 1 OR w.id = 2)",
        ),
        (
            "UPDATE visit SET c = s.n FROM (SELECT id, 1 AS n FROM ward) s JOIN visit ON s.id = visit.id",
            "UPDATE visit SET c = s.n FROM (SELECT id, 1 AS n FROM ward) s WHERE s.id = visit.id",
        ),
        (
            "DELETE FROM v FROM visit v RIGHT OUTER JOIN ward w ON v.id = w.id WHERE w.c = 1",
            "DELETE FROM visit AS changed USING visit v RIGHT OUTER JOIN ward w ON v.id = w.id"
            " WHERE changed.ctid = v.ctid AND w.c = 1",
        ),
        (
            "UPDATE visit SET c = 1\nFROM visit, -- both\n  ward\nWHERE visit.id = ward.id",
            "UPDATE visit SET c = 1\nFROM -- both\n  ward\nWHERE visit.id = ward.id",
        ),
        (
            "UPDATE v SET c = CASE w.id WHEN 1 THEN 2 END, v.id = (SELECT MAX(x.id) FROM ward x) FROM visit v, ward w",
            "UPDATE visit v SET c = CASE w.id WHEN 1 THEN 2 END, id = (SELECT MAX(x.id) FROM ward x) FROM ward w",
        ),
    ],
)
def test_the_target_moves_to_the_front(source: str, target: str) -> None:
    made = convert_sql(source, source="sqlserver", schema=TABLES)
    assert "DM202" in {issue.code for issue in made.issues}
    assert made.text == target


@pytest.mark.parametrize(
    "source",
    [
        "UPDATE visit SET c = 1",
        "UPDATE visit SET c = ward.c FROM ward WHERE ward.id = visit.id",
        "UPDATE visit SET c = 1 FROM visit a, visit b WHERE a.id = b.id",  # which of the two is not said
        "DELETE FROM visit WHERE id IN (SELECT id FROM visit)",
        "SELECT id FROM visit",
        "DELETE FROM visit",
        "DELETE FROM visit WHERE id = 1",
        "UPDATE visit SET c = 1 FROM (SELECT 1 AS n) s",
    ],
)
def test_other_statements_stay(source: str) -> None:
    made = convert_sql(source, source="sqlserver", schema=TABLES)
    assert "DM202" not in {issue.code for issue in made.issues}
    assert made.text == source
