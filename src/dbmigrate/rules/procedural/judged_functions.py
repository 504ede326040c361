"""Functions that code may call: those that the target has too, and those that a rule of their own writes, by signature.

A row is right only where both sides answer alike for every value of these kinds: no text that can come out empty, no
number that a float would round, no order of texts. SQL Language Reference, "Functions".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dbmigrate.rules.procedural.judged_types import BOOLEAN, CHAR, CLOB, DATE, NUMBER, TEXT, TIMESTAMP, Kind

VALUES: Final = frozenset({NUMBER, TEXT, DATE, TIMESTAMP, BOOLEAN})
ANY: Final = VALUES | {CHAR, CLOB}
RANKED: Final = frozenset({NUMBER, DATE, TIMESTAMP})  # the order of texts is a question of the collation


@dataclass(frozen=True)
class Signature:
    """`free` arguments may be of any kind; those behind them are of one and the same kind, one of `kinds`. `literal`:
    the last argument is a number as it stands. `result` is "" where it is the arguments' kind."""

    kinds: frozenset[Kind]
    result: Kind = ""
    free: int = 0
    literal: bool = False
    aggregate: bool = False


TEXTS: Final = frozenset({TEXT})
NUMBERS: Final = frozenset({NUMBER})
# By name and number of arguments.
SIGNATURES: Final[Mapping[tuple[str, int], Signature]] = {
    ("UPPER", 1): Signature(TEXTS),
    ("LOWER", 1): Signature(TEXTS),
    ("LENGTH", 1): Signature(TEXTS, NUMBER),
    ("ABS", 1): Signature(NUMBERS),
    # With one argument these take dates as well, and integers as floats.
    ("ROUND", 2): Signature(NUMBERS, literal=True),
    ("TRUNC", 2): Signature(NUMBERS, literal=True),
    ("NVL", 2): Signature(VALUES),
    ("NVL2", 3): Signature(VALUES, free=1),
    ("COALESCE", 2): Signature(VALUES),
    ("COALESCE", 3): Signature(VALUES),
    ("COALESCE", 4): Signature(VALUES),
    ("COUNT", 1): Signature(ANY, NUMBER, aggregate=True),
    ("SUM", 1): Signature(NUMBERS, aggregate=True),
    ("MIN", 1): Signature(RANKED, aggregate=True),
    ("MAX", 1): Signature(RANKED, aggregate=True),
}
