"""What Oracle's functions take as arguments: text, number, whole number for the target, moment, anything.

SQL Language Reference, chapter "Functions". One letter for each argument: t text, n number, i a number that the target's
function takes as an integer, d moment, - anything. The last letter also stands for further arguments.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

KINDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("LENGTH", "LENGTHB", "UPPER", "LOWER", "INITCAP", "ASCII", "SOUNDEX"), "t"),
    **dict.fromkeys(("NLS_UPPER", "NLS_LOWER", "NLS_INITCAP"), "t"),
    **dict.fromkeys(("LTRIM", "RTRIM", "REPLACE", "TRANSLATE"), "t"),
    **dict.fromkeys(("SUBSTR", "SUBSTRB"), "tii"),
    **dict.fromkeys(("INSTR", "INSTRB"), "ttii"),
    **dict.fromkeys(("LPAD", "RPAD"), "tit"),
    "REGEXP_LIKE": "t",
    "REGEXP_REPLACE": "tttiit",
    "REGEXP_SUBSTR": "ttiiti",
    "REGEXP_INSTR": "ttiiiti",
    "REGEXP_COUNT": "ttit",
    **dict.fromkeys(("ABS", "CEIL", "FLOOR", "SIGN", "SQRT", "EXP", "LN", "SUM", "AVG", "SIN", "COS", "TAN"), "n"),
    **dict.fromkeys(("MOD", "POWER", "LOG", "BITAND", "STDDEV", "VARIANCE", "MEDIAN"), "n"),
    "CHR": "i",
    "ADD_MONTHS": "dn",
    "MONTHS_BETWEEN": "d",
    "LAST_DAY": "d",
    "NEXT_DAY": "d-",
    "TO_NUMBER": "t-",
    "TO_DATE": "t-",
    "TO_TIMESTAMP": "t-",
}


def kind_of_argument(name: str, i: int) -> str:
    """The letter for the i-th argument, "-" for functions that are not listed."""
    letters = KINDS.get(name, "-")
    return letters[min(i, len(letters) - 1)]
