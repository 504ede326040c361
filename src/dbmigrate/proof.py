"""Convert, load into a scratch database, and tie what the server says to units, source lines and issues."""

from __future__ import annotations

import re
import tempfile
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from dbmigrate import loadscripts, output
from dbmigrate.config import Settings
from dbmigrate.estate import Progress, Quiet
from dbmigrate.loadscripts import Placement
from dbmigrate.model import Unit, UsageError, Verdict
from dbmigrate.records import dataclass
from dbmigrate.results import Report, UnitResult
from dbmigrate.verify import Ladder, Lines, Placed, Rung, VerifyResult, place_units, verify_scripts

CHANGES: Final = frozenset({"insert", "update", "delete", "merge", "data", "select", "truncate"})  # they make nothing
# Notes that foretell: the object may exist on the target, but not in an empty database; what is made again may differ.
NOT_GIVEN: Final = "QY900"
NO_COLUMN: Final = "QY901"
PRODUCT: Final = re.compile("[/@]")  # ends the product's name in NAME/MODE@VERSION
NOTED: Final = frozenset({NOT_GIVEN, NO_COLUMN, "DD098"})


@dataclass(frozen=True)
class Proof:
    """A report with each unit's rung, and what the server refused."""

    report: Report
    result: VerifyResult
    ladder: Ladder
    units: dict[str, Unit]  # by the keys that the ladder uses

    @property
    def missed(self) -> bool:
        """A server error that no issue foretold."""
        return self.ladder.unforeseen


def verify(settings: Settings, dsn: str | None, into: str | None, progress: Progress | None = None) -> Proof:
    """Raises UsageError where the target is not PostgreSQL and no server of it is given, and as verify_scripts does."""
    progress = progress or Quiet()
    with tempfile.TemporaryDirectory(prefix="dbmigrate-") as folder:
        report, places = output.written(settings, Path(folder) / "out", progress)
        if dsn is None and not report.target.startswith("postgres"):
            raise UsageError(f"target {report.target} needs a server of its own: --dsn; PostgreSQL would prove nothing")
        load = Path(folder) / "out" / loadscripts.FOLDER
        progress.stage("load", sum(f.stat().st_size for f in load.glob("*.sql")))
        target = PRODUCT.split(report.target, maxsplit=1)[0]
        result = verify_scripts(load, dsn=dsn, into=into, target=target, progress=advancing(progress))
    return proof(report, places, result)


def advancing(progress: Progress) -> Callable[[int, int], None]:
    """verify_scripts counts from the start, Progress by steps."""
    done = 0

    def told(now: int, _: int) -> None:
        nonlocal done
        progress.advance(now - done)
        done = now

    return told


def key_of(unit: Unit) -> str:
    return f"{unit.file}:{unit.span.start} {unit.key}"


def proof(report: Report, places: list[Placement], result: VerifyResult) -> Proof:
    lines: dict[str, list[Lines]] = defaultdict(list)
    units: dict[str, Unit] = {}
    made: dict[str, str] = {}
    for p in places:
        key = key_of(p.unit)
        units[key] = p.unit
        made[key] = made.get(key) or p.makes
        lines[key].append(Lines(p.script, p.first, p.last))
    reached = {key_of(u.unit): Rung.READ if u.verdict is Verdict.UNASSESSED else Rung.CONVERTED for u in report.units}
    names = {k: made[k] or ("" if u.kind in CHANGES else u.name) for k, u in units.items()}
    placed = [Placed(k, names[k], reached.get(k, Rung.CONVERTED), tuple(lines[k])) for k in units]
    ladder = place_units(placed, result.load, result.bodies, met=result.met, foretold=foretold(report, units))
    rungs = {s.key: s.unchecked or s.rung.label for s in ladder.standings}
    report.units = [with_rung(u, rungs) for u in report.units]
    return Proof(report, result, ladder, units)


def with_rung(unit: UnitResult, rungs: dict[str, str]) -> UnitResult:
    rung = rungs.get(key_of(unit.unit))
    return replace(unit, rung=rung) if rung else unit


def foretold(report: Report, units: dict[str, Unit]) -> dict[str, set[str]]:
    """The codes of each unit's issues that say what the server may refuse, found by their place in it."""
    codes: dict[str, set[str]] = defaultdict(set)
    by_file: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for key, unit in units.items():
        by_file[unit.file].append((unit.span.start, unit.span.end, key))
    starts = {file: [s for s, _, _ in sorted(spans)] for file, spans in by_file.items()}
    for spans in by_file.values():
        spans.sort()
    missing = {i.values["object"].lower(): NOT_GIVEN for i in report.issues if i.code == NOT_GIVEN}
    for issue in report.issues:
        if issue.code == NO_COLUMN:
            missing |= {c.lower().split(".")[-2]: NO_COLUMN for c in issue.values["columns"].split(", ")}
    for key, unit in units.items():  # of INSERTs of one shape only the first one has the note
        if unit.kind in CHANGES and unit.name.lower() in missing:
            codes[key].add(missing[unit.name.lower()])
    for issue in report.issues:
        if not (issue.open or issue.code in NOTED) or issue.place.file not in starts:
            continue
        k = bisect_right(starts[issue.place.file], issue.place.offset) - 1
        if k >= 0 and issue.place.offset <= by_file[issue.place.file][k][1]:
            codes[by_file[issue.place.file][k][2]].add(issue.code)
    return codes
