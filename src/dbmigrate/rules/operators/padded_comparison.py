"""a CHAR is compared with a VARCHAR2

Oracle compares the two with the blanks that fill up the CHAR; only against a constant or another CHAR do blanks at the end
not count. For the target they never count beside a CHAR. Where a condition asks for equal values, the VARCHAR2 has to fill
the length of the CHAR as well; so an index on the CHAR still serves.

```zh
CHAR 与 VARCHAR2 比较
Oracle 此时计入 CHAR 补足的空格（仅与常量或另一个 CHAR 比较时才忽略尾部空格）；目标库与 CHAR 比较时一律忽略尾部空格。条件中的等值比较另外要求 VARCHAR2 的长度等于 CHAR 的长度，CHAR 列上的索引仍可使用。
```
```setup oracle
CREATE TABLE bed (ward CHAR(4), code VARCHAR2(4), flag CHAR(1));
INSERT INTO bed VALUES ('a', 'a', 'x');
INSERT INTO bed VALUES ('b', 'b   ', 'y');
```
```oracle
SELECT flag FROM bed WHERE ward = code AND ward IN (SUBSTR(code, 1, 4), code) AND (ward = 'b' OR ward = 'a')
```
```postgres
SELECT flag FROM bed WHERE ward = code AND length(code) = 4 AND rpad(ward, 4) IN (SUBSTR(code, 1, 4), code) AND (ward = 'b' OR ward = 'a')
```
```rows
y
```
```oracle
SELECT COUNT(*) FROM bed a, bed b WHERE a.code = b.ward -- the ward
UNION ALL SELECT (SELECT COUNT(*) FROM bed c WHERE c.ward > SUBSTR(c.code, 1, 1)) FROM dual
```
```postgres
SELECT COUNT(*) FROM bed a, bed b WHERE a.code = b.ward AND length(a.code) = 4 -- the ward
UNION ALL SELECT (SELECT COUNT(*) FROM bed c WHERE rpad(c.ward, 4) > SUBSTR(c.code, 1, 1))
```
```rows
1
2
```
```oracle
SELECT flag FROM bed WHERE ward = SUBSTR(code, 1, 4) AND code || '' = ward
```
```postgres
SELECT flag FROM bed WHERE rpad(ward, 4) = SUBSTR(code, 1, 4) AND nullif(concat(code, ''), '') = rpad(ward, 4)
```
```rows
y
```
```quiet
SELECT b.code FROM bed b, bed c WHERE b.ward = c.ward AND b.ward = 'a' AND b.flag = b.code AND TRIM(b.ward) = b.code
```
"""

from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.blank_padded_text import width_of
from dbmigrate.rules.functions.empty_result import in_condition
from dbmigrate.rules.functions.placing import around
from dbmigrate.rules.operators.text_among_numbers import COMPARISONS, sides_of
from dbmigrate.types.values import Kind

VARYING: Final = frozenset({Kind.TEXT, Kind.CLOB})


@rule("OP023", source="oracle", severity=Severity.DIFFERS, on=COMPARISONS, after=("FN337", "PL076"))
def check(found: Expr, context: Context) -> Hit | None:
    if isinstance(found.node, exp.EQ) and isinstance(found.parent, exp.Update):
        return None  # an assignment: DM106
    sides = [found.view(node) for node in sides_of(found.node)]
    if not any(is_varying(side, context) for side in sides):
        return None
    if isinstance(found.node, exp.EQ) and in_condition(found.node):
        return equal(found, sides, context)
    replace: list[tuple[Any, ...]] = []
    for side in sides:
        width = width_of(side, context)
        if width > 1 and not (isinstance(side.node, exp.Subquery) and isinstance(found.node, exp.In)):
            replace += around(side, f"rpad({{}}, {width})")
    return Hit(replace=replace) if replace else None


def equal(found: Expr, sides: list[Expr], context: Context) -> Hit | None:
    varying, padded = sides if is_varying(sides[0], context) else reversed(sides)
    width = width_of(padded, context)
    if width < 2:
        return None
    if not isinstance(varying.node, exp.Column):  # of the target's type text, beside which a CHAR loses its blanks
        return Hit(replace=around(padded, f"rpad({{}}, {width})"))
    return Hit(replace=[(found.part.after, f" AND length({{}}) = {width}", varying)])


def is_varying(side: Expr, context: Context) -> bool:
    """A VARCHAR2 that is not made of constants alone."""
    type_ = context.types.of(side)
    of_literal = type_.sql is not None and type_.sql.keyword == "CHAR"  # also where a sub-query gives it
    return type_.kind in VARYING and not type_.constant and not of_literal and side.node.find(exp.Column) is not None
