"""integers are divided

Oracle divides numbers, and the quotient has a fraction. The target divides two integers without one: 1/2 is 0. A cast
keeps the fraction.

```zh
整数相除
Oracle 的除法保留小数；目标库两个整数相除会舍去小数，1/2 得 0。转换为 numeric 后保留小数。
```
```setup oracle
CREATE TABLE bill (id NUMBER(9) PRIMARY KEY, n NUMBER(4), parts INTEGER);
INSERT INTO bill VALUES (1, 3, 2);
```
```oracle
SELECT id / 2, id / (id + 1), COUNT(*) / 2 / 3 FROM bill GROUP BY id
```
```postgres
SELECT id / 2::numeric, id / (id + 1)::numeric, COUNT(*) / 2::numeric / 3 FROM bill GROUP BY id
```
```rows
0.50000000000000000000 | 0.50000000000000000000 | 0.16666666666666666667
```
```oracle
SELECT id FROM bill WHERE id / parts > 0.4 UNION SELECT (SELECT MAX(b.id -- one
 / -- by
 b.parts) FROM bill b) FROM dual
```
```postgres
SELECT id FROM bill WHERE id / parts::numeric > 0.4 UNION SELECT (SELECT MAX(b.id -- one
 / -- by
 b.parts::numeric) FROM bill b)
```
```rows
0.50000000000000000000
1
```
```quiet
SELECT n / 2, n / id, 1.0 / 2, 1 / 2.0, AVG(id) / 2 FROM bill GROUP BY n, id
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import operator, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.operands import operand
from dbmigrate.rules.functions.placing import around
from dbmigrate.rules.operators.day_numbers import written_as_interval
from dbmigrate.types.values import Kind, Type


@rule(
    "OP011",
    source="oracle",
    severity=Severity.DIFFERS,
    on=operator("div"),
    unless="numeric_division_of_integers",
)
def check(found: Expr, context: Context) -> Hit | None:
    a, b = context.types.of(found.left), context.types.of(found.right)
    if not (may_be_whole(a) and may_be_whole(b)) or written_as_interval(found, context):
        return None
    return Hit(replace=around(found.right, operand(found.right) + "::numeric"))


def may_be_whole(found: Type) -> bool:
    """A text becomes numeric, and NULL is nothing to lose a fraction of."""
    if found.kind in (Kind.INTERVAL, Kind.NULL) or found.is_text:
        return False
    return found.is_whole or not found.target
