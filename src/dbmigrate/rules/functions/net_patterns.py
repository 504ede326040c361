"""Patterns of .NET's ToString in the words of TO_CHAR, as far as both say the same.

.NET documentation, "Custom date and time format strings", "Standard numeric format strings", "Custom numeric format
strings".
"""

from __future__ import annotations

import re
from typing import Final

FIELDS: Final = {
    "yyyy": "YYYY",
    "yy": "YY",
    "MMMM": "FMMonth",
    "MMM": "Mon",
    "MM": "MM",
    "M": "FMMM",
    "dddd": "FMDay",
    "ddd": "Dy",
    "dd": "DD",
    "d": "FMDD",
    "HH": "HH24",
    "H": "FMHH24",
    "hh": "HH12",
    "h": "FMHH12",
    "mm": "MI",
    "m": "FMMI",
    "ss": "SS",
    "s": "FMSS",
    "fff": "MS",
    "ffffff": "US",
    "tt": "AM",
}
MOMENT: Final = re.compile(r"(?P<field>([yMdHhmsft])\2*)|'(?P<quoted>[^']*)'|(?P<plain>[^A-Za-z'\"\\%])")
NAMED: Final = re.compile(r"(?P<kind>[NFD])(?P<digits>\d?)", re.I)
OWN: Final = re.compile(r"(?P<group>#,(?:##)?)?(?P<whole>[#0]*)(?P<point>\.(?P<fixed>0*)(?P<free>#*))?")
GROUPED: Final = "999,999,999,999,99"


# .NET documentation, "Standard date and time format strings": what single letters stand for in a culture.
OF_CULTURE: Final = {
    "zh-cn": {"d": "yyyy/M/d", "D": "yyyy'年'M'月'd'日'", "t": "H:mm", "T": "H:mm:ss", "C": "¥"},
    "en-us": {"d": "M/d/yyyy", "D": "dddd, MMMM d, yyyy", "t": "h:mm tt", "T": "h:mm:ss tt", "C": "$"},
}


def in_culture(pattern: str, culture: str) -> str | None:
    """The pattern that says the same whatever the culture; None where the culture is not known or names something."""
    known = OF_CULTURE.get(culture.lower())
    if known is None:
        return None
    if pattern in known and pattern != "C":
        pattern = known[pattern]
    names = culture.lower() != "en-us" and re.search(r"MMM|ddd|tt", re.sub(r"'[^']*'", "", pattern))
    return None if names else pattern


def of_moment(pattern: str) -> str | None:
    """None for a single letter, which stands for a pattern of the culture's, and for fields that TO_CHAR lacks."""
    if len(pattern) < 2:
        return None
    made, at, fields = "", 0, 0
    while at < len(pattern):
        found = MOMENT.match(pattern, at)
        if found is None:
            return None
        at = found.end()
        field = found["field"]
        if field is not None:
            if field not in FIELDS:
                return None
            made, fields = made + FIELDS[field], fields + 1
        else:
            made += quoted(found["quoted"]) if found["quoted"] is not None else found["plain"]
    return made if fields else None


def quoted(text: str) -> str:
    return f'"{text}"' if text else ""


def of_number(pattern: str) -> str | None:
    """`N2`, `F1`, `D4`, `000`, `#,##0.00`, `0.##`; None for what has no counterpart."""
    named = NAMED.fullmatch(pattern)
    if named is not None:
        digits = int(named["digits"] or (1 if named["kind"].upper() == "D" else 2))
        if named["kind"].upper() == "D":
            return "FM" + "0".rjust(digits, "0")
        head = GROUPED if named["kind"].upper() == "N" else "9" * 17
        return f"FM{head}0" + (f".{'0' * digits}" if digits else "")
    own = OWN.fullmatch(pattern)
    if own is None or not own["whole"].endswith("0") or "0#" in own["whole"]:
        return None
    zeros = own["whole"].lstrip("#")
    if own["group"]:
        if zeros != "0":
            return None
        whole = GROUPED + "0"
    else:
        whole = "9" * (17 - len(zeros)) + zeros if len(zeros) == 1 else zeros
    return f"FM{whole}" + (f".{own['fixed']}{'9' * len(own['free'])}" if own["fixed"] or own["free"] else "")


def ends_open(made: str) -> bool:
    """TO_CHAR leaves the point where no digit follows, .NET does not."""
    return re.search(r"\.9+$", made) is not None


def of_percent(pattern: str) -> str | None:
    """`P`, `P1`: the number of hundreds of the value, as US English writes it with a blank before the sign."""
    found = re.fullmatch(r"[Pp](\d?)", pattern)
    return of_number(f"N{found[1] or 2}") if found else None
