"""What hand work costs, from figures that add up by hand; and the user's own over ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from dbmigrate.config import Settings
from dbmigrate.configfile import load
from dbmigrate.effort import complexity, estimate
from dbmigrate.engine.contract import load_rules
from dbmigrate.model import Fix, Issue, Place, Severity, Span, Unit, UsageError, Verdict
from dbmigrate.packs.costs import load_costs
from dbmigrate.results import Report, UnitResult

OWN = {
    "hours": 1,
    "full": 2,
    "fix": {"review": {"learn": 10, "each": 5, "repeat": 1}},
    "class": [{"name": "simple", "issues": 0, "check": 0}, {"name": "complex", "check": 30}],
}


def unit(opened: int, lines: int = 10, kind: str = "view", verdict: Verdict = Verdict.PARTIAL) -> UnitResult:
    return UnitResult(Unit("a.sql", Span(0, 9), 1, kind, "v"), verdict, lines, open_issues=opened)


def issue(line: int, code: str = "FN108", fix: Fix = Fix.REVIEW, edited: bool = False) -> Issue:
    severity = Severity.DIFFERS
    return Issue(code, load_rules()[code].name, severity, fix, Place("a.sql", line, line, 1), "view v", edited=edited)


def test_the_formula() -> None:
    report = Report("postgres@15", units=[unit(4), unit(0)], issues=[issue(n) for n in range(4)])
    effort = estimate(report, load_costs(OWN))
    assert [(c.code, c.places, c.minutes) for c in effort.codes] == [("FN108", 4, 10 + 2 * 5 + 2 * 1)]
    assert [(c.name, n) for c, n in effort.classes] == [("simple", 1), ("complex", 1)]
    assert effort.expected == pytest.approx((22 + 30) / 60)
    assert effort.low == pytest.approx((22 * 0.6 + 30) / 60)
    assert effort.high == pytest.approx((22 * 1.8 + 30) / 60)


def test_what_is_not_open_costs_nothing() -> None:
    report = Report("postgres@15", issues=[issue(1, fix=Fix.SAFE, edited=True)])
    assert estimate(report, load_costs()).codes == ()


def test_a_code_is_learned_once() -> None:
    report = Report("postgres@15", issues=[issue(1), issue(2, fix=Fix.NONE)])
    assert sum(bool(c.cost.learn) for c in estimate(report, load_costs()).codes) == 1


def test_rows_and_furniture_have_no_class() -> None:
    costs = load_costs()
    assert complexity(unit(0, kind="data"), costs) is None
    assert complexity(unit(0, verdict=Verdict.IGNORED), costs) is None
    found = [complexity(unit(n, lines), costs) for n, lines in ((0, 10), (2, 10), (9, 10), (99, 10), (0, 9999))]
    assert [c and c.name for c in found] == ["simple", "medium", "complex", "very complex", "very complex"]


def test_the_configuration_stands_over_our_figures(tmp_path: Path) -> None:
    path = tmp_path / "dbmigrate.toml"
    path.write_text("[effort]\nhours = 8\n[effort.code.PL002]\neach = 1\n")
    costs = load_costs(load(path, tmp_path)["effort"])
    assert costs.hours == 8 and costs.of("PL002", "review").each == 1
    assert costs.of("XX004", "none").each == load_costs().of("XX004", "none").each


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"hour": 8}, "unknown key 'hour'"),
        ({"hours": 0}, "hours must be above 0"),
        ({"fix": {"review": {"learn": "much"}}}, "learn must be a number"),
        ({"fix": {"review": {"first": 1}}}, "unknown key 'first'"),
        ({"class": []}, "no [[class]]"),
    ],
)
def test_a_wrong_figure_is_named(own: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError, match="effort: ") as raised:
        Settings(effort=own).checked()
    assert said in str(raised.value)
