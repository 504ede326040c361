"""What hand work costs, from dialects/effort.toml and the table [effort] of the configuration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from dbmigrate.model import UsageError
from dbmigrate.packs import check
from dbmigrate.packs.layers import dialects, read_file

KEYS: Final = ("hours", "full", "range", "fix", "class", "code")
COST_KEYS: Final = ("learn", "each", "repeat")
CLASS_KEYS: Final = ("name", "issues", "lines", "check")


@dataclass(frozen=True, slots=True)
class Cost:
    """Minutes of one code: once, for each of the first places, for each further one."""

    learn: float
    each: float
    repeat: float

    def minutes(self, places: int, full: int) -> float:
        if not places:
            return 0.0
        return self.learn + self.each * min(places, full) + self.repeat * max(0, places - full)


@dataclass(frozen=True, slots=True)
class Complexity:
    """Units with at most so many open issues and lines; None: any number. `check`: minutes to read and try one."""

    name: str
    issues: int | None
    lines: int | None
    check: float

    def holds(self, issues: int, lines: int) -> bool:
        return (self.issues is None or issues <= self.issues) and (self.lines is None or lines <= self.lines)


@dataclass(frozen=True, slots=True)
class Costs:
    hours: float
    full: int
    low: float
    high: float
    fixes: Mapping[str, Cost]
    codes: Mapping[str, Cost]
    classes: tuple[Complexity, ...]

    def of(self, code: str, fix: str) -> Cost:
        return self.codes.get(code) or self.fixes[fix]

    def complexity(self, issues: int, lines: int) -> Complexity:
        """The first class that holds the unit; the last one holds every unit."""
        return next((c for c in self.classes if c.holds(issues, lines)), self.classes[-1])


def load_costs(own: Mapping[str, Any] | None = None) -> Costs:
    """Our figures with the user's own over them. UsageError names the key that is wrong."""
    where = "effort.toml"
    values: dict[str, Any] = dict(read_file(dialects() / where))
    if own:
        where = "config [effort]"
        check.known_keys(own, KEYS, where)
        values = {key: merged(values.get(key), own[key]) if key in own else values[key] for key in KEYS}
    limits = check.a(dict, values["range"], "range", where)
    check.known_keys(limits, ("low", "high"), f"{where} range")
    return Costs(
        hours=positive(values["hours"], "hours", where),
        full=int(number(values["full"], "full", where)),
        low=number(limits["low"], "range.low", where),
        high=number(limits["high"], "range.high", where),
        fixes={k: cost(v, f"{where} fix.{k}") for k, v in check.a(dict, values["fix"], "fix", where).items()},
        codes={k: cost(v, f"{where} code.{k}") for k, v in check.a(dict, values["code"], "code", where).items()},
        classes=classes(values["class"], where),
    )


def merged(ours: Any, own: Any) -> Any:
    """Tables are merged, anything else is replaced."""
    if not (isinstance(ours, Mapping) and isinstance(own, Mapping)):
        return own
    return {key: merged(ours.get(key), own.get(key, ours.get(key))) for key in {**ours, **own}}


def cost(row: Any, where: str) -> Cost:
    check.known_keys(check.a(dict, row, "the row", where), COST_KEYS, where)
    return Cost(*(number(row.get(key, 0), key, where) for key in COST_KEYS))


def classes(rows: Any, where: str) -> tuple[Complexity, ...]:
    found = []
    for row in check.a(list, rows, "class", where):
        check.known_keys(check.a(dict, row, "class", where), CLASS_KEYS, f"{where} [[class]]")
        name = check.text(row, "name", f"{where} [[class]]", required=True)
        issues, lines = (int(number(row[k], k, where)) if k in row else None for k in ("issues", "lines"))
        found.append(Complexity(name, issues, lines, number(row.get("check", 0), "check", where)))
    if not found:
        raise UsageError(f"{where}: no [[class]]")
    return tuple(found)


def number(value: Any, key: str, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
        raise UsageError(f"{where}: {key} must be a number from 0")
    return float(value)


def positive(value: Any, key: str, where: str) -> float:
    if number(value, key, where) == 0:
        raise UsageError(f"{where}: {key} must be above 0")
    return float(value)
