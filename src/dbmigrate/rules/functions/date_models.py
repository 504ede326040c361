"""Oracle's datetime format models for output, in the target's words.

SQL Language Reference, "Format Models": elements count whatever their case, FM holds for all that follow it. PostgreSQL,
"Data Type Formatting Functions": elements in mixed case are not known, FM holds for one element.
"""

from __future__ import annotations

import re
from typing import Final

from dbmigrate.records import dataclass

ELEMENT: Final = re.compile(
    r"""(?P<quoted>"[^"]*")|(?P<name>FX|FM|SYYYY|YYYY|RRRR|Y,YYY|YYY|YY|RR|Y|IYYY|IYY|IY|I|SYEAR|YEAR|SCC|CC|Q|MONTH|MON|MM|
    RM|WW|IW|W|DDD|DD|DAY|DY|D|DL|DS|TS|J|HH24|HH12|HH|MI|SSSSS|SS|FF[1-9]?|A\.M\.|P\.M\.|AM|PM|A\.D\.|B\.C\.|AD|BC|
    TZH|TZM|TZR|TZD|EE|E|X|TH|SPTH|SP)|(?P<mark>[^\w"]+)""",
    re.X | re.I,
)
RENAMED: Final = {"RRRR": "YYYY", "RR": "YY", "X": ".", "FX": ""}
# Names of months and days, in the language of NLS_DATE_LANGUAGE.
NAMES: Final = frozenset({"MONTH", "MON", "DAY", "DY"})
# What follows the territory, or is spelled out.
NOT_THERE: Final = frozenset({"SYYYY", "SYEAR", "YEAR", "SCC", "DL", "DS", "TS", "TZR", "TZD", "EE", "E", "SP", "SPTH", "TH"})
PADDED: Final = frozenset("MM DD DDD HH HH12 HH24 MI SS WW IW CC MONTH DAY".split())
SPOKEN: Final = NAMES | {"AM", "PM", "A.M.", "P.M."}
SENSITIVE: Final = NAMES | {"AM", "PM", "A.M.", "P.M.", "AD", "BC", "A.D.", "B.C.", "RM", "TH"}
MOST_DIGITS: Final = 6


@dataclass(frozen=True, slots=True)
class Model:
    """`text` for the target; `names`: it shows names; `unknown`: an element that the target lacks, "" where there is none."""

    text: str
    names: bool = False
    unknown: str = ""


def is_of_date(model: str) -> bool:
    """A model of a moment rather than of a number."""
    return bool(re.search(r"(?i)yy|rr|mm|dd|hh|mi|ss|mon|day|dy|iw|ww|q|ff|^d$|^w$|^j$|^y$", re.sub(r'"[^"]*"', "", model)))


def for_output(model: str, fraction_digits: int = MOST_DIGITS) -> Model:
    """The model as the target's to_char takes it. `fraction_digits`: of the value, for FF without a number."""
    made, at, filling, names = [], 0, True, False
    while at < len(model):
        one = ELEMENT.match(model, at)
        if one is None:
            return Model(model, unknown=model[at])
        at, element = one.end(), one[0]
        if one.lastgroup != "name":
            made.append(element)
            continue
        word = element.upper()
        if word in NOT_THERE:
            return Model(model, unknown=word)
        if word == "FM":
            filling = not filling
            continue
        names = names or word in SPOKEN
        text = element if is_written_so(element) else word
        if word.startswith("FF"):
            text = fraction(int(word[2:] or fraction_digits))
        text = RENAMED.get(word, text)
        made.append("FM" + text if not filling and word in PADDED else text)
    return Model("".join(made), names)


def is_written_so(element: str) -> bool:
    """The target knows the element in this case."""
    return element in (element.upper(), element.lower()) or (element.upper() in SENSITIVE and element == element.capitalize())


def fraction(digits: int) -> str:
    """Digits that the target does not keep are zeros."""
    if digits == MOST_DIGITS:
        return "US"
    return f"FF{digits}" if digits < MOST_DIGITS else f'US"{"0" * (digits - MOST_DIGITS)}"'
