"""Oracle's datetime format models applied to a constant text: what TO_DATE and its like would answer, or None.

SQL Language Reference, "Format Models": letters count whatever their case, punctuation of the model matches any
punctuation and may be missing, numbers may lack leading zeros, a text may end before its model does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

ELEMENT: Final = re.compile(
    r"""(?P<quoted>"[^"]*") | (?P<name>FX|FM|SYYYY|RRRR|YYYY|RR|YY|MONTH|MON|MM|DD|HH24|HH12|HH|MI|SSSSS|SS|FF[1-9]?|
    A\.M\.|P\.M\.|AM|PM|TZH|TZM|X(?=FF)|T(?=HH)) | (?P<mark>[^\w"]+)""",
    re.X | re.I,
)
DIGITS: Final = dict.fromkeys(("SYYYY", "YYYY", "RRRR"), 4) | dict.fromkeys("YY RR MM DD HH24 HH12 HH MI".split(), 2)
DIGITS_OF_TIME: Final = {"SS": 2, "SSSSS": 5, "TZM": 2}
NUMBERS: Final = {name: re.compile(rf"\d{{1,{most}}}") for name, most in (DIGITS | DIGITS_OF_TIME).items()}
MONTHS: Final = (
    "JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER".split()  # noqa: SIM905
)
CHINESE_MONTH: Final = re.compile(r"(\d{1,2})月 ?")
FORENOON: Final = re.compile(r"A\.?M\.?|上午", re.I)
AFTERNOON: Final = re.compile(r"P\.?M\.?|下午", re.I)
MOST_DIGITS: Final = 6  # PostgreSQL, "Date/Time Types"


@dataclass
class Moment:
    """What the text said; `year` and `month` have no constant default, since Oracle takes the current ones."""

    year: int | None = None
    month: int | None = None
    day: int = 1
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    fraction: str = ""
    half: str = ""  # AM or PM
    of_twelve: bool = False  # the hour was given by HH or HH12
    zone_hours: str = ""
    zone_minutes: str = ""

    @property
    def exact(self) -> bool:
        """The target can hold every digit of the fraction."""
        return not self.fraction[MOST_DIGITS:].strip("0")

    def text(self, fraction: bool = True) -> str | None:
        """`2020-01-01 10:00:00`, without the time where the text gave none; None where it is no date."""
        if self.year is None or self.month is None:
            return None
        hour = self.hour
        if self.of_twelve and hour is not None:
            if not self.half or not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if self.half == "PM" else 0)
        try:
            day = date(self.year, self.month, self.day).isoformat()
        except ValueError:
            return None
        if (hour or 0) > 23 or (self.minute or 0) > 59 or (self.second or 0) > 59:
            return None
        if hour is None and self.minute is None and self.second is None and not self.fraction.strip("0"):
            return day + self.zone
        time = f"{hour or 0:02}:{self.minute or 0:02}:{self.second or 0:02}"
        digits = self.fraction[:MOST_DIGITS].rstrip("0") if fraction else ""
        return f"{day} {time}{'.' + digits if digits else ''}{self.zone}"

    @property
    def zone(self) -> str:
        return f"{self.zone_hours}:{self.zone_minutes or '00'}" if self.zone_hours else ""


def read_constant(text: str, model: str) -> Moment | None:
    """The moment that the model reads out of the text; None where the two do not fit, or for an unknown element."""
    reader, moment = Reader(text.strip()), Moment()
    known = elements(model)
    if known is None:
        return None
    digits = numbers(model)
    if digits and (found := digits.fullmatch(reader.text)):
        for number, (_, name) in zip(found.groups(), (e for e in known if e[1] in NUMBERS), strict=True):
            keep(name, number, moment)
        return moment
    for kind, element in known:
        if reader.done:
            break
        if kind == "mark":
            reader.skip_marks(element)
        elif kind == "quoted":
            if not reader.take(re.compile(re.escape(element))):
                return None
        elif not read_element(element, reader, moment):
            return None
    return moment if reader.done else None


