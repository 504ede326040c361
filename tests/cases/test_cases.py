"""Golden cases: rules meeting each other in statements of hospitals. `pytest --update` rewrites what they expect."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from casefiles import KNOWN, SOURCES, Case, cases, listed

from dbmigrate.engine.compose import reverse
from dbmigrate.engine.runtime import runtime_script
from dbmigrate.packs import load_target

CASES = cases()
by_case = pytest.mark.parametrize(
    "case", [pytest.param(c, id=c.name, marks=[pytest.mark.needs(*c.needs)] if c.needs else []) for c in CASES]
)


@by_case
def test_form(case: Case) -> None:
    """A title, one source text in the folder's dialect, a target text, and rows where something runs behind it."""
    assert case.file.startswith("# ") and case.path.stem == case.path.stem.lower()
    assert not case.path.stem[-1].isdigit(), "a case is named after what it shows"
    assert set(case.fences) <= KNOWN
    assert [s for s in SOURCES if s in case.fences] == [case.source]
    assert "issues" in case.fences and case.targets
    assert ("then" in case.fences) <= ("rows" in case.fences)


@by_case
def test_text_and_issues(case: Case, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update"):
        case.path.write_text(case.updated(), "utf-8", newline="\n")
        return
    for target in case.targets:
        made = case.converted(target)
        assert made.text == case.fences[target]
        assert reverse(made.text, made.edits) == case.text
    assert listed(case.converted().issues) == case.fences["issues"]


@pytest.mark.server
@pytest.mark.parametrize(
    "case",
    [
        pytest.param(c, id=c.name, marks=[pytest.mark.needs(*c.needs)] if c.needs else [])
        for c in CASES
        if "rows" in c.fences
    ],
)
def test_server(case: Case, run: Callable[..., str]) -> None:
    """What we write, not what the file says, is what the server gets; psql's own commands are not for it."""
    made = case.converted()
    sent = "".join(line for line in made.text.splitlines(keepends=True) if not line.startswith("\\"))
    helpers = runtime_script(load_target("postgres@15"), made.helpers) if made.helpers else ""
    assert run(helpers, case.fences.get("setup", ""), sent, case.fences.get("then", "")) == case.fences["rows"]


def test_both_sources_have_cases() -> None:
    assert {c.source for c in CASES} == set(SOURCES)
