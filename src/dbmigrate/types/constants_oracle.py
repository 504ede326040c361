"""What Oracle makes of a constant that goes into a column of another type.

SQL Language Reference, "Implicit Data Conversion", "Number Format Models", "Character Data Types".
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, Protocol

from dbmigrate.types.oracle import is_integral
from dbmigrate.types.values import Kind, Type

NUMBER: Final = re.compile(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*")
WHOLE: Final = re.compile(r"\s*[+-]?\d+\s*")
# Texts that the target reads as the same moment whatever the format: year, month and day.
MOMENT: Final = re.compile(r"\s*\d{4}-\d{1,2}-\d{1,2}(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)?\s*|\d{8}")
HEX: Final = re.compile(r"[0-9A-Fa-f]+")
CHARSETS: Final = {"AL32UTF8": "utf-8", "UTF8": "utf-8", "US7ASCII": "ascii"}
BYTES: Final = {"utf-8": 4, "ascii": 1}  # at most, of one character
SHORT: Final = 40  # digits that TO_CHAR writes without an exponent


class Constant(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def quoted(self) -> bool: ...
    @property
    def negative(self) -> bool: ...


def kept(to: Type, charset: str, constant: Constant) -> tuple[str, str] | None:
    if constant.quoted and not constant.text:
        return None
    if to.is_text:
        return in_text(to, charset, constant)
    if to.is_number:
        return in_number(to, constant)
    if not constant.quoted:
        return None
    if to.is_moment:
        return None if MOMENT.fullmatch(constant.text) else ("", "date")
    if to.kind is Kind.BINARY:
        digits = constant.text
        return (f"'\\x{'0' * (len(digits) % 2)}{digits}'", "") if HEX.fullmatch(digits) else ("", "hex")
    return None


def in_text(to: Type, charset: str, constant: Constant) -> tuple[str, str] | None:
    text, written = constant.text, ""
    if not constant.quoted:
        text = shown(constant)
        if not text:
            return "", "number"
        written = "" if text == ("-" if constant.negative else "") + constant.text else f"'{text}'"
    most = length(to)
    if most is not None and size(text, charset) > most:
        return written, "long"
    return (written, "") if written else None


def shown(constant: Constant) -> str:
    """A number as TO_CHAR shows it; "" where it would show an exponent."""
    if constant.text[-1:] in "fFdD":
        return ""
    number = Decimal(constant.text)
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = text.lstrip("0") or "0"
    if len(text) > SHORT or not number:
        return "0" if not number else ""
    return ("-" if constant.negative else "") + text


def length(to: Type) -> int | None:
    numbers = to.sql.numbers if to.sql else ()
    if to.sql and not numbers and to.kind is Kind.CHAR:
        return 1
    return int(numbers[0]) if numbers and numbers[0].isdigit() else None


def encoding(charset: str) -> str:
    return CHARSETS.get(charset.upper(), "gb18030")


def size(text: str, charset: str) -> int:
    return len(text) if not charset or text.isascii() else len(text.encode(encoding(charset), "replace"))


def in_number(to: Type, constant: Constant) -> tuple[str, str] | None:
    if constant.quoted:
        if not NUMBER.fullmatch(constant.text):
            return "", "digits"
        if not to.is_whole or WHOLE.fullmatch(constant.text):
            return None
        fraction, text = has_fraction(constant.text), constant.text.strip()
        return text, "fraction" if fraction and not is_integral_in_source(to) else ""
    if to.is_whole and has_fraction(constant.text) and not is_integral_in_source(to):
        return "", "fraction"
    return None


def has_fraction(text: str) -> bool:
    number = Decimal(text.strip().rstrip("fFdD"))
    return number != number.to_integral_value()


def is_integral_in_source(to: Type) -> bool:
    """NUMBER(10) rounds as the target's integers do; NUMBER keeps a fraction."""
    sql = to.sql
    if sql is None or sql.keyword in ("INTEGER", "INT", "SMALLINT"):
        return True
    return is_integral(Type(Kind.NUMBER, sql))


def plain(to: Type, charset: str, negative: bool) -> str:
    if to.is_text:
        most = length(to)
        if most is None:
            return r"'[^'\0]*'|\d{1,30}"
        wide = most // BYTES.get(encoding(charset), 2) if charset else most
        digits = min(most - negative, 30)
        whole = rf"|\d{{1,{digits}}}" if digits > 0 else ""
        return rf"'(?:[ -&(-~]{{0,{most}}}|[^'\0]{{0,{wide}}})'{whole}"
    if to.is_whole:
        return r"\d{1,18}|'[+-]?\d{1,18}'"
    if to.is_number:
        return r"\d[\d.]*(?:[eE][+-]?\d+)?|\.\d+|'[+-]?\d+(?:\.\d+)?'"
    if to.is_moment:
        return r"'\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)?)?'"
    return "" if to.kind is not Kind.BINARY else r"(?!)"
