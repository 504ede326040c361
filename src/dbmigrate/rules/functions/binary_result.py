"""{function} gives a binary number

In Oracle the result is a decimal number. The target calculates some functions in binary, of whole numbers at least: ROUND
to decimal places is then refused, and the digits are others.

```zh
{function} 返回二进制浮点数
Oracle 的结果为十进制数值；目标库的某些函数（至少对整数）按二进制浮点计算，之后的 ROUND(x, n) 会报错，末位数字也不同。
```
```setup oracle
CREATE TABLE bill (id NUMBER(4) PRIMARY KEY, fee NUMBER(8,2));
INSERT INTO bill VALUES (2, 5);
INSERT INTO bill VALUES (3, 7);
```
```oracle
SELECT ROUND(SQRT(id), 3), ROUND(CUME_DIST() OVER (ORDER BY fee), 2) FROM bill ORDER BY id
```
```postgres
SELECT ROUND(SQRT(id::numeric), 3), ROUND(CUME_DIST() OVER (ORDER BY fee)::numeric, 2) FROM bill ORDER BY id
```
```rows
1.414 | 0.50
1.732 | 1.00
```
```refused 42883
```
```oracle
SELECT ROUND(SIN(id -- angle
), 2) FROM bill WHERE id = 2 UNION SELECT (SELECT ROUND(PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY b.fee), 1) FROM bill b) FROM dual
```
```postgres
SELECT ROUND(SIN(id -- angle
)::numeric, 2) FROM bill WHERE id = 2 UNION SELECT (SELECT ROUND(PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY b.fee)::numeric, 1) FROM bill b)
```
```rows
0.91
6.0
```
```refused 42883
```
```quiet
SELECT SQRT(b.fee), CUME_DIST() OVER (ORDER BY b.fee), SIN(b.fee) AS s FROM bill b
```
"""

from typing import Any, Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.operands import operand
from dbmigrate.rules.functions.placing import around

BY_ARGUMENT: Final = ("SQRT", "EXP", "LN")
ALWAYS: Final = (
    *("SIN", "COS", "TAN", "ASIN", "ACOS", "ATAN", "ATAN2", "SINH", "COSH", "TANH", "CUME_DIST", "PERCENT_RANK"),
    *("PERCENTILE_CONT", "CORR", "COVAR_POP", "COVAR_SAMP", "REGR_SLOPE", "REGR_INTERCEPT", "REGR_R2"),
)
WRAPPERS: Final = (exp.Window, exp.WithinGroup, exp.Paren)


@rule("FN366", source="oracle", severity=Severity.REFUSED, on=tuple(map(call, (*BY_ARGUMENT, *ALWAYS))), after=("FN330",))
def check(found: Call, context: Context) -> Hit | None:
    name = found.node.name.upper()
    whole: Any = found.node
    while isinstance(whole.parent, WRAPPERS) and whole.arg_key == "this":
        whole = whole.parent
    if isinstance(whole.parent, (exp.Select, exp.Alias, exp.Ordered)) or not found.args and name in BY_ARGUMENT:
        return None
    values = {"function": name}
    if name in ALWAYS:
        return Hit(replace=[(found.view(whole).part.after, "::numeric")], values=values)
    value = found.args[0]
    if not context.types.of(value).is_whole:
        return None
    return Hit(replace=around(value, operand(value) + "::numeric"), values=values)
