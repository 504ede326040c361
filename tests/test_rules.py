"""Each rule's docstring, run: the text, the rows, what happens without the rule, the look-alikes, both languages."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import psycopg
import pytest

from dbmigrate.engine.compose import reverse
from dbmigrate.engine.context import Options
from dbmigrate.engine.contract import STAGE, Rule, load_rules
from dbmigrate.engine.pages import Example
from dbmigrate.engine.runtime import runtime_script
from dbmigrate.model import Severity
from dbmigrate.packs import load_target
from dbmigrate.pipeline import Conversion, convert_sql

RULES = load_rules()
CHECKED = [r for r in RULES.values() if r.on != (STAGE,)]
PLACE = re.compile(r"\{\w+\}")


def examples(rules: list[Rule]) -> list[object]:
    return [
        pytest.param(
            r, e, id=f"{r.code}-{r.name}-{i}", marks=[pytest.mark.needs(*r.needs.split(","))] if r.needs else []
        )
        for r in rules
        for i, e in enumerate(r.page.examples)
    ]


@cache
def converted(example: Example, without: str = "") -> Conversion:
    """Worked out once, however many tests and servers look at it: what comes out is frozen."""
    words = dict(word.split("=", 1) for word in example.options)
    options = Options(**{k: v for k, v in words.items() if not k.startswith("schemas.")})
    return convert_sql(
        example.text,
        source=example.source,
        schema=example.setup,
        options=options,
        without=frozenset([without, "XX005"] if without else []),
        schemas={k.removeprefix("schemas."): v for k, v in words.items() if k.startswith("schemas.")},
    )


@cache
def converted_setup(text: str, source: str) -> Conversion:
    return convert_sql(text, source=source)


def helpers_of(made: Conversion) -> str:
    """SQL of the runtime functions that the text calls, without a statement where it calls none."""
    return runtime_script(load_target("postgres@15"), made.helpers) if made.helpers else ""


@pytest.mark.parametrize("rule, example", examples(CHECKED))
def test_text(rule: Rule, example: Example) -> None:
    made = converted(example)
    assert rule.code in {i.code for i in made.issues} | {e.code for e in made.edits}
    if example.target is not None:
        assert made.text == example.target
    assert reverse(made.text, made.edits) == example.text


def grounds(example: Example, run: Callable[..., str]) -> str:
    """The setup as the server takes it, converted where only the source takes it. It must run by itself."""
    try:
        run(example.setup)
    except psycopg.Error:
        base = converted_setup(example.setup, example.source).text
        try:
            run(base)
        except psycopg.errors.RaiseException:  # code that no rule converts yet: it only fills the catalog
            return ""
        return base
    return example.setup


@pytest.mark.server
@pytest.mark.parametrize("rule, example", examples([r for r in CHECKED if r.severity is not Severity.NOTE]))
def test_server(rule: Rule, example: Example, run: Callable[..., str]) -> None:
    """With the rule the server answers as the source does; without it, it refuses or answers otherwise."""
    made = converted(example)
    severity = {i.severity for i in made.issues if i.code == rule.code} or {rule.severity}
    judged = not severity & {Severity.SLOWER, Severity.NOTE}
    if example.rows is None and not judged:
        return
    base = grounds(example, run)
    if example.rows is not None:
        assert run(helpers_of(made), base, made.text, example.then) == example.rows
    if not judged:
        return
    without = converted(example, rule.code)
    try:
        answer = run(helpers_of(without), base, without.text, example.then)
    except psycopg.Error as error:
        assert Severity.REFUSED in severity, f"the server refuses it ({error.sqlstate}), the rule says {severity}"
        assert not example.refused or error.sqlstate == example.refused
    else:
        assert Severity.DIFFERS in severity, "the server takes the text without the rule"
        assert example.rows is not None and answer != example.rows


@pytest.mark.parametrize("rule", CHECKED, ids=lambda r: f"{r.code}-{r.name}")
def test_quiet(rule: Rule) -> None:
    assert rule.page.quiet or rule.page.case, "a rule shows look-alikes in which it finds nothing"
    for setup, text in rule.page.quiet:
        for source in rule.source:
            found = convert_sql(text, source=source, schema=setup)
            assert rule.code not in {i.code for i in found.issues}, text


@pytest.mark.parametrize("rule", CHECKED, ids=lambda r: f"{r.code}-{r.name}")
def test_example_of_each_source(rule: Rule) -> None:
    if rule.page.case:
        assert (Path(__file__).parent.parent / rule.page.case).is_file()
        return
    assert {e.source for e in rule.page.examples} == set(rule.source)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda r: f"{r.code}-{r.name}")
def test_two_languages(rule: Rule) -> None:
    page = rule.page
    assert page.title and page.title_zh
    assert re.search(r"[\u4e00-\u9fff]", page.title_zh)
    assert sorted(PLACE.findall(page.title)) == sorted(PLACE.findall(page.title_zh))
    assert bool(page.text) == bool(page.text_zh)
    assert not page.title.endswith("."), "titles have no full stop"
    for english, chinese in page.notes.values():
        assert english and re.search(r"[\u4e00-\u9fff]", chinese)
        assert sorted(PLACE.findall(english)) == sorted(PLACE.findall(chinese))


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda r: f"{r.code}-{r.name}")
def test_names_and_codes(rule: Rule) -> None:
    assert re.fullmatch(r"(TY|FN|OP|QY|DM|DD|ID|PL|PK|SE|FI|XX)\d{3}", rule.code)
    assert not re.match(r"(use|avoid|no)-", rule.name), "a rule is named for the pattern found"


def test_codes_are_unique_and_files_tell_them() -> None:
    names = [r.name for r in RULES.values()]
    assert len(names) == len(set(names))
