"""How a CHAR of SQL Server is written where the blanks that fill it up count.

Transact-SQL Reference, "char and varchar", "SET ANSI_PADDING". Comparisons do not count them: what may be compared stays.
"""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.views import Expr
from dbmigrate.rules.functions.operands import constant
from dbmigrate.rules.functions.sqlserver_conversions import keyword_of
from dbmigrate.types.values import Kind

COUNTING: Final = frozenset(
    "SUBSTRING LEFT RIGHT REPLACE STUFF REVERSE LTRIM REPLICATE STRING_AGG TRANSLATE CHARINDEX PATINDEX CONCAT DATALENGTH".split()
)


def padding(value: Expr, context: Context) -> tuple[str, tuple[str, ...]]:
    """(template, helpers); "" where the value is no CHAR, or one that has no room for blanks."""
    given = context.types.of(value)
    numbers = given.sql.numbers if given.sql else ()
    if given.kind is not Kind.CHAR or given.constant or constant(value.node) is not None:
        return "", ()
    if not numbers or not numbers[0].isdigit() or int(numbers[0]) < 2:
        return "", ()
    if keyword_of(given) in ("CHAR", "CHARACTER"):
        return f"dbmigrate.padded({{}}, {numbers[0]})", ("padded",)
    return f"rpad({{}}, {numbers[0]})", ()


def above(node: exp.Expr) -> exp.Expr | None:
    """What the value is part of, through brackets."""
    parent = node.parent
    while isinstance(parent, exp.Paren):
        parent = parent.parent
    return parent


def is_joined(node: exp.Expr) -> bool:
    """Its blanks count where it stands: joined to other texts, cut. What is grouped by stays, so that both are the same."""
    parent = above(node)
    counted = isinstance(parent, exp.Add) or (isinstance(parent, exp.Anonymous) and parent.name.upper() in COUNTING)
    query = node.find_ancestor(exp.Select)
    return counted and not (query is not None and query.args.get("group"))
