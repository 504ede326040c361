"""How a value of one type is written where SQL Server takes it for another: texts as numbers, dates and GUIDs.

Transact-SQL Reference, "Data type precedence", "CAST and CONVERT": the side that stands lower is converted.
"""

from __future__ import annotations

from typing import Any

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.views import Expr
from dbmigrate.model import Part
from dbmigrate.rules.functions.operands import constant, operand, whole
from dbmigrate.rules.functions.placing import around
from dbmigrate.rules.functions.written_dates import is_clear
from dbmigrate.types import constants_sqlserver
from dbmigrate.types.constants import Constant
from dbmigrate.types.constants_sqlserver import FIRST_DAY
from dbmigrate.types.sqlserver import PRECEDENCE, plain
from dbmigrate.types.values import Kind, Type

Replacements = list[tuple[Any, ...]]


def leading(types: list[Type]) -> Type | None:
    """The type that the others are converted to; None where one of them is not known to have a place."""
    known = [t for t in types if t.kind is not Kind.NULL]
    if not known or any(t.sql is None or plain(t.sql).keyword not in PRECEDENCE for t in known):
        return None
    return min(known, key=lambda t: PRECEDENCE.index(plain(t.sql).keyword) if t.sql else 0)


def converted(side: Expr, given: Type, to: Type, *, compared: bool = False) -> tuple[Replacements, str]:
    """The side as a value of `to`, where the target would refuse it as it is; and what a person must look at."""
    days = whole(side.node)
    if days is not None and to.is_moment and to.kind is not Kind.ZONED:
        return [(side, moment_of(days), side)], ""
    if given.is_number and counts_days(to):
        return list(around(side, f"({FIRST_DAY} + {operand(side)} * interval '1 day')")), ""
    if not given.is_text or to.is_text:
        return [], ""
    text = constant(side.node)
    if text is not None:
        kept = constants_sqlserver.kept(to, "", Constant(text, quoted=True))
        made, note = kept if kept else ("", "")
        if compared and to.is_moment and text.strip()[:4].isdigit():
            return [], ""  # OP230
        return ([(side, literal_template(made), side)] if made else []), "session" if note == "session" else ""
    name, note = target_name(to)
    if not name:
        return [], ""
    note = "" if is_clear(side.node) else note
    place: list[tuple[Part, str]] = around(side, f"{operand(side)}::{name}")
    return list(place), note


def counts_days(to: Type) -> bool:
    """DATETIME and SMALLDATETIME take numbers, as days since 1900; the newer types do not."""
    return to.sql is not None and to.sql.keyword in ("DATETIME", "SMALLDATETIME")


def is_mixed(types: list[Type]) -> bool:
    """Texts beside other types, or numbers beside moments."""
    texts, numbers = any(t.is_text for t in types), any(t.is_number for t in types)
    return (texts and not all(t.is_text for t in types)) or (numbers and any(counts_days(t) for t in types))


def moment_of(days: int) -> str:
    """A number as a moment: days since 1900."""
    return f"({FIRST_DAY} + interval '{days} days')" if days else FIRST_DAY


def target_name(to: Type) -> tuple[str, str]:
    """What a text is cast to, and whether the session's settings have a say."""
    if to.is_number:
        return to.target or "numeric", ""
    if to.kind is Kind.DAY:
        return "date", "session"
    if to.kind is Kind.TIMESTAMP:
        return "timestamp", "session"
    if to.sql is not None and to.sql.keyword == "UNIQUEIDENTIFIER":
        return "uuid", ""
    return "", ""

