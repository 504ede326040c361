"""`GO n`: the batch is written n times, as long as that is sensible and all of it was converted."""

from __future__ import annotations

from dbmigrate.engine.compose import reverse
from dbmigrate.model import Fix
from dbmigrate.pipeline import Conversion, convert_sql

TABLE = "CREATE TABLE visit (id INTEGER)"


def converted(text: str) -> Conversion:
    made = convert_sql(text, source="sqlserver", schema=TABLE)
    assert reverse(made.text, made.edits) == text
    return made


def test_a_batch_is_written_as_often_as_it_runs() -> None:
    batch = "INSERT visit VALUES (2) -- two\nDELETE visit\nGO 3\n"
    made = converted(f"INSERT visit VALUES (1)\nGO\n{batch}DROP TABLE visit\nGO\n")
    again = "INSERT INTO visit VALUES (2); -- two\nDELETE FROM visit;\n"
    assert made.text == "INSERT INTO visit VALUES (1);\n\n" + again * 3 + "DROP TABLE visit;\n\n"
    assert [i.fix for i in made.issues if i.code == "SE004"] == [Fix.SAFE]


def test_one_time_is_no_repetition() -> None:
    made = converted("DELETE FROM visit\nGO 1\n")
    assert made.text == "DELETE FROM visit;\n\n"
    assert not made.issues


def test_what_would_become_too_long_is_an_issue() -> None:
    made = converted("DELETE FROM visit\nGO 100000\n")
    assert made.text.startswith("DELETE FROM visit;\n-- dbmigrate SE004 2: GO 100000 runs the batch 100000 times (")
    assert [(i.fix, i.open) for i in made.issues if i.code == "SE004"] == [(Fix.REVIEW, True)]


def test_what_was_not_converted_is_not_repeated() -> None:
    made = converted("SELECT 'no end\nGO 2\n")
    assert made.text.count("RAISE EXCEPTION") == 1
    assert [i.note for i in made.issues if i.code == "SE004"] == ["blocked"]
