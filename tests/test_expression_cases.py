"""Statements of both sources with the rows that the source answers: converted, run, compared.

`cases_expressions/open.txt` names the cases that fail today, one a line; each of them must still fail. Numbers compare
by value, dates as moments, text exactly; rows as a bag where the case gives them no order.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

import pytest

from dbmigrate.engine.runtime import runtime_script
from dbmigrate.packs import load_target
from dbmigrate.pipeline import Conversion, convert_sql

FOLDER = Path(__file__).parent / "cases_expressions"
SOURCES = {"oracle": "oracle", "tsql": "sqlserver"}
MOMENT = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d(\.\d+)?)?$")
OPEN = frozenset(filter(None, (FOLDER / "open.txt").read_text("utf-8").split()))


@dataclass(frozen=True)
class Case:
    id: str
    source: str
    text: str
    expected: str | None  # None: only that it runs
    probe: str
    ordered: bool
    needs: str = ""


def cases() -> list[Case]:
    rows = json.loads((FOLDER / "expressions.json").read_text("utf-8"))
    return [
        Case(r["id"], SOURCES[r["dialect"]], r["source"], r["expected"], r["probe"] or "", r["ordered"], needs)
        for r in rows
        for needs in [r.get("needs", "")]
    ]


CASES = cases()


def marked(case: Case) -> object:
    marks = [pytest.mark.xfail(reason="cases_expressions/open.txt")] if case.id in OPEN else []
    marks += [pytest.mark.needs(case.needs)] if case.needs else []
    return pytest.param(case, id=case.id, marks=marks)


@cache
def schema(source: str) -> str:
    return (FOLDER / f"{source}.sql").read_text("utf-8")


@cache
def prepared(source: str) -> tuple[str, str]:
    made = convert_sql(schema(source), source=source)
    more = "INSERT INTO tb VALUES ('1'),('0');" if source == "sqlserver" else ""
    return made.text, (FOLDER / "data.sql").read_text("utf-8") + more


@cache
def converted(case: Case) -> Conversion:
    return convert_sql(case.text, source=case.source, schema=schema(case.source))


@pytest.mark.server
@pytest.mark.parametrize("case", [marked(c) for c in CASES])
def test_rows(case: Case, run: Callable[..., str]) -> None:
    made = converted(case)
    helpers = runtime_script(load_target("postgres@15"), made.helpers) if made.helpers else ""
    answer = run(helpers, *prepared(case.source), made.text, case.probe)
    if case.expected is None:
        return
    found = [tuple(map(value, line.split(" | "))) for line in answer.splitlines()]
    single = all(len(row) == 1 for row in found)  # a comma is then part of the value
    lines = case.expected.split(";") if case.expected else []
    wanted = [tuple(map(value, [line] if single else line.split(","))) for line in lines]
    if not case.ordered:
        found, wanted = sorted(found, key=str), sorted(wanted, key=str)
    assert found == wanted


def value(text: str) -> object:
    """A cell by what it means: None, a moment, a number, bytes as hex, a truth value, else the text."""
    if text in ("NULL", "None"):
        return None
    if MOMENT.match(text):
        return datetime.fromisoformat(text)
    if text in ("t", "f"):
        return str(text == "t")
    try:
        return Decimal(text.removeprefix(r"\x"))
    except InvalidOperation:
        return text


def test_the_rate(request: pytest.FixtureRequest) -> None:
    reporter = request.config.pluginmanager.get_plugin("terminalreporter")
    assert {c.id for c in CASES} >= OPEN
    for source in SOURCES.values():
        known = [c.id for c in CASES if c.source == source]
        done = sum(i not in OPEN for i in known)
        reporter.write_line(f"\nexpression cases, {source}: {done} of {len(known)}")
