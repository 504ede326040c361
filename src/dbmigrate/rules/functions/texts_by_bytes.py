"""Texts that are cut by bytes: VARCHAR(n) of SQL Server holds n bytes, of which a Chinese character takes two.

Transact-SQL Reference, "char and varchar", "CAST and CONVERT": a longer text is cut off. The target cuts by characters.
"""

from __future__ import annotations

import math
from typing import Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.rules.functions.operands import constant
from dbmigrate.rules.functions.padded_char import is_joined, padding
from dbmigrate.rules.functions.sqlserver_conversions import CAST, Conversion, Written, keyword_of
from dbmigrate.types.values import Kind

OF_BYTES: Final = frozenset({"VARCHAR", "CHAR"})
OF_CHARACTERS: Final = frozenset({"NVARCHAR", "NCHAR", "SYSNAME"})


def by_bytes(c: Conversion, made: Written, context: Context) -> Written:
    """What the conversion writes, cut by bytes where the text can have more of them than are asked for; a CHAR keeps the
    blanks that fill it up where it is joined."""
    if made.template != CAST or not c.given.is_text:
        return made
    template, helpers = padding(c.value, context)
    if template and c.to.kind in (Kind.TEXT, Kind.CLOB) and is_joined(c.found.node):
        return Written(f"CAST({template.format('{value}')} AS {{type}})", made.note, (*made.helpers, *helpers))
    if keyword_of(c.to) not in OF_BYTES:
        return made
    if not c.length or bytes_of(c) <= c.length or is_made_of_other(c, context):
        return made
    return Written(f"CAST(dbmigrate.cut_bytes({{value}}, {c.length}) AS {{type}})", made.note, (*made.helpers, "cut_bytes"))


def bytes_of(c: Conversion) -> float:
    """The bytes that the text can have; of a constant in ASCII none, since both sides cut it alike."""
    text = constant(c.value.node)
    if text is not None:
        return 0 if text.isascii() else sum(1 if letter.isascii() else 2 for letter in text)
    numbers = c.given.sql.numbers if c.given.sql else ()
    if not numbers or not numbers[0].isdigit():
        return math.inf
    return int(numbers[0]) * (2 if keyword_of(c.given) in OF_CHARACTERS else 1)


def is_made_of_other(c: Conversion, context: Context) -> bool:
    """CAST or CONVERT of a number or a date: the text is ASCII."""
    node = c.value.node
    if not isinstance(node, (exp.Cast, exp.Convert)):
        return False
    given = context.types.of(c.value.view(node.expression if isinstance(node, exp.Convert) else node.this))
    return given.is_number or given.is_moment
