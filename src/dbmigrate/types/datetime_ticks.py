"""DATETIME keeps 1/300 of a second: the milliseconds of a constant as it stores them (.000, .003, .007).

Transact-SQL Reference, "datetime": rounding of fractional second precision. SMALLDATETIME keeps minutes.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

TICKS: Final = 300
MOMENT: Final = re.compile(
    r"(?P<y>\d{4})(?:(?P<mark>[-/.])(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2})|(?P<day>\d{4}))"
    r"(?P<gap>[ T])(?P<h>\d{1,2}):(?P<mi>\d{2}):(?P<s>\d{2})(?:(?P<point>[.:])(?P<f>\d{1,9}))?"
)


def aligned(text: str, keyword: str) -> str | None:
    """The constant as the type stores it; None where that is what it says, and for texts of other forms."""
    found = MOMENT.fullmatch(text.strip())
    if found is None or keyword not in ("DATETIME", "SMALLDATETIME"):
        return None
    try:
        hour, minute, second = (int(found[k]) for k in ("h", "mi", "s"))
        year, month, day = int(found["y"]), int(found["m"] or found["day"][:2]), int(found["d"] or found["day"][2:])
        start = datetime(year, month, day, hour, minute, second)
    except ValueError:
        return None
    digits = found["f"] or ""
    millis = int(digits) if found["point"] == ":" else int(digits[:4].ljust(4, "0")) / 10 if digits else 0
    if keyword == "SMALLDATETIME":
        late = start.second + millis / 1000 > 29.998
        moment = start.replace(second=0) + timedelta(minutes=int(late))
        return None if moment == start and not millis else shown(found, moment, 0)
    ticks = int(millis * TICKS / 1000 + 0.5)
    more, ticks = divmod(ticks, TICKS)
    rounded = int(ticks * 1000 / TICKS + 0.5)
    return None if not more and rounded == millis else shown(found, start + timedelta(seconds=more), rounded)


def shown(found: re.Match[str], moment: datetime, millis: int) -> str:
    mark = found["mark"] or ""
    text = moment.strftime(f"%Y{mark}%m{mark}%d{found['gap']}%H:%M:%S")
    return f"{text}.{millis:03}" if millis else text
