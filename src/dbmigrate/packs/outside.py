"""Which issues speak of what lies outside of the estate, and of lengths and character sets: dependencies.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from dbmigrate.packs import check
from dbmigrate.packs.layers import dialects, read_file

FILE: Final = "dependencies.toml"
OUTSIDE_KEYS: Final = ("key", "en", "zh", "advice_en", "advice_zh", "codes", "notes", "values", "words")
RISK_KEYS: Final = ("key", "en", "zh", "text_en", "text_zh", "codes", "pairs")


@dataclass(frozen=True, slots=True)
class Outside:
    """A kind of dependency. `codes`: code to the value that names it; `notes`: the same for issues with that note;
    `values`: code to a pattern over its values, whose first group is the name; `words`: over the values in `named`."""

    key: str
    title: tuple[str, str]  # English, Chinese
    advice: tuple[str, str]
    codes: Mapping[str, str]
    notes: Mapping[str, str]
    values: Mapping[str, re.Pattern[str]]
    words: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Risk:
    """Codes that speak of lengths, encodings or sort order. `pairs`: counted by source and target type."""

    key: str
    title: tuple[str, str]
    text: tuple[str, str]
    codes: frozenset[str]
    pairs: bool


@dataclass(frozen=True, slots=True)
class Kinds:
    outside: tuple[Outside, ...]
    risks: tuple[Risk, ...]
    named: frozenset[str]


@cache
def load_kinds() -> Kinds:
    values = read_file(dialects() / FILE)
    check.known_keys(values, ("named", "outside", "risk"), FILE)
    return Kinds(
        tuple(outside(row) for row in values["outside"]),
        tuple(risk(row) for row in values["risk"]),
        frozenset(check.words(values["named"], "named", FILE)),
    )


def outside(row: Mapping[str, Any]) -> Outside:
    where = f"{FILE} [[outside]]"
    check.known_keys(row, OUTSIDE_KEYS, where)
    en, zh, advice_en, advice_zh, key = (
        check.text(row, k, where, required=True) for k in ("en", "zh", "advice_en", "advice_zh", "key")
    )
    codes, notes, values = (check.strings(row.get(k, {}), k, where) for k in ("codes", "notes", "values"))
    words = check.text(row, "words", where)
    return Outside(
        key,
        (en, zh),
        (advice_en, advice_zh),
        codes,
        notes,
        {code: re.compile(pattern) for code, pattern in values.items()},
        re.compile(words) if words else None,
    )


def risk(row: Mapping[str, Any]) -> Risk:
    where = f"{FILE} [[risk]]"
    check.known_keys(row, RISK_KEYS, where)
    key, en, zh, text_en, text_zh = (
        check.text(row, k, where, required=True) for k in ("key", "en", "zh", "text_en", "text_zh")
    )
    codes = frozenset(check.words(row["codes"], "codes", where))
    return Risk(key, (en, zh), (text_en, text_zh), codes, check.a(bool, row.get("pairs", False), "pairs", where))
