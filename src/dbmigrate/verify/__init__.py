"""Loads what was converted into a scratch database and tells what the server said. The only home of psycopg."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dbmigrate.model import UsageError
from dbmigrate.verify.abilities import needs_met
from dbmigrate.verify.bodies import BodyCheck, check_bodies
from dbmigrate.verify.ladder import Ladder, Lines, Placed, Rung, ServerError, Standing, place_units
from dbmigrate.verify.load import SCRIPTS, load_folder
from dbmigrate.verify.outcomes import LoadResult, Notice, Outcome, Routine
from dbmigrate.verify.scratch import Scratch


@dataclass(frozen=True, slots=True)
class VerifyResult:
    """What one verification found; `place_units` takes it from here.

    `bodies` is None where the server has no plpgsql_check; `met` are the server's abilities (abilities.NEEDS).
    """

    server: str
    load: LoadResult
    bodies: tuple[BodyCheck, ...] | None
    met: frozenset[str]
    notes: tuple[str, ...] = ()


def verify_scripts(
    load_dir: Path,
    *,
    dsn: str | None = None,
    into: str | None = None,
    target: str = "postgres",
    progress: Callable[[int, int], None] | None = None,
) -> VerifyResult:
    """Loads the scripts of `load_dir` (an output folder's `_dbmigrate/load`) into a scratch database, checks bodies.

    Without `dsn` on a server of our own. `target` is the product that the scripts are for.
    `progress(done, total)` counts bytes of the load scripts. Raises UsageError: no load scripts, no server, no
    right to create a database, `into` names a database that is not empty, a server that is not of `target`.
    """
    if not any((load_dir / name).is_file() for name in SCRIPTS):
        raise UsageError(f"no load scripts in {load_dir}")
    with Scratch(dsn, into, target) as scratch:
        met = needs_met(scratch.conn)
        load = load_folder(scratch.conn, load_dir, progress)
        bodies = check_bodies(scratch.conn)
        found = tuple(bodies) if bodies is not None else None
        return VerifyResult(scratch.about, load, found, met, tuple(scratch.notes))


__all__ = [
    "BodyCheck",
    "Ladder",
    "Lines",
    "LoadResult",
    "Notice",
    "Outcome",
    "Placed",
    "Routine",
    "Rung",
    "ServerError",
    "Standing",
    "VerifyResult",
    "check_bodies",
    "place_units",
    "verify_scripts",
]
