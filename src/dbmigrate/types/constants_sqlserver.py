"""What SQL Server makes of a constant that goes into a column of another type.

Transact-SQL Reference, "CAST and CONVERT" ("Truncating and rounding results"), "datetime", "smalldatetime", "money".
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from dbmigrate.catalog.values import SqlType
from dbmigrate.types.constants_oracle import Constant
from dbmigrate.types.datetime_ticks import aligned
from dbmigrate.types.values import Kind, Type

NUMBER: Final = re.compile(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)\s*")
FLOAT: Final = re.compile(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*")
WHOLE: Final = re.compile(r"\s*[+-]?\d+\s*")
MONEY: Final = re.compile(r"\s*([+-]?)\s*[$¥￥£€]?\s*([+-]?)\s*([\d,]*\.?\d*)\s*")
BITS: Final = {"true": 1, "false": 0, "": 0}
TIME: Final = r"(?P<time>\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,7})?)?)"
# Year, month and day in this order, or the month's English name.
DAY_FIRST_TEXT: Final = re.compile(
    rf"\s*(?:(?P<y>\d{{4}})(?P<s>[-/])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})|(?P<plain>\d{{8}}))(?:[ T]+{TIME})?\s*"
)
NAMED: Final = re.compile(
    r"\s*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* +\d{1,2},? +\d{4}"
    r"(?: +\d{1,2}:\d\d(?::\d\d)? ?(?:[AP]M)?)?\s*",
    re.I,
)
TIME_ONLY: Final = re.compile(rf"\s*{TIME}\s*")
ZONE: Final = re.compile(r".*\d\s*(?:[+-]\d{1,2}:\d\d|Z)\s*")
FIRST_DAY: Final = "timestamp '1900-01-01'"
MOST_INT: Final = 2**31


def kept(to: Type, charset: str, constant: Constant) -> tuple[str, str] | None:
    if to.is_text:
        return in_text(to, constant)
    if constant.text[:2] in ("0x", "0X") and not constant.quoted:
        return from_bytes(to, constant.text[2:])
    if to.is_number:
        found = text_in_number(to, constant.text) if constant.quoted else in_number(to, constant)
        return found
    if not constant.quoted:
        return None
    if to.is_moment:
        return in_moment(to, constant.text)
    if to.kind is Kind.TIME:
        return None if not constant.text or TIME_ONLY.fullmatch(constant.text) else ("", "session")
    return None


def keyword(to: Type) -> str:
    return to.sql.keyword if to.sql else ""


def in_text(to: Type, constant: Constant) -> tuple[str, str] | None:
    numbers = to.sql.numbers if to.sql else ()
    most = int(numbers[0]) if numbers and numbers[0].isdigit() else None
    text, written = constant.text, ""
    if not constant.quoted:
        if text[:1] not in ".0123456789" or text[:2] in ("0x", "0X"):
            return "", "odd"
        if "e" in text.lower():
            written = text = float_text(float(text))
        text = ("-" if constant.negative else "") + text
        is_int = text.lstrip("-").isdigit() and int(text.lstrip("-")) < MOST_INT
        if is_int and most is not None and len(str(int(text))) > most and keyword(to) in ("VARCHAR", "CHAR"):
            return "'*'", ""
        written = f"'{text}'" if written else ""
    if most is not None and len(text.rstrip(" ")) > most:
        return written, "long"
    return (written, "") if written else None


def float_text(value: float) -> str:
    """Six digits, an exponent of three: `1.23457e+006`."""
    text = f"{value:.6g}"
    digits, e, exponent = text.partition("e")
    return f"{digits}e{exponent[0]}{exponent[1:].zfill(3)}" if e else text


def from_bytes(to: Type, digits: str) -> tuple[str, str] | None:
    """Bytes are a whole number's own, the last ones count."""
    if to.kind is Kind.BINARY:
        return None
    size = {"BIGINT": 8, "INT": 4, "SMALLINT": 2, "TINYINT": 1}.get(keyword(to))
    if size is None:
        return "", "odd"
    raw = bytes.fromhex("0" * (len(digits) % 2) + digits)[-size:]
    return str(int.from_bytes(raw, "big", signed=len(raw) == size and size > 1)), ""


def in_number(to: Type, constant: Constant) -> tuple[str, str] | None:
    if not to.is_whole:
        return None
    money = constant.text[:1] not in ".0123456789"
    number = Decimal(constant.text[1:] if money else constant.text)
    if keyword(to) == "BIT":
        alike = number in (0, 1) and not constant.negative and constant.text.isdigit()
        return None if alike else (str(int(number != 0)), "")
    if constant.text.isdigit() or number == number.to_integral_value():
        return None
    whole = number.quantize(Decimal(1), ROUND_HALF_UP) if money else Decimal(int(number))
    return ("-" if constant.negative and whole else "") + str(whole), ""


