"""Rows of the source packs, converted as a user's text is: the server answers what the source answers."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest

from dbmigrate.engine.compose import reverse
from dbmigrate.model import Severity
from dbmigrate.packs import FunctionRow, load_source, load_target
from dbmigrate.pipeline import convert_sql

RULE = "FN001"
ROWS = [
    pytest.param(
        source, row, id=f"{source}-{row.name}", marks=[pytest.mark.needs(*row.needs.split(","))] if row.needs else []
    )
    for source in ("oracle", "sqlserver")
    for row in load_source(source).functions.values()
    if row.before
]


@pytest.mark.parametrize("source, row", ROWS)
def test_the_row_is_used_and_can_be_undone(source: str, row: FunctionRow) -> None:
    """An issue with the row's note stands at each call, as open as the row's fix says."""
    made = convert_sql(row.before, source=source)
    found = [i for i in made.issues if i.code == RULE and i.note == row.name]
    assert found and all((i.fix, i.severity) == (row.fix, row.severity) for i in found)
    name = row.name.partition("/")[0]
    assert all(row.before[i.place.offset :].upper().startswith(name) for i in found)
    assert reverse(made.text, made.edits) == row.before


@pytest.mark.server
@pytest.mark.parametrize("source, row", ROWS)
def test_the_server_answers_as_the_source_does(source: str, row: FunctionRow, run: Callable[..., str]) -> None:
    assert run(convert_sql(row.before, source=source).text) == row.rows


@pytest.mark.server
@pytest.mark.parametrize("source, row", ROWS)
def test_without_the_row_it_does_not(source: str, row: FunctionRow, run: Callable[..., str]) -> None:
    text = convert_sql(row.before, source=source, without=frozenset([RULE])).text
    try:
        answer = run(text)
    except psycopg.Error as error:
        assert row.severity is Severity.REFUSED, f"{error.sqlstate} {error}"
    else:
        assert row.severity is Severity.DIFFERS
        assert answer != row.rows


@pytest.mark.parametrize("source, row", [p for p in ROWS if p.values[1].unless])
def test_a_target_that_has_it_gets_it_unchanged(source: str, row: FunctionRow) -> None:
    """The capability that the row names is known, and where a target has it, the call stays."""
    having = [t for t in ("postgres", "opengauss", "kingbase") if load_target(t, source).has(row.unless)]
    for target in having:
        made = convert_sql(row.before, source=source, target=target)
        assert not [i for i in made.issues if i.note == row.name], target
    postgres = load_target("postgres", source)
    assert row.unless in postgres.capabilities
