"""How SQL Server's styles write a moment as text, in the words of the target's TO_CHAR.

Transact-SQL Reference, "CAST and CONVERT", Date and time styles.
"""

from __future__ import annotations

import re
from typing import Final

TIME: Final = "HH24:MI:SS"
STYLES: Final = {
    1: "MM/DD/YY",
    2: "YY.MM.DD",
    3: "DD/MM/YY",
    4: "DD.MM.YY",
    5: "DD-MM-YY",
    6: "DD Mon YY",
    7: "Mon DD, YY",
    10: "MM-DD-YY",
    11: "YY/MM/DD",
    12: "YYMMDD",
    23: "YYYY-MM-DD",
    101: "MM/DD/YYYY",
    102: "YYYY.MM.DD",
    103: "DD/MM/YYYY",
    104: "DD.MM.YYYY",
    105: "DD-MM-YYYY",
    106: "DD Mon YYYY",
    107: "Mon DD, YYYY",
    110: "MM-DD-YYYY",
    111: "YYYY/MM/DD",
    112: "YYYYMMDD",
    **dict.fromkeys((8, 24, 108), TIME),
    **dict.fromkeys((13, 113), f"DD Mon YYYY {TIME}:MS"),
    **dict.fromkeys((14, 114), f"{TIME}:MS"),
    **dict.fromkeys((20, 120), f"YYYY-MM-DD {TIME}"),
    **dict.fromkeys((21, 25, 121), f"YYYY-MM-DD {TIME}.MS"),
    **dict.fromkeys((126, 127), f'YYYY-MM-DD"T"{TIME}.MS'),
}
WITH_FRACTION: Final = frozenset({21, 25, 121})  # as many digits as the type has
WITHOUT_ZEROS: Final = frozenset({126, 127})  # a fraction of 0 is not shown
# Characters that each field of a format gives.
FIELD: Final = re.compile(r'YYYY|YY|MM|DD|Mon|HH24|MI|SS|MS|FF[1-6]|"T"|"0"|.')
WIDTHS: Final = {"YYYY": 4, "YY": 2, "MM": 2, "DD": 2, "Mon": 3, "HH24": 2, "MI": 2, "SS": 2, "MS": 3} | {
    f"FF{n}": n for n in range(1, 7)
}


def of_date(style: int) -> str | None:
    """The format of a DATE: what the style says without the time."""
    found = STYLES.get(style)
    if found is None or found.startswith(TIME):
        return None
    return re.split(r'[ "T]*HH24', found)[0].rstrip(' "') if TIME in found else found


def of_time(style: int, digits: int) -> str | None:
    """The format of a TIME: what the style says without the date."""
    found = STYLES.get(style)
    if found is None or TIME not in found:
        return None
    return with_digits(TIME + (".MS" if style in WITH_FRACTION else ":MS" if style in (13, 14, 113, 114) else ""), digits)


def with_digits(text: str, digits: int) -> str:
    """The format of a value with so many digits behind the second; the target has six."""
    if digits == 0:
        return re.sub("[.:]MS$", "", text)
    return text.replace("MS", f"FF{digits}" if digits < 7 else 'FF6"0"')


def width(text: str) -> int:
    """Characters that a format gives."""
    return sum(WIDTHS.get(field, 1) for field in FIELD.findall(text))


def cut(text: str, length: int) -> str | None:
    """The format of the first `length` characters; None where they end within a field."""
    made, left = "", length
    for field in FIELD.findall(text):
        if not left:
            break
        left -= WIDTHS.get(field, 1)
        if left < 0:
            return None
        made += field
    return made
