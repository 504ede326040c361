"""What the open issues cost a person, from visible parts (packs/costs.py)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dbmigrate.model import Fix, Verdict
from dbmigrate.packs.costs import Complexity, Cost, Costs
from dbmigrate.records import dataclass
from dbmigrate.results import Report, UnitResult


@dataclass(frozen=True, slots=True)
class CodeEffort:
    """Minutes that the open places of one code cost."""

    code: str
    fix: Fix
    places: int
    cost: Cost
    minutes: float


@dataclass(frozen=True, slots=True)
class Effort:
    """Person-days, and what they are made of. The check of units is in all three; the range is that of hand work."""

    low: float
    expected: float
    high: float
    codes: tuple[CodeEffort, ...]  # the dearest first
    classes: tuple[tuple[Complexity, int], ...]  # with the number of units
    costs: Costs


def complexity(unit: UnitResult, costs: Costs) -> Complexity | None:
    """The class of a unit; None of one that is in no denominator or only holds rows."""
    if unit.verdict is Verdict.IGNORED or unit.unit.kind == "data":
        return None
    return costs.complexity(unit.open_issues, unit.lines)


def estimate(report: Report, costs: Costs) -> Effort:
    codes = sorted(by_code(report, costs), key=lambda c: (-c.minutes, c.code))
    counted = Counter(c.name for u in report.units if (c := complexity(u, costs)))
    classes = tuple((c, counted[c.name]) for c in costs.classes)
    check = sum(c.check * count for c, count in classes)
    hand = sum(c.minutes for c in codes)
    low, expected, high = ((hand * factor + check) / 60 / costs.hours for factor in (costs.low, 1.0, costs.high))
    return Effort(low, expected, high, tuple(codes), classes, costs)


def by_code(report: Report, costs: Costs) -> Iterable[CodeEffort]:
    places = Counter((i.code, i.fix) for i in report.issues if i.open)
    learned = set()
    for (code, fix), count in sorted(places.items(), key=lambda p: (p[0][0], -p[1])):
        cost = costs.of(code, fix.value)
        if code in learned:  # one rule may have issues of two kinds of fix; it is learned once
            cost = Cost(0, cost.each, cost.repeat)
        learned.add(code)
        yield CodeEffort(code, fix, count, cost, cost.minutes(count, costs.full))
