"""Functions of PostgreSQL's that rules write and a relative of it lacks: functions of the runtime stand in for some."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from dbmigrate.engine.compose import Change
from dbmigrate.packs import TargetPack, load_target
from dbmigrate.packs.runtime import helper_sql

# Each has a file in dialects/postgres/runtime/.
STAND_INS: Final = frozenset(
    """
    array_position cardinality current_setting date_bin gen_random_uuid make_date make_time make_timestamp pg_sleep_for
    regexp_match starts_with to_regclass to_regnamespace to_regtype trim_scale
    """.split()
)
CALL: Final = re.compile(r"(?<![\w.\"$])([a-z_]\w*)(?=\s*\()")
MOMENT: Final = re.compile(r"\btimestamp\b(?!\s+with\b)", re.I)
# Literals, quoted names, comments.
NO_CODE: Final = re.compile(r"('(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*|/\*.*?\*/)", re.S)
# current_setting(.., true), which some targets know with one argument only.
SETTING: Final = re.compile(r"(?<![\w.\"$])current_setting(?=\s*\((?:[^()]|\([^()]*\))*,\s*true\s*\))")
OPENING: Final = re.compile(r"\s*\(")


@lru_cache
def absent(target: TargetPack) -> frozenset[str]:
    """Functions of PostgreSQL's that the target's pack does not know."""
    if target.name == target.family:
        return frozenset()
    return load_target(target.family).functions - target.functions


def own_words(code: str, target: TargetPack) -> str:
    """Where timestamp is SQL Server's row version and || no operator of texts (KingbaseES, sqlserver mode)."""
    if target.types.get("timestamp") == "rowversion":
        code = MOMENT.sub("datetime2", code)
    if target.has("string_plus") and target.capability("concat_pipes").has == "no":
        code = code.replace("||", "+")
    return code


def with_stand_ins(text: str, target: TargetPack) -> tuple[str, frozenset[str]]:
    """The text with calls of the runtime's functions for those that the target lacks, and the names of these.
    Literals, quoted names and comments stay as they are."""
    if target.name == target.family:
        return text, frozenset()
    wanted = absent(target) & STAND_INS
    found: set[str] = set()

    def called(match: re.Match[str]) -> str:
        if match[1] not in wanted:
            return match[1]
        found.add(match[1])
        return f"dbmigrate.{match[1]}"

    if target.capability("setting_missing_ok").has == "no":
        text, count = SETTING.subn("dbmigrate.current_setting", text)
        found |= {"current_setting"} if count else set()
    pieces = NO_CODE.split(text)
    pieces[::2] = [CALL.sub(called, own_words(code, target)) for code in pieces[::2]]
    return "".join(pieces), frozenset(found)


def missing_functions(text: str, target: TargetPack) -> list[str]:
    """Functions of PostgreSQL's that a text calls and neither the target nor the runtime has, in order of name."""
    lacking = absent(target) - STAND_INS
    return sorted({match[1] for match in CALL.finditer(NO_CODE.sub(" ", text))} & lacking) if lacking else []


def fit_changes(changes: Iterable[Change], source: str, target: TargetPack) -> tuple[set[str], set[str]]:
    """Puts stand-ins into what rules write, and not into what they move: the names of these, and of what is missing."""
    helpers: set[str] = set()
    missing: set[str] = set()
    for change in changes if target.name != target.family else ():
        opening = "(" if OPENING.match(source, change.hi) else ""  # the rule wrote the name of a call alone
        text, used = with_stand_ins(change.template + opening, target)
        change.template = text.removesuffix(opening)
        helpers |= used
        missing.update(missing_functions(text, target))
    return helpers, missing


@lru_cache(maxsize=256)
def helper_text(target: TargetPack, name: str) -> str | None:
    """The SQL of a helper as the target takes it; None where there is none."""
    sql = helper_sql(target, name)
    return with_stand_ins(sql, target)[0] if sql is not None and name not in STAND_INS else sql


@lru_cache(maxsize=256)
def helpers_of(target: TargetPack, name: str) -> frozenset[str]:
    """The stand-ins that a helper calls."""
    sql = helper_sql(target, name) if name not in STAND_INS else None
    return with_stand_ins(sql, target)[1] if sql else frozenset()
