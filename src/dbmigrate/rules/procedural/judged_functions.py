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
# The order of texts is the database's, a choice that is made once for all of it.
RANKED: Final = frozenset({NUMBER, DATE, TIMESTAMP, TEXT})


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


@dataclass(frozen=True)
class Written:
    """A function that a rule of its own writes, by the kinds of its arguments: the last one holds for all that follow.
    `least`: so many arguments have to be there."""

    result: Kind
    kinds: tuple[frozenset[Kind], ...]
    least: int = 1
    most: int = 0  # 0: as many as `kinds`


MOMENTS: Final = frozenset({DATE, TIMESTAMP})
SHOWN: Final = frozenset({TEXT, NUMBER})  # a number is made a text by the rule
READ: Final = frozenset({NUMBER, TEXT})
# What is written as soon as a rule is there for the call: such a rule reports the forms that it cannot write.
WRITTEN: Final[Mapping[str, tuple[Written, ...]]] = {
    "TRUNC": (Written(DATE, (MOMENTS, TEXTS)), Written(NUMBER, (NUMBERS, NUMBERS))),
    "ROUND": (Written(DATE, (MOMENTS, TEXTS)), Written(NUMBER, (NUMBERS, NUMBERS))),
    "ADD_MONTHS": (Written(DATE, (MOMENTS, NUMBERS), 2),),
    "MONTHS_BETWEEN": (Written(NUMBER, (MOMENTS, MOMENTS), 2),),
    "LAST_DAY": (Written(DATE, (MOMENTS,)),),
    "TO_CHAR": (Written(TEXT, (MOMENTS, TEXTS), 2), Written(TEXT, (NUMBERS, TEXTS)), Written(TEXT, (TEXTS,))),
    "TO_DATE": (Written(DATE, (TEXTS, TEXTS), 2),),
    "TO_NUMBER": (Written(NUMBER, (READ, TEXTS)),),
    "SUBSTR": (Written(TEXT, (SHOWN, NUMBERS, NUMBERS), 2),),
    "INSTR": (Written(NUMBER, (SHOWN, SHOWN, NUMBERS, NUMBERS), 2),),
    "LPAD": (Written(TEXT, (SHOWN, NUMBERS, TEXTS), 2),),
    "RPAD": (Written(TEXT, (SHOWN, NUMBERS, TEXTS), 2),),
    "REPLACE": (Written(TEXT, (SHOWN, TEXTS, TEXTS), 2),),
    "TRANSLATE": (Written(TEXT, (SHOWN, TEXTS, TEXTS), 3),),
    "LTRIM": (Written(TEXT, (SHOWN, TEXTS)),),
    "RTRIM": (Written(TEXT, (SHOWN, TEXTS)),),
    "INITCAP": (Written(TEXT, (TEXTS,)),),
    "CONCAT": (Written(TEXT, (SHOWN, SHOWN), 2),),
    "CHR": (Written(TEXT, (NUMBERS,)),),
    "GREATEST": (Written("", (RANKED,), 1, 90),),
    "LEAST": (Written("", (RANKED,), 1, 90),),
    "MOD": (Written(NUMBER, (NUMBERS, NUMBERS), 2),),
    "SIGN": (Written(NUMBER, (NUMBERS,)),),
    "CEIL": (Written(NUMBER, (NUMBERS,)),),
    "FLOOR": (Written(NUMBER, (NUMBERS,)),),
    "POWER": (Written(NUMBER, (NUMBERS, NUMBERS), 2),),
    "REGEXP_REPLACE": (Written(TEXT, (TEXTS, TEXTS, TEXTS), 2),),
    "REGEXP_SUBSTR": (Written(TEXT, (TEXTS, TEXTS), 2),),
    "SYS_CONTEXT": (Written(TEXT, (TEXTS, TEXTS), 2),),
    "LENGTHB": (Written(NUMBER, (TEXTS,)),),
    "SUBSTRB": (Written(TEXT, (TEXTS, NUMBERS, NUMBERS), 2),),
}
# The same on the target without a rule, where the arguments are numbers or there is no NULL among them to tell apart.
SAME: Final = frozenset({"MOD", "SIGN", "CEIL", "FLOOR"})
