"""How far each unit came: read, parsed, converted, loaded, body-checked. Ties server errors to units by lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import IntEnum

from dbmigrate.verify.abilities import lacking
from dbmigrate.verify.bodies import BodyCheck
from dbmigrate.verify.diagnosis import Lost, consequences, lookup, missed
from dbmigrate.verify.objects import folded, provided
from dbmigrate.verify.outcomes import LoadResult, Outcome, Routine


class Rung(IntEnum):
    """Each includes the ones before it."""

    NONE = 0
    READ = 1
    PARSED = 2
    CONVERTED = 3
    LOADED = 4
    BODY_CHECKED = 5

    @property
    def label(self) -> str:
        return self.name.lower().replace("_", "-")


NOT_CHECKABLE = "not checkable here"

Checked = tuple[Routine, BodyCheck | None]


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines first..last, both inside, of a load script."""

    script: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit and where its output stands. `reached`: how far conversion took it. `name`: as the target spells it."""

    key: str
    name: str
    reached: Rung
    places: tuple[Lines, ...]


@dataclass(frozen=True, slots=True)
class ServerError:
    """An error tied to a unit. `foretold`: an issue of the unit said that the server would refuse it."""

    outcome: Outcome
    in_body: bool = False
    foretold: bool = False
    needs: str = ""  # what this server lacks (abilities.NEEDS): the error is no miss


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit on the ladder. `unchecked`: why the next rung is not checkable here, or ''."""

    key: str
    rung: Rung
    errors: tuple[ServerError, ...] = ()
    unchecked: str = ""

    @property
    def unforeseen(self) -> bool:
        """Some error is news: no issue foretold it, it is no consequence and the server has all that it needs."""
        return any(not (e.foretold or e.needs or e.outcome.consequence_of) for e in self.errors)


@dataclass(frozen=True, slots=True)
class Ladder:
    """Units with unforeseen errors first, then in the order given. `stray`: errors outside of every unit's lines."""

    standings: tuple[Standing, ...]
    stray: tuple[ServerError, ...]

    @property
    def unforeseen(self) -> bool:
        return any(s.unforeseen for s in self.standings) or any(not (e.needs or e.foretold) for e in self.stray)


def place_units(
    units: Sequence[Placed],
    load: LoadResult,
    bodies: Sequence[BodyCheck] | None,
    *,
    met: frozenset[str],
    foretold: Mapping[str, Set[str]],
) -> Ladder:
    """Puts each unit on its rung.

    `bodies`: what check_bodies gave. `met`: the server's abilities. `foretold`: per unit key the codes of its open
    issues and of those that say 'refused'; a unit with any of them was expected to fail.
    """
    owners = _Owners(units)
    errors: dict[str, list[ServerError]] = {}
    stray = []
    for outcome in _with_lost_units(load.failures, owners):
        needs = lacking(outcome.sqlstate or "", outcome.message, met)
        unit = owners.at(outcome.script, outcome.line)
        if unit is None:
            stray.append(ServerError(outcome, needs=needs))
        else:
            error = ServerError(outcome, foretold=bool(foretold.get(unit.key)), needs=needs)
            errors.setdefault(unit.key, []).append(error)
    checks = _by_unit(owners, load.routines, bodies or ())
    reader = _Bodies(met, lookup((name, number) for name, number in _lost(load.failures, owners)))
    standings = []
    for unit in units:
        mine = checks.get(unit.key, []) if bodies is not None or unit.key not in checks else None
        standings.append(_standing(unit, errors.get(unit.key, []), mine, reader, bool(foretold.get(unit.key))))
    return Ladder(tuple(sorted(standings, key=lambda s: not s.unforeseen)), tuple(stray))


def _standing(
    unit: Placed,
    errors: list[ServerError],
    routines: list[Checked] | None,
    reader: _Bodies,
    foretold: bool,
) -> Standing:
    """`routines`: the unit's routines with their checks; None: it has some and the server has no checker."""
    if unit.reached < Rung.CONVERTED or not unit.places:
        return Standing(unit.key, unit.reached, tuple(errors))
    if errors:
        needs = {e.needs for e in errors}
        lacks = f"{NOT_CHECKABLE}: {', '.join(sorted(needs))}" if "" not in needs else ""
        return Standing(unit.key, Rung.CONVERTED, tuple(errors), lacks)
    if routines is None:
        return Standing(unit.key, Rung.LOADED, (), f"{NOT_CHECKABLE}: check")
    return _body_standing(unit, routines, reader, foretold) if routines else Standing(unit.key, Rung.LOADED)


