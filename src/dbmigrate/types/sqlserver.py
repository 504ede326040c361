"""Types of Transact-SQL operators. Reference: "Data type precedence", "Precision, scale, and length"."""

from __future__ import annotations

from typing import Final

from dbmigrate.catalog.values import SqlType

# The type of two operands is the one that stands first.
PRECEDENCE: Final = tuple(
    """DATETIMEOFFSET DATETIME2 DATETIME SMALLDATETIME DATE TIME FLOAT REAL DECIMAL MONEY SMALLMONEY BIGINT INT SMALLINT
    TINYINT BIT UNIQUEIDENTIFIER NVARCHAR NCHAR VARCHAR CHAR VARBINARY BINARY""".split()
)
SYNONYMS: Final = {
    "NUMERIC": "DECIMAL",
    "DEC": "DECIMAL",
    "INTEGER": "INT",
    "DOUBLE PRECISION": "FLOAT",
    "CHARACTER": "CHAR",
    "CHAR VARYING": "VARCHAR",
    "CHARACTER VARYING": "VARCHAR",
    "SYSNAME": "NVARCHAR",
    "NTEXT": "NVARCHAR",
    "TEXT": "VARCHAR",
}
TEXTS: Final = frozenset({"NVARCHAR", "NCHAR", "VARCHAR", "CHAR"})
DIGITS: Final = {"BIGINT": 19, "INT": 10, "SMALLINT": 5, "TINYINT": 3, "BIT": 1}
INTEGERS: Final = frozenset(DIGITS)
MONEY: Final = {"MONEY": (19, 4), "SMALLMONEY": (10, 4)}
FLOATS: Final = frozenset({"FLOAT", "REAL"})
MOMENTS: Final = frozenset({"DATETIME2", "DATETIME", "SMALLDATETIME", "DATE"})
MOST_DIGITS: Final = 38
KEPT_SCALE: Final = 6  # of products and quotients whose digits do not fit


def plain(type_: SqlType) -> SqlType:
    """The type under the name that the tables here use."""
    keyword = SYNONYMS.get(type_.keyword, type_.keyword)
    return SqlType(keyword, type_.numbers) if keyword in PRECEDENCE else type_


def merged(a: SqlType | None, b: SqlType | None) -> SqlType | None:
    """The type of a value that is now a, now b (CASE, COALESCE); None where they have nothing in common."""
    if a is None or b is None or a.keyword not in PRECEDENCE or b.keyword not in PRECEDENCE:
        return None
    first, other = sorted((a, b), key=lambda t: PRECEDENCE.index(t.keyword))
    if first.keyword in TEXTS:
        return SqlType(first.keyword) if other.keyword in TEXTS else None
    if first.keyword == "DECIMAL":
        (p1, s1), (p2, s2) = digits(first), digits(other)
        if not p2:
            return None
        scale = max(s1, s2)
        return decimal(scale + max(p1 - s1, p2 - s2), scale)
    return first if family(first) == family(other) else None


def family(type_: SqlType) -> str:
    if type_.keyword in MOMENTS:
        return "moment"
    return "number" if is_number(type_) else type_.keyword


def is_number(type_: SqlType) -> bool:
    return type_.keyword in FLOATS or bool(digits(type_)[0])


def digits(type_: SqlType) -> tuple[int, int]:
    """Precision and scale of an exact number, (0, 0) of anything else."""
    if type_.keyword == "DECIMAL":
        written = [int(n) for n in type_.numbers if n.isdigit()]
        return (written + [18])[0], (written + [18, 0])[1] if len(written) > 1 else 0
    return MONEY.get(type_.keyword) or (DIGITS.get(type_.keyword, 0), 0)


def decimal(precision: int, scale: int) -> SqlType:
    return SqlType("DECIMAL", (str(min(precision, MOST_DIGITS)), str(min(scale, MOST_DIGITS))))


def arithmetic(operator: str, a: SqlType | None, b: SqlType | None) -> tuple[SqlType | None, bool]:
    """Type of a + b, a - b, a * b, a / b, a % b (add, sub, mul, div, mod) of numbers; and whether digits are lost."""
    if a is None or b is None or not (is_number(a) and is_number(b)):
        return None, False
    first = min(a, b, key=lambda t: PRECEDENCE.index(t.keyword))
    if first.keyword != "DECIMAL":
        return first, operator == "div" and first.keyword in MONEY
    (p1, s1), (p2, s2) = digits(a), digits(b)
    if operator == "mul":
        precision, scale = p1 + p2 + 1, s1 + s2
    elif operator == "div":
        scale = max(KEPT_SCALE, s1 + p2 + 1)
        precision = p1 - s1 + s2 + scale
    elif operator == "mod":
        scale = max(s1, s2)
        precision = min(p1 - s1, p2 - s2) + scale
    else:
        scale = max(s1, s2)
        precision = scale + max(p1 - s1, p2 - s2) + 1
    whole = precision - scale
    if precision > MOST_DIGITS:
        fits = whole < MOST_DIGITS - KEPT_SCALE or operator in ("add", "sub")
        scale = max(min(scale, MOST_DIGITS - whole), 0) if fits else min(scale, KEPT_SCALE)
    return decimal(precision, scale), precision > MOST_DIGITS or operator == "div"