def text_in_number(to: Type, text: str) -> tuple[str, str] | None:
    word = keyword(to)
    if word == "BIT":
        if text.strip() in ("0", "1"):
            return None
        if WHOLE.fullmatch(text):
            return str(int(int(text) != 0)), ""
        value = BITS.get(text.strip().lower())
        return ("", "odd") if value is None else (str(value), "")
    if not text.strip():
        return ("", "odd") if word in ("DECIMAL", "NUMERIC") else ("0", "")
    if to.is_whole:
        return None if WHOLE.fullmatch(text) else ("", "odd")
    if word in ("MONEY", "SMALLMONEY"):
        return in_money(text)
    return None if (FLOAT if to.kind is Kind.FLOAT else NUMBER).fullmatch(text) else ("", "odd")


def in_money(text: str) -> tuple[str, str] | None:
    """A currency sign and commas do not count."""
    if NUMBER.fullmatch(text):
        return None
    found = MONEY.fullmatch(text)
    digits = found[3].replace(",", "") if found else ""
    if found is None or not digits.strip(".") or (found[1] and found[2]):
        return "", "odd"
    return ("-" if "-" in found[1] + found[2] else "") + digits, ""


def in_moment(to: Type, text: str) -> tuple[str, str] | None:
    word = keyword(to)
    if not text.strip():
        return (FIRST_DAY, "") if to.kind is not Kind.ZONED else ("", "session")
    if to.kind is Kind.ZONED:
        read = DAY_FIRST_TEXT.fullmatch(text)
        return (f"'{text.strip()} +00:00'", "") if read else None if ZONE.fullmatch(text) else ("", "session")
    time = TIME_ONLY.fullmatch(text)
    if time is not None:
        text = f"1900-01-01 {time['time']}"
        return f"'{aligned(text, word) or text}'", ""
    found = DAY_FIRST_TEXT.fullmatch(text)
    if found is None:
        return None if NAMED.fullmatch(text) else ("", "session")
    if found["time"] is None:
        return None
    new = aligned(text, word)
    return (f"'{new}'", "") if new else None


def as_kept(word: str, text: str) -> str:
    """A text of a moment as a value of that type: itself, or what it is rounded to."""
    found = in_moment(Type(Kind.TIMESTAMP, SqlType(word)), text) if DAY_FIRST_TEXT.fullmatch(text) else None
    return found[0].strip("'") if found and found[0] else text


DATE_PATTERN: Final = r"(?:\d{8}|\d{4}-\d\d-\d\d)"
CLOCK: Final = r"(?:[ T]\d\d:\d\d(?::\d\d"
MOMENTS: Final = {
    "DATETIME": rf"'{DATE_PATTERN}{CLOCK}(?:\.\d?\d?[037])?)?)?'",
    "SMALLDATETIME": rf"'{DATE_PATTERN}(?:[ T]\d\d:\d\d(?::00(?:\.0{{1,7}})?)?)?'",
}


def plain(to: Type, charset: str, negative: bool) -> str:
    if to.is_text:
        numbers = to.sql.numbers if to.sql else ()
        if not numbers or not numbers[0].isdigit():
            return r"'[^'\0]*'|\d{1,9}"
        most = int(numbers[0])
        digits = min(most - negative, 9)
        return rf"'[^'\0]{{0,{most}}}'" + (rf"|\d{{1,{digits}}}" if digits > 0 else "")
    word = keyword(to)
    if word == "BIT":
        return r"'[01]'" if negative else r"[01]|'[01]'"
    if to.is_whole:
        return r"\d{1,18}|'[+-]?\d{1,18}'"
    if to.is_number:
        return r"\d[\d.]*(?:[eE][+-]?\d+)?|\.\d+|'[+-]?\d+(?:\.\d+)?'"
    if to.kind is Kind.ZONED:
        return r"'\d{4}-\d\d-\d\d[ T][\d:.]+ ?[+-]\d\d:\d\d'"
    if to.is_moment:
        return MOMENTS.get(word, rf"'{DATE_PATTERN}{CLOCK}(?:\.\d{{1,7}})?)?)?'")
    if to.kind is Kind.TIME:
        return r"'\d\d:\d\d(?::\d\d(?:\.\d{1,7})?)?'"
    return r"0[xX][0-9A-Fa-f]*" if to.kind is Kind.BINARY else ""
