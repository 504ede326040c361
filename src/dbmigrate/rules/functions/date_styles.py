"""SQL Server's date styles applied to a constant text: the same moment the way the target reads it, or None.

Transact-SQL Reference, "CAST and CONVERT", Date and time styles. Texts of eight digits and of the ISO form mean the
same in every style and language.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

TIME: Final = r"(?:[ T](?P<time>\d{1,2}:\d{2}(?::\d{2}(?:[.:]\d{1,7})?)?))?"
PLAIN: Final = re.compile(rf"\s*(?P<y>\d{{4}})(?P<m>\d{{2}})(?P<d>\d{{2}}){TIME}\s*")
ISO: Final = re.compile(rf"\s*(?P<y>\d{{4}})-(?P<m>\d{{2}})-(?P<d>\d{{2}}){TIME}Z?\s*")
YEAR_FIRST: Final = re.compile(rf"\s*(?P<y>\d{{4}})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}}){TIME}\s*")
MONTH_FIRST: Final = re.compile(rf"\s*(?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})[-/.](?P<y>\d{{4}}){TIME}\s*")
DAY_FIRST: Final = re.compile(rf"\s*(?P<d>\d{{1,2}})[-/.](?P<m>\d{{1,2}})[-/.](?P<y>\d{{4}}){TIME}\s*")
FORMS: Final = {
    **dict.fromkeys((20, 21, 25, 120, 121, 102, 111, 126, 127, 23), YEAR_FIRST),
    **dict.fromkeys((101, 110), MONTH_FIRST),
    **dict.fromkeys((103, 104, 105), DAY_FIRST),
    112: PLAIN,
}
ALWAYS: Final = (PLAIN, ISO)


def by_style(text: str, style: int) -> str | None:
    """`2019-12-31 10:00:00.123`, the text itself where the target reads it so; None where it does not fit the style.

    Style 0 stands for none: only the forms that mean the same everywhere are taken then.
    """
    for form in (*ALWAYS, *filter(None, [FORMS.get(style)])):
        found = form.fullmatch(text)
        if found is not None:
            return written(found, text if form in ALWAYS else "")
    return None


def written(found: re.Match[str], own: str) -> str | None:
    try:
        day = date(int(found["y"]), int(found["m"]), int(found["d"])).isoformat()
    except ValueError:
        return None
    time = found["time"] or ""
    if own and time.count(":") < 3:
        return own
    if time.count(":") == 3:  # 10:00:00:123 counts milliseconds
        head, _, digits = time.rpartition(":")
        time = f"{head}.{digits.zfill(3)}"
    return f"{day} {time}" if time else day
