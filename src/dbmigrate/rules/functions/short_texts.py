"""Numbers as texts that are too short for them: `*` for int, an error for the other types; the target cuts them off.

Transact-SQL Reference, "CAST and CONVERT", "Truncating and rounding results".
"""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from dbmigrate.rules.functions.operands import whole
from dbmigrate.rules.functions.sqlserver_conversions import CAST, Conversion, Written, keyword_of
from dbmigrate.types.sqlserver import digits
from dbmigrate.types.values import Kind

STARS: Final = frozenset({"INT", "SMALLINT", "TINYINT"})
STAR_TEXTS: Final = frozenset({"VARCHAR", "CHAR"})
WIDTHS: Final = {"FLOAT": 13, "REAL": 13, "UNIQUEIDENTIFIER": 36, "MONEY": 18, "SMALLMONEY": 9}
NO_TEXT: Final = "CAST({} AS {{type}})"


def width(c: Conversion) -> int:
    """Characters of the longest text without a sign, which no hospital's keys and codes have; 0 where it is not known."""
    if isinstance(c.value.node, (exp.Literal, exp.Neg)) and whole(c.value.node) is not None:
        return len(str(whole(c.value.node)))
    keyword = keyword_of(c.given)
    if keyword in WIDTHS:
        return WIDTHS[keyword]
    precision, scale = digits(c.given.sql) if c.given.sql else (0, 0)
    return precision + (1 if scale else 0) + (1 if scale and scale == precision else 0)


def limited(c: Conversion, made: Written, *, tries: bool = False) -> Written:
    """What the conversion writes, with the text's length looked at where it may not be enough."""
    if not c.length or made.template is None or not made.template.startswith("CAST(") or width(c) <= c.length:
        return made
    if c.given.kind not in (Kind.NUMBER, Kind.FLOAT) and keyword_of(c.given) != "UNIQUEIDENTIFIER":
        return made
    stars = keyword_of(c.given) in STARS and keyword_of(c.to) in STAR_TEXTS
    if stars and whole(c.value.node) is not None:
        return Written("CAST('*' AS {type})")
    inner = made.template.removeprefix("CAST(").removesuffix(" AS {type})")
    text = "{operand}::text" if made.template == CAST else inner if is_text(inner) else f"{inner}::text"
    if stars or tries:
        call, helper = f"dbmigrate.fitted({text}, {c.length}, {'NULL' if tries and not stars else repr('*')})", "fitted"
    else:
        call, helper = f"dbmigrate.fitting({text}, {c.length})", "fitting"
    return Written(NO_TEXT.format(call), made.note, (*made.helpers, helper))


def is_text(inner: str) -> bool:
    return inner.startswith(("dbmigrate.", "to_char(", "upper("))
