"""What a worker does, wherever it runs: the first reading of a file, and the second one."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from dbmigrate.catalog.names import Names
from dbmigrate.config import Settings
from dbmigrate.definitions import Definitions
from dbmigrate.engine.contract import load_rules
from dbmigrate.estate import Estate, EstateFile, empty_estate
from dbmigrate.firstpass import First, read_first
from dbmigrate.garbage import controlled_garbage
from dbmigrate.outcome import Outcome
from dbmigrate.readings import Readings
from dbmigrate.results import ConvertedText
from dbmigrate.secondpass import read_second
from dbmigrate.work.lookups import Lookups
from dbmigrate.work.spool import Sink, Writer


def shared(estate: Estate) -> bytes:
    """Of an estate whose first pass is over: what the second reading of any of its files looks at."""
    settings = replace(estate.settings, overrides=None, paths=())
    values = (
        settings,
        estate.dialect,
        estate.target,
        estate.catalog,
        estate.inclusion,
        estate.variables,
        estate.overrides.by_key,
        estate.loads,
    )
    return pickle.dumps(values, pickle.HIGHEST_PROTOCOL)


def estate_of(data: bytes) -> Estate:
    settings: Settings
    settings, dialect, target, catalog, inclusion, variables, texts, loads = pickle.loads(data)
    estate = empty_estate(settings, dialect, target)
    estate.catalog, estate.inclusion, estate.variables, estate.loads = catalog, inclusion, variables, loads
    estate.overrides.by_key = texts
    estate.names = Names(dialect, estate.target, catalog, settings.schemas)
    return estate


@lru_cache(maxsize=1)
def kept_estate(path: Path, record: bool) -> tuple[Estate, Lookups | None]:
    return with_lookups(estate_of(path.read_bytes()), record)


def with_lookups(estate: Estate, record: bool) -> tuple[Estate, Lookups | None]:
    if not record:
        return estate, None
    lookups = Lookups(estate)
    lookups.watch()
    return estate, lookups


def first(file: EstateFile, dialect: str) -> First:
    """Raises Unreadable."""
    return read_first(file, dialect, Readings(bytes_left=0))


def second(file: EstateFile, estate: Path, record: bool, target: Path) -> None:
    """The file `estate` holds what `shared` gave; the spool is written to `target`. `record`: with what was looked up,
    so that it can be kept for later runs."""
    load_rules()
    with controlled_garbage():
        write_second(file, *kept_estate(estate, record), target)


def write_second(file: EstateFile, estate: Estate, lookups: Lookups | None, target: Path) -> None:
    estate.definitions = Definitions()  # as if it were the first file: see Definitions.follow
    with target.open("wb") as stream:
        for _ in spooled(file, estate, Outcome(), lookups, stream):
            pass


def spooled(
    file: EstateFile, estate: Estate, outcome: Outcome, lookups: Lookups | None, stream: Sink
) -> Iterator[ConvertedText]:
    """The second reading of a file, written down while it passes."""
    writer = Writer(stream)
    if lookups is not None:
        lookups.begin()
    for stretch in read_second(file, estate, outcome):
        writer.add(stretch)
        yield stretch
    writer.close((outcome, lookups.found() if lookups else {}))


__all__ = ["estate_of", "first", "second", "shared", "spooled", "with_lookups", "write_second"]
