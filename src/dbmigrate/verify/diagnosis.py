"""Asks why statements failed: only their order? only because of another that failed?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import psycopg

from dbmigrate.verify.objects import filled, last_part, mentioned, provided
from dbmigrate.verify.outcomes import Outcome

RETRIES: Final = 2000  # statements; more failures than that have other causes than order
ROUNDS: Final = 10

# What a statement gets that stands on something which is not there: undefined table, function, column, object,
# schema, parameter; no unique key for a foreign key; wrong object type.
MISSING: Final = frozenset({"42P01", "42883", "42703", "42704", "3F000", "42830", "42809"})
ABORTED: Final = "25P02"
UNDEFINED_COLUMN: Final = "42703"
WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Failure:
    """An outcome with the statement's text ('' where it was not kept). `aborted`: its transaction had failed before."""

    outcome: Outcome
    text: str
    aborted: bool
    head: str = ""


def diagnose(conn: psycopg.Connection[Any], failures: Sequence[Failure]) -> list[Outcome]:
    """The outcomes with `order_only` and `consequence_of`. The database stays as the pass left it."""
    in_order = _retry(conn, failures)
    marked = [replace(f.outcome, order_only=True) if n in in_order else f.outcome for n, f in enumerate(failures)]
    lost = [(provided(f.head), n) for n, f in enumerate(failures) if n not in in_order]
    empty = {last_part(filled(f.head)) for f in failures} - {""}
    told = [without_rows(o, empty) for o in consequences(marked, lost)]
    return [without_column(o, f.text, n, lost) for n, (o, f) in enumerate(zip(told, failures, strict=True))]


def without_column(outcome: Outcome, text: str, number: int, lost: Sequence[tuple[str, int]]) -> Outcome:
    """A column is missing behind an alias, and the statement names a relation whose own statement failed: another of
    that name took its place."""
    if outcome.sqlstate != UNDEFINED_COLUMN or outcome.consequence_of or outcome.order_only:
        return outcome
    words = set(WORD.findall(text.lower()))
    cause = next((name for name, loser in lost if name and loser != number and last_part(name) in words), "")
    return replace(outcome, consequence_of=cause) if cause else outcome


def without_rows(outcome: Outcome, empty: set[str]) -> Outcome:
    """A foreign key misses rows whose own INSERT failed."""
    if outcome.lacks_rows_of in empty and not outcome.consequence_of:
        return replace(outcome, consequence_of=f"rows of {outcome.lacks_rows_of}")
    return outcome


def consequences(outcomes: Sequence[Outcome], lost: Iterable[tuple[str, int]]) -> list[Outcome]:
    """Marks the outcomes that miss an object which is not there because its own statement failed.

    `lost`: (name, number of the outcome that lost it, or -1); nothing is a consequence of itself.
    """
    names = lookup(lost)
    found = []
    for number, outcome in enumerate(outcomes):
        cause = "" if outcome.consequence_of or outcome.order_only else _cause(outcome, number, names)
        found.append(replace(outcome, consequence_of=cause) if cause else outcome)
    return found


Lost = dict[str, list[tuple[str, int]]]


def _cause(outcome: Outcome, number: int, names: Lost) -> str:
    if outcome.sqlstate == ABORTED:
        return "transaction"
    return missed(outcome.sqlstate, outcome.message, number, names)


def missed(sqlstate: str | None, message: str, number: int, names: Lost) -> str:
    """The lost object that an error misses, or ''."""
    if sqlstate not in MISSING:
        return ""
    for name in mentioned(message):
        # A column stands behind its table, an object behind its schema: any part may be the one that is lost.
        for candidate in (name, *name.split(".")):
            for full, loser in names.get(candidate, ()):
                if loser != number and _may_be(full, name, candidate):
                    return full
    return ""


def _may_be(full: str, name: str, candidate: str) -> bool:
    """Not the table of the same name in another schema."""
    both_qualified = "." in name and "." in full
    return full == name or not (both_qualified and candidate == last_part(name))


def lookup(lost: Iterable[tuple[str, int]]) -> Lost:
    """Names as messages may spell them, with and without schema, to the full name and who lost it."""
    names: Lost = {}
    for name, loser in lost:
        for spelling in {name, last_part(name)} - {""}:
            names.setdefault(spelling, []).append((name, loser))
    return names


def _retry(conn: psycopg.Connection[Any], failures: Sequence[Failure]) -> set[int]:
    """Which failures load once everything else is there: tried again, in savepoints, while that helps; rolled back."""
    waiting = [n for n, f in enumerate(failures) if f.outcome.sqlstate in MISSING and f.text and not f.aborted]
    if not waiting or len(waiting) > RETRIES:
        return set()
    loaded: set[int] = set()
    with conn.transaction(force_rollback=True):
        for _ in range(ROUNDS):
            done = {n for n in waiting if n not in loaded and _loads(conn, failures[n].text)}
            if not done:
                break
            loaded |= done
    return loaded


def _loads(conn: psycopg.Connection[Any], statement: str) -> bool:
    try:
        with conn.transaction():
            conn.execute(statement.encode("utf-8", "surrogateescape"))
    except psycopg.Error:
        if conn.closed:
            raise
        return False
    return True
