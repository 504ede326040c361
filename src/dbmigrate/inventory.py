"""The inventory of routines: what each takes and gives, and how a client calls it on the source and on the target."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from dbmigrate.records import dataclass

TABLE, CURSORS, PARAMETER, OUT_CURSORS, CURSOR = "table", "refcursors", "result_sets", "out refcursor", "refcursor"
FETCHED: Final = frozenset({CURSORS, PARAMETER, OUT_CURSORS, CURSOR})  # rows are read by FETCH from cursors


@dataclass(frozen=True)
class Passed:
    """A parameter as the target calls it. `mode`: in, out, in out."""

    name: str
    type: str
    mode: str = "in"
    default: bool = False


@dataclass(frozen=True)
class GivenSet:
    """A result set. `given_by`: query, output, text, cursor, or `call of NAME`; `columns`: names and types on the
    target, a type "" where it is not known; () where nothing is known of them."""

    line: int  # in the file
    given_by: str
    columns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Interface:
    """Of one routine, or of one that a package offers. `kind`, `target`: what it is and is called on the target.

    `form`: how its rows are handed out there: table (rows of a function), refcursors (a row with a cursor's name for
    each set), result_sets (an array of them in the parameter of that name), out refcursor (OUT parameters), refcursor
    (the result of a function); "" where it gives none. `status`: it returned one. `before`, `call`: how a client calls
    it, with ? for what is passed.
    """

    name: str
    target: str
    kind: str
    line: int
    parameters: tuple[Passed, ...] = ()
    returns: str = ""
    sets: tuple[GivenSet, ...] = ()
    form: str = ""
    status: bool = False
    before: str = ""
    call: str = ""


def arguments(parameters: Iterable[Passed], out: bool = True) -> str:
    """`a => ?, b => NULL`. `out`: OUT parameters take part in the call."""
    listed = [f"{p.name} => {'NULL' if p.mode == 'out' else '?'}" for p in parameters if out or p.mode != "out"]
    return ", ".join(listed)


def fetching(form: str) -> str:
    """What follows the call, within one transaction."""
    return '; FETCH ALL FROM "<cursor>"' if form in FETCHED else ""


def values(found: Interface) -> dict[str, Any]:
    """As the manifest and the report in JSON hold it."""
    parameters = [{"name": p.name, "type": p.type, "mode": p.mode, "default": p.default} for p in found.parameters]
    sets = [{"line": s.line, "given_by": s.given_by, "columns": [list(c) for c in s.columns]} for s in found.sets]
    return {
        "name": found.name,
        "line": found.line,
        "target": found.target,
        "kind": found.kind,
        "parameters": parameters,
        "returns": found.returns,
        "results": found.form,
        "sets": sets,
        "status": found.status,
        "before": found.before,
        "call": found.call,
    }
