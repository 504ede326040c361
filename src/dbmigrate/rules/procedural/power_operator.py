"""`**` raises to a power

PL/pgSQL has no such operator. It binds closer than a sign before it, as in Oracle, and calculates in decimal digits.

```zh
乘方运算符 **
PL/pgSQL 没有该运算符，改写为 power 函数；与 Oracle 一样先于前面的正负号计算，并按十进制数运算。
```
```oracle
CREATE FUNCTION powers(p NUMBER, k PLS_INTEGER) RETURN VARCHAR2 IS
  n NUMBER;
BEGIN
  n := p ** 2 + 2 * k ** 3;
  RETURN n || ' ' || (-k ** 2) || ' ' || ROUND(k ** -1, 2) || ' ' || (1 + 1) ** k;
END;
/
```
```then
SELECT powers(1.5, 4)
```
```rows
130.25 -16 .25 16
```
```refused 42883
```
```quiet
CREATE FUNCTION product(p NUMBER) RETURN NUMBER IS
BEGIN
  RETURN p * p;
END;
/
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import operator, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.operands import operand


@rule("PL181", source="oracle", severity=Severity.REFUSED, on=operator("pow"))
def check(found: Expr, context: Context) -> Hit | None:
    base: Any = found.node.this
    while isinstance(base, exp.Neg):
        base = base.this
    first = found.view(base)
    given = context.types.of(first)
    cast = "" if given.is_number and given.target in ("numeric", "double precision", "real") and not given.constant else "::numeric"
    value = operand(first) if cast else "{}"
    edits = [(first.part.before, "power("), (found.operator, ","), (found.part.after, ")")]
    if cast:
        edits[0] = (first.part.before, "power(" + value.partition("{}")[0])
        edits[1] = (found.operator, value.partition("{}")[2] + cast + ",")
    return Hit(replace=edits)
