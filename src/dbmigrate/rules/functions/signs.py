"""Whether a number is surely above zero, as far as its expression tells."""

from __future__ import annotations

from typing import Any, Final

from sqlglot import exp

NEVER_BELOW_ZERO: Final = frozenset({"LENGTH", "LENGTHB", "INSTR", "INSTRB", "COUNT", "ABS", "REGEXP_INSTR", "REGEXP_COUNT"})
ABOVE_ZERO: Final = frozenset({"LEVEL", "ROWNUM"})


def is_positive(node: Any) -> bool:
    """At least 1, or NULL."""
    if isinstance(node, exp.Paren):
        return is_positive(node.this)
    if isinstance(node, exp.Literal):
        return node.this.isdigit() and int(node.this) >= 1
    if isinstance(node, exp.Column):
        return node.name.upper() in ABOVE_ZERO and not node.table
    if isinstance(node, exp.Add):
        pair = (node.this, node.expression)
        return any(is_positive(a) and is_not_negative(b) for a, b in (pair, pair[::-1]))
    if isinstance(node, exp.Anonymous) and node.name.upper() in ("ROW_NUMBER", "RANK"):
        return True
    return isinstance(node, exp.Mul) and is_positive(node.this) and is_positive(node.expression)


def is_not_negative(node: Any) -> bool:
    """At least 0, or NULL."""
    if is_positive(node) or (isinstance(node, exp.Literal) and node.this == "0"):
        return True
    if isinstance(node, exp.Paren):
        return is_not_negative(node.this)
    if isinstance(node, (exp.Add, exp.Mul)):
        return is_not_negative(node.this) and is_not_negative(node.expression)
    return isinstance(node, exp.Anonymous) and node.name.upper() in NEVER_BELOW_ZERO
