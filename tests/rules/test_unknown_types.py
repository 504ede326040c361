"""Values of tables that are not in the estate: the server decides by their types."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest

from dbmigrate import convert_sql
from dbmigrate.engine.runtime import runtime_script
from dbmigrate.packs import load_target

TABLE = """
CREATE TABLE stay (name varchar(10), ward char(4), fee numeric(8,2), n integer, start timestamp(0), days numeric(4));
INSERT INTO stay VALUES ('a', 'W1', 0.50, 7, '2024-05-16 12:00:00', 3), (NULL, NULL, NULL, NULL, NULL, NULL);
"""


def answer(text: str, run: Callable[..., str]) -> str:
    made = convert_sql(text, source="oracle")
    assert {i.code for i in made.issues if i.open} <= {"QY900"}
    return run(runtime_script(load_target("postgres@15"), made.helpers), TABLE, made.text)


@pytest.mark.server
def test_joined_texts(run: Callable[..., str]) -> None:
    """SQL Language Reference, "Concatenation Operator"; TO_CHAR (number)."""
    text = "SELECT s.name || '/' || s.ward || '/' || s.fee || '/' || s.n FROM stay s ORDER BY s.n"
    assert answer(text, run) == "a/W1  /.5/7\n///"


@pytest.mark.server
def test_a_date_is_not_joined_in_silence(run: Callable[..., str]) -> None:
    with pytest.raises(psycopg.errors.UndefinedFunction):
        answer("SELECT 'since ' || s.start FROM stay s", run)


@pytest.mark.server
def test_differences(run: Callable[..., str]) -> None:
    """SQL Language Reference, "Datetime/Interval Arithmetic"."""
    text = "SELECT DATE '2024-05-20' - s.start, DATE '2024-05-20' - s.days, s.fee - s.n FROM stay s WHERE s.n = 7"
    assert answer(text, run) == "3.5000000000000000 | 2024-05-17 00:00:00 | -6.50"