@dataclass(frozen=True, slots=True)
class _Bodies:
    """Turns what the checker said into errors with script lines, causes and needs."""

    met: frozenset[str]
    lost: Lost

    def errors(self, routine: Routine, check: BodyCheck, foretold: bool) -> list[ServerError]:
        found = []
        for error in check.errors:
            line = routine.body_line + max(error.line - 1, 0)
            outcome = Outcome(
                routine.script,
                routine.offset,
                routine.line,
                line,
                line,
                error.sqlstate,
                error.message,
                f"body of {check.name}",
                consequence_of=missed(error.sqlstate, error.message, -1, self.lost),
            )
            needs = lacking(error.sqlstate, error.message, self.met)
            found.append(ServerError(outcome, in_body=True, foretold=foretold, needs=needs))
        return found


def _body_standing(unit: Placed, routines: list[Checked], reader: _Bodies, foretold: bool) -> Standing:
    found, unchecked = [], []
    for routine, check in routines:
        if check is None:
            unchecked.append("not a PL/pgSQL body, or replaced by a later one")
        else:
            unchecked += [check.unchecked] if check.unchecked else []
            found += reader.errors(routine, check, foretold)
    if any(not e.needs for e in found):
        return Standing(unit.key, Rung.LOADED, tuple(found))
    unchecked += sorted({e.needs for e in found})
    if unchecked:
        return Standing(unit.key, Rung.LOADED, tuple(found), f"{NOT_CHECKABLE}: {'; '.join(dict.fromkeys(unchecked))}")
    return Standing(unit.key, Rung.BODY_CHECKED)


class _Owners:
    """Finds the unit of a script line."""

    def __init__(self, units: Sequence[Placed]) -> None:
        self.units = units
        self.scripts: dict[str, list[tuple[int, int, Placed]]] = {}
        for unit in units:
            for place in unit.places:
                self.scripts.setdefault(place.script, []).append((place.first, place.last, unit))
        for places in self.scripts.values():
            places.sort(key=lambda p: p[:2])

    def at(self, script: str, line: int) -> Placed | None:
        """The unit whose lines hold the line; the innermost where they overlap."""
        places = self.scripts.get(script, [])
        low = _count_at_most(places, line)
        return next((unit for first, last, unit in reversed(places[:low]) if first <= line <= last), None)


def _count_at_most(places: Sequence[tuple[int, int, Placed]], line: int) -> int:
    low, high = 0, len(places)
    while low < high:
        middle = (low + high) // 2
        if places[middle][0] <= line:
            low = middle + 1
        else:
            high = middle
    return low


def _with_lost_units(failures: Sequence[Outcome], owners: _Owners) -> list[Outcome]:
    """Consequences of units that failed: a unit that no one could convert leaves no CREATE to take its name from."""
    return consequences(failures, (pair for pair in _lost(failures, owners) if not failures[pair[1]].order_only))


def _lost(failures: Sequence[Outcome], owners: _Owners) -> Iterator[tuple[str, int]]:
    """What is not there after one pass: names of failed units, and what failed statements were to make."""
    for number, outcome in enumerate(failures):
        unit = owners.at(outcome.script, outcome.line)
        if unit is not None:
            yield folded(unit.name), number
        yield provided(outcome.statement_head), number


def _by_unit(
    owners: _Owners, routines: Sequence[Routine], bodies: Sequence[BodyCheck]
) -> dict[str, list[Checked]]:
    """Per unit its loaded routines, each with the check of the body that the server has (by name and body)."""
    known = {(check.name, check.body): check for check in bodies}
    found: dict[str, list[Checked]] = {}
    for routine in routines:
        unit = owners.at(routine.script, routine.line)
        if unit is not None:
            found.setdefault(unit.key, []).append((routine, known.get((routine.name, routine.body))))
    return found