@lru_cache(maxsize=256)
def elements(model: str) -> tuple[tuple[str, str], ...] | None:
    """(kind, text) of a model's elements, or None where one is unknown: a script uses few models, and often."""
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(model):
        one = ELEMENT.match(model, at)
        if one is None:
            return None
        at = one.end()
        kind = str(one.lastgroup)
        found.append((kind, one[0][1:-1] if kind == "quoted" else one[0].upper()))
    return tuple(found)


@lru_cache(maxsize=256)
def numbers(model: str) -> re.Pattern[str] | None:
    """What texts match that fill a model of numbers and marks to its end, so that table data is read quickly."""
    known = elements(model) or ()
    if any(kind == "quoted" or (kind == "name" and name not in NUMBERS) for kind, name in known):
        return None
    return re.compile("".join(r"[\W_]?+" * len(e) if kind == "mark" else f"({NUMBERS[e].pattern}+)" for kind, e in known))


class Reader:
    def __init__(self, text: str):
        self.text, self.at = text, 0

    @property
    def done(self) -> bool:
        return self.at >= len(self.text)

    def take(self, pattern: re.Pattern[str]) -> str:
        """What stands here and fits, "" where nothing does."""
        found = pattern.match(self.text, self.at)
        if found is None:
            return ""
        self.at = found.end()
        return found[0]

    def skip_marks(self, marks: str) -> None:
        """Punctuation and blanks of the model, of whatever kind, each of which the text may lack."""
        for _ in marks:
            if not self.done and not self.text[self.at].isalnum():
                self.at += 1


def read_element(name: str, reader: Reader, moment: Moment) -> bool:
    if name in ("FX", "FM"):
        return True
    if name in ("X", "T"):
        return bool(reader.take(re.compile(r"[.,]" if name == "X" else "[Tt]")))
    if name in ("MON", "MONTH"):
        moment.month = read_month(reader)
        return moment.month is not None
    if name in ("AM", "PM", "A.M.", "P.M."):
        moment.half = "AM" if reader.take(FORENOON) else "PM" if reader.take(AFTERNOON) else ""
        return bool(moment.half)
    if name.startswith("FF"):
        moment.fraction = reader.take(re.compile(rf"\d{{1,{name[2:] or 9}}}"))
        return bool(moment.fraction)
    if name == "TZH":
        moment.zone_hours = reader.take(re.compile(r"[+-]\d{1,2}"))
        return bool(moment.zone_hours)
    digits = reader.take(NUMBERS[name])
    return bool(digits) and keep(name, digits, moment)


def keep(name: str, digits: str, moment: Moment) -> bool:
    number = int(digits)
    if name in ("SYYYY", "YYYY", "RRRR", "YY", "RR"):
        moment.year = full_year(name, digits)
    elif name == "MM":
        moment.month = number
    elif name == "DD":
        moment.day = number
    elif name.startswith("HH"):
        moment.hour, moment.of_twelve = number, name != "HH24"
    elif name == "MI":
        moment.minute = number
    elif name == "SS":
        moment.second = number
    elif name == "TZM":
        moment.zone_minutes = digits.zfill(2)
    else:  # SSSSS, seconds past midnight
        moment.hour, moment.minute, moment.second = number // 3600, number // 60 % 60, number % 60
    return True


def full_year(name: str, digits: str) -> int:
    """RR, and RRRR with two digits: 50 to 99 belong to the last century. YY: this one."""
    year = int(digits)
    if name in ("SYYYY", "YYYY") or len(digits) > 2:
        return year
    if name == "YY":
        return 2000 + year
    return year + (1900 if year >= 50 else 2000)


def read_month(reader: Reader) -> int | None:
    """English names, whole or of three letters, and the Chinese `1月`; other languages depend on the session."""
    chinese = CHINESE_MONTH.match(reader.text, reader.at)
    if chinese:
        reader.at = chinese.end()
        return int(chinese[1])
    rest = reader.text[reader.at :].upper()
    for number, month in enumerate(MONTHS, 1):
        for word in (month, month[:3]):
            if rest.startswith(word) and not rest[len(word) : len(word) + 1].isalpha():
                reader.at += len(word)
                return number
    return None
