"""What CAST and CONVERT of SQL Server become, from the type of the value to the type that is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.views import Expr
from dbmigrate.model import Part
from dbmigrate.records import dataclass
from dbmigrate.rules.functions import moment_formats
from dbmigrate.rules.functions.date_styles import by_style
from dbmigrate.rules.functions.operands import constant, type_of, whole
from dbmigrate.rules.functions.written_dates import is_clear
from dbmigrate.syntax.casts import type_of as written_type
from dbmigrate.types.constants_sqlserver import as_kept
from dbmigrate.types.sqlserver import FLOATS, MONEY
from dbmigrate.types.values import Kind, Type

CAST: Final = "CAST({value} AS {type})"
FIRST_DAY: Final = "timestamp '1900-01-01'"
READ: Final = frozenset({20, 21, 23, 25, 102, 111, 112, 120, 121, 126, 127})  # styles that the target reads as well
DAY_FORMATS: Final = {101: "MM/DD/YYYY", 103: "DD/MM/YYYY", 104: "DD.MM.YYYY", 105: "DD-MM-YYYY", 110: "MM-DD-YYYY"}
# Transact-SQL Reference, "CAST and CONVERT": money and smallmoney styles, binary styles.
MONEY_STYLES: Final = {
    0: "CAST(round({value}, 2) AS {type})",
    1: "CAST(to_char({value}, 'FM999,999,999,999,990.00') AS {type})",
    2: CAST,
}
HEX_STYLES: Final = {
    1: "CAST('0x' || upper(encode({value}, 'hex')) AS {type})",
    2: "CAST(upper(encode({value}, 'hex')) AS {type})",
}
SIGNED_MONEY: Final = re.compile(r"[-+]?\s*[$¥￥€£]?\s*[-+]?[0-9,]*\.?[0-9]*")  # "money and smallmoney"
UNHEX_STYLES: Final = {1: "decode(substr({value}, 3), 'hex')", 2: "decode({value}, 'hex')"}


@dataclass(frozen=True)
class Conversion:
    """`value`: what is converted; `type_part`: the type as written; `style`: None where there is none."""

    found: Expr
    value: Expr
    type_part: Part
    to: Type
    given: Type
    style: int | None
    is_style_known: bool

    @property
    def length(self) -> int:
        """Of the asked text type: 30 where none is written, 0 for MAX."""
        numbers = self.to.sql.numbers if self.to.sql else ()
        if not numbers:
            return 30
        return int(numbers[0]) if numbers[0].isdigit() else 0


@dataclass(frozen=True)
class Written:
    """`template` holds {value} or {operand} (where an operator follows), and {type}; None: nothing certain can be
    written. `note`: what a person must look at."""

    template: str | None
    note: str = ""
    helpers: tuple[str, ...] = ()


def read_conversion(found: Expr, context: Context) -> Conversion | None:
    node = found.node
    converts = isinstance(node, exp.Convert)
    to, value = (node.this, node.expression) if converts else (node.args["to"], node.this)
    name = written_type(found.tree, to) if isinstance(to, exp.Expr) else None
    if name is None or value is None:
        return None
    style, argument = node.args.get("style"), found.view(value)
    to_type, given = type_of(found, context), type_of(argument, context)
    is_known = style is None or whole(style) is not None
    return Conversion(found, argument, name.part, to_type, given, whole(style), is_known)


def written(c: Conversion) -> Written:
    if not c.is_style_known:
        return Written(None, "style")
    if c.given.kind is Kind.NULL:
        return Written(CAST)
    writer = WRITERS.get(c.to.kind)
    return writer(c) if writer else Written(CAST, "" if c.given.is_known else "type")


def to_text(c: Conversion) -> Written:
    given = c.given.kind
    if c.given.is_moment or (given is Kind.UNKNOWN and (c.style or 0) >= 100):
        return moment_to_text(c)
    if given is Kind.FLOAT:
        short = c.style in (None, 0) and keyword_of(c.given) in ("FLOAT", "REAL")
        return Written("CAST(dbmigrate.float_text({value}) AS {type})", "", ("float_text",)) if short else Written(CAST, "float")
    if given is Kind.NUMBER and keyword_of(c.given) in MONEY:
        return Written(MONEY_STYLES[c.style or 0]) if (c.style or 0) in MONEY_STYLES else Written(None, "style")
    if given is Kind.TIME:
        return time_to_text(c)
    if given is Kind.BINARY:
        return Written(HEX_STYLES[c.style]) if c.style in HEX_STYLES else Written(None, "binary")
    if keyword_of(c.given) == "UNIQUEIDENTIFIER":
        return Written("CAST(upper({operand}::text) AS {type})")
    if given is Kind.UNKNOWN:
        return Written(CAST, "type")
    return Written(CAST)


def keyword_of(given: Type) -> str:
    return given.sql.keyword if given.sql else ""


def digits_of(given: Type) -> int:
    """Digits behind the second: of DATETIME2 and TIME as declared, seven where nothing is written."""
    numbers = given.sql.numbers if given.sql else ()
    return int(numbers[0]) if numbers and numbers[0].isdigit() else 7


def time_to_text(c: Conversion) -> Written:
    digits = digits_of(c.given)
    form = moment_formats.of_time(121 if c.style is None else c.style, digits)
    return formatted(c, form, "time" if digits == 7 else "") if form else Written(CAST, "time")


def moment_to_text(c: Conversion) -> Written:
    keyword = keyword_of(c.given)
    if keyword in ("DATETIMEOFFSET",):
        return Written(None, "style")
    style = c.style if c.style is not None else 23 if keyword == "DATE" else 121 if keyword == "DATETIME2" else 0
    if style in (0, 100):
        text = "left(dbmigrate.datetime_text({value}), 11)" if keyword == "DATE" else "dbmigrate.datetime_text({value})"
        return Written(f"CAST({text} AS {{type}})", helpers=("datetime_text",))
    if style in (9, 109) and keyword == "DATETIME":
        return Written("CAST(dbmigrate.datetime_text_ms({value}) AS {type})", helpers=("datetime_text_ms",))
    form = moment_formats.of_date(style) if keyword == "DATE" else moment_formats.STYLES.get(style)
    if form is None:
        return Written(None, "style")
    digits = digits_of(c.given) if keyword == "DATETIME2" else 3
    if style in moment_formats.WITH_FRACTION and keyword == "DATETIME2":
        return formatted(c, moment_formats.with_digits(form, digits), "fraction" if digits == 7 else "")
    is_whole = not c.length or c.length >= moment_formats.width(form)
    if style in moment_formats.WITHOUT_ZEROS and is_whole and keyword in ("DATETIME", "SMALLDATETIME"):
        return Written(f"regexp_replace(to_char({{value}}, '{form}'), '[.]000$', '')")
    uncertain = "MS" in form and (keyword == "DATETIME2" or style in moment_formats.WITHOUT_ZEROS)
    return formatted(c, form, "fraction" if uncertain else "")


def formatted(c: Conversion, form: str, doubt: str) -> Written:
    """The format, cut where the text type is shorter; the doubt is about its last digits."""
    if not c.length or c.length >= moment_formats.width(form):
        return Written(f"to_char({{value}}, '{form}')", doubt)
    cut = moment_formats.cut(form, c.length)
    return Written(f"to_char({{value}}, '{cut}')" if cut is not None else f"left(to_char({{value}}, '{form}'), {c.length})")


def to_number(c: Conversion) -> Written:
    if c.given.is_moment:
        return Written(f"CAST(extract(epoch FROM {{operand}} - {FIRST_DAY}) / 86400 AS {{type}})")
    text = constant(c.value.node)
    if text is not None and keyword_of(c.to) in (*MONEY, *FLOATS):
        read = text.strip() or "0"
        if keyword_of(c.to) in MONEY and SIGNED_MONEY.fullmatch(read):
            read = re.sub("[^-0-9.]", "", read)
        return Written(CAST if read == text.strip() else f"CAST({read} AS {{type}})")
    stored = stored_number(c)
    if stored is not None:
        return Written(f"CAST({stored} AS {{type}})")
    if c.given.kind in (Kind.BINARY, Kind.OTHER):
        return Written(None, "binary")
    if not c.to.is_whole:
        return Written(CAST)
    return to_whole(c)


def stored_number(c: Conversion) -> int | None:
    """A binary constant holds an integer as the server stores it: of its last 2, 4 or 8 bytes."""
    size = {"BIGINT": 8, "INT": 4, "SMALLINT": 2}.get(keyword_of(c.to), 0)
    if not size or not isinstance(c.value.node, exp.HexString):
        return None
    most: int = 256**size
    value = int(str(c.value.node.this) or "0", 16) % most
    return value - most if value >= most // 2 else value


def to_whole(c: Conversion) -> Written:
    text = constant(c.value.node)
    if text is not None and not text.strip():
        return Written("CAST(0 AS {type})")
    if c.to.sql and c.to.sql.keyword == "BIT":
        return to_bit(c)
    if c.given.is_text or c.given.is_whole or keyword_of(c.given) in MONEY:
        return Written(CAST)
    if c.given.is_number:
        return Written("CAST(trunc({value}) AS {type})")
    return Written("CAST(trunc({operand}::numeric) AS {type})")


def to_bit(c: Conversion) -> Written:
    text = (constant(c.value.node) or "").strip().lower()
    n = 1 if text == "true" else 0 if text == "false" else int(text) if text.isdigit() else whole(c.value.node)
    if n in (0, 1):
        return Written(CAST if not text or text.isdigit() else f"CAST({n} AS {{type}})")
    if c.given.is_number:
        return Written("CAST(sign(abs({value})) AS {type})")
    return Written(CAST, "bit")


def to_moment(c: Conversion) -> Written:
    text, days = constant(c.value.node), whole(c.value.node)
    if text is not None and not text.strip():
        return Written(f"CAST({FIRST_DAY} AS {{type}})")
    if days is not None:
        later = f" + interval '{days} days'" if days else ""
        return Written(f"CAST({FIRST_DAY}{later} AS {{type}})")
    if c.given.is_number:
        return Written(f"CAST({FIRST_DAY} + {{operand}} * interval '1 day' AS {{type}})")
    if keyword_of(c.to) == "SMALLDATETIME" and (c.given.is_moment or c.given.is_text):
        minute = "date_trunc('minute', {operand}::timestamp(3) + interval '30.001 seconds')"
        return Written(f"CAST({minute} AS {{type}})", "text" if c.given.is_text and text is None else "")
    if c.given.kind is Kind.TIME:
        return Written(f"CAST({FIRST_DAY} + {{operand}} AS {{type}})")
    if c.given.is_moment:
        return Written(CAST)
    if c.given.is_text:
        return text_to_moment(c)
    return Written(CAST, "type" if c.given.kind is Kind.UNKNOWN else "style")


def to_time(c: Conversion) -> Written:
    """The time of a day is its beginning; a text may hold a date before the time."""
    text = constant(c.value.node)
    if c.given.kind is Kind.DAY or (text is not None and ":" not in text and by_style(text, 0) is not None):
        return Written("CAST({operand}::timestamp AS {type})")
    return Written(CAST, "" if c.given.is_known else "type")


def text_to_moment(c: Conversion) -> Written:
    text = constant(c.value.node)
    if c.style in DAY_FORMATS and c.to.kind is Kind.DAY:
        return Written(f"to_date({{value}}, '{DAY_FORMATS[c.style]}')")
    if c.style in DAY_FORMATS:
        return Written(f"CAST(to_timestamp({{value}}, '{DAY_FORMATS[c.style]} HH24:MI:SS.MS') AS {{type}})")
    if text is not None and (c.style in READ or not c.style):
        kept = as_kept(keyword_of(c.to), text)
        if kept != text:
            return Written(f"CAST('{kept}' AS {{type}})")
    if c.style in READ:
        return Written(CAST)
    if c.style in (None, 0) and is_clear(c.value.node):
        return Written(CAST)
    if c.style in (None, 0) and text is not None:
        return Written(CAST, "" if by_style(text, 0) == text else "text")
    return Written(CAST, "text") if c.style in (None, 0) else Written(None, "style")


def to_binary(c: Conversion) -> Written:
    if c.given.is_text and c.style in UNHEX_STYLES:
        return Written(UNHEX_STYLES[c.style])
    return Written(CAST) if c.given.kind is Kind.BINARY else Written(None, "binary")


WRITERS: Final[dict[Kind, Callable[[Conversion], Written]]] = {
    Kind.TEXT: to_text,
    Kind.CHAR: to_text,
    Kind.CLOB: to_text,
    Kind.NUMBER: to_number,
    Kind.FLOAT: to_number,
    Kind.DAY: to_moment,
    Kind.TIMESTAMP: to_moment,
    Kind.TIME: to_time,
    Kind.BINARY: to_binary,
}
