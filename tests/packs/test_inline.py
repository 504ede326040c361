"""Helpers as expressions answer as the functions do."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Final

import psycopg
import pytest

from dbmigrate.packs import load_target
from dbmigrate.packs.inline import Inline, inlines
from dbmigrate.packs.runtime import helper_sql

TARGET: Final = load_target("postgres@15")
RUNTIME: Final = Path(__file__).parents[2] / "dialects" / "postgres" / "runtime"
VALUES: Final = {
    "text": ["'abcabc'", "'a1.5 '", "'2'", "''", "'患者,a'", "NULL"],
    "numeric": ["0", "-12.340", "0.5", "31", "NULL"],
    "integer": ["0", "2", "-3", "NULL"],
    "bigint": ["0", "7", "NULL"],
    "double precision": ["0", "1234567.5", "-0.00001", "2.5", "NULL"],
    "real": ["0", "2.5"],
    "timestamp": ["'2024-02-29 23:59:59.123'", "'1986-05-04 02:30:00'", "'2023-12-31'", "NULL"],
    "timestamptz": ["'2024-02-29 23:59:59+08'", "NULL"],
    "date": ["'2024-02-29'", "NULL"],
    "bytea": [r"'\x00ff10'", r"'\x'", "NULL"],
    "interval": ["'1 day'"],
    "jsonb": ["'{\"A\": \"1\"}'", "NULL"],
    "boolean": ["true", "false", "NULL"],
}
WORDS: Final = {
    "part": ["'month'", "'day'", "'hour'"],
    "operation": ["'and'", "'or'", "'xor'"],
    "model": ["'MM'", "'IW'", "'Q'"],
}
# What they read is the state of a trigger or of an exception.
ELSEWHERE: Final = frozenset({"fires_itself", "sqlcode", "sqlerrm", "error_number"})
NAMES: Final = sorted(p.stem for p in RUNTIME.glob("*.sql") if p.stem not in ELSEWHERE and inlines(TARGET, p.stem))


def rows_of(found: Inline) -> list[tuple[str, ...]]:
    pools = [WORDS.get(p.name) or VALUES[p.type] for p in found.parameters]
    return list(product(*pools))[:400]


def test_there_are_some() -> None:
    assert {"substr", "add_months", "mod", "datetime_text", "fitted", "charindex"} <= set(NAMES)


def answers(sql: str, checks: list[str], run: Callable[..., str]) -> list[str]:
    """Lines of all checks in one query; by halves where the server refuses one: the function must refuse it as well."""
    try:
        return run(sql, " UNION ALL ".join(checks)).splitlines()
    except psycopg.Error as error:
        if len(checks) == 1:
            with pytest.raises(type(error)):
                run(sql, checks[0].split(" IS NOT DISTINCT FROM")[0])
            return []
    half = len(checks) // 2
    return answers(sql, checks[:half], run) + answers(sql, checks[half:], run)


@pytest.mark.server
@pytest.mark.parametrize("name", NAMES)
def test_the_expression_answers_as_the_function_does(name: str, run: Callable[..., str]) -> None:
    sql = "CREATE SCHEMA dbmigrate; SET TimeZone = 'Asia/Shanghai'; " + (helper_sql(TARGET, name) or "")
    for found in inlines(TARGET, name):
        checks = []
        for row in rows_of(found):
            typed = [f"{v}::{p.type}" for v, p in zip(row, found.parameters, strict=True)]
            call = f"dbmigrate.{name}({', '.join(typed)})"
            same = f"{call}::text IS NOT DISTINCT FROM {found.written(typed)}::text"
            checks.append(f"SELECT {same} AS same, $c${call}$c$ AS what")
        for answer in answers(sql, checks, run):
            assert answer.startswith("t |"), answer
