"""Texts that the statement itself makes of dates, in a form that both sides read in one way only."""

from __future__ import annotations

import re
from typing import Any, Final

from sqlglot import exp

from dbmigrate.rules.functions.operands import constant, whole

# Styles of CONVERT whose text begins with the year: 2020-01-02, 2020/01/02, 2020.01.02, 20200102.
YEAR_FIRST: Final = frozenset({20, 21, 23, 25, 102, 111, 112, 120, 121, 126})
TIME: Final = re.compile(r"[ T]?\d{1,2}:\d{2}(:\d{2}([.:]\d{1,3})?)?$")


def is_clear(node: Any) -> bool:
    """CONVERT(.., 120) and its like, alone or with a constant time of day behind it."""
    if isinstance(node, exp.Paren):
        return is_clear(node.this)
    if isinstance(node, exp.Convert):
        return whole(node.args.get("style")) in YEAR_FIRST
    if isinstance(node, exp.Add):
        time = constant(node.expression)
        return is_clear(node.this) and time is not None and TIME.match(time) is not None
    return False
