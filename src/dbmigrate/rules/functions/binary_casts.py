"""Binary constants that are cast to a date or time: they hold the moment as SQL Server stores it."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

KINDS: Final = {
    exp.DType.DATETIME: "datetime",
    exp.DType.SMALLDATETIME: "smalldatetime",
    exp.DType.DATE: "date",
    exp.DType.TIME: "time",
    exp.DType.DATETIME2: "datetime2",
}


def cast_to_moment(node: exp.Expr) -> str:
    """The type that a binary constant is cast to, where that is a date or time; else ""."""
    cast = node.parent
    if not isinstance(node, exp.HexString) or not isinstance(cast, exp.Cast):
        return ""
    return KINDS.get(cast.to.this, "")
