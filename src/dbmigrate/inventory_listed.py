"""The inventory of a run: each routine with its file and the units that name it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dbmigrate import inventory
from dbmigrate.inventory import Interface
from dbmigrate.mentions import callers
from dbmigrate.model import Unit
from dbmigrate.results import UnitResult


def offered(units: Iterable[UnitResult]) -> Iterator[tuple[UnitResult, Interface, tuple[Unit, ...]]]:
    """Routines in the order of the files. Who names a package counts for each of its routines."""
    for made, users in callers(units):
        for found in made.interfaces:
            yield made, found, users


def records(units: Iterable[UnitResult]) -> Iterator[dict[str, Any]]:
    """As the manifest and the report in JSON hold them."""
    for made, found, users in offered(units):
        named = [{"kind": u.kind, "name": u.name, "file": u.file, "line": u.line} for u in users]
        yield {"file": made.unit.file, **inventory.values(found), "callers": named}
