"""a date is subtracted from a date

The difference of two dates is a number of days in Oracle, with the time of day as its fraction. On the target it is an
interval: calculations with it are refused, and shown it looks different. Where it is not known whether a value is a date, a
function decides it.

```zh
日期相减
Oracle 中两个日期之差为天数，时分秒为小数部分；目标库中为 interval，参与数值运算会报错，直接显示也不同。无法确定是否为日期时由函数判断。
```
```setup oracle
CREATE TABLE visit (id NUMBER(4), at DATE, out_at DATE);
INSERT INTO visit VALUES (1, TO_DATE('2024-05-16 12:00:00', 'YYYY-MM-DD HH24:MI:SS'), TO_DATE('2024-05-19 18:00:00', 'YYYY-MM-DD HH24:MI:SS'));
```
```oracle
SELECT out_at - at FROM visit
```
```postgres
SELECT extract(epoch FROM out_at - at) / 86400 FROM visit
```
```rows
3.2500000000000000
```
```oracle
SELECT TRUNC(out_at) - TRUNC(at) + 1 AS days, ROUND((out_at - at) * 24, 1) AS hours FROM visit
```
```postgres
SELECT (date_trunc('day', out_at)::date - date_trunc('day', at)::date)::numeric + 1 AS days, ROUND((extract(epoch FROM out_at - at) / 86400) * 24, 1) AS hours FROM visit
```
```rows
4 | 78.0
```
```refused 42883
```
```oracle
SELECT id FROM visit WHERE SYSDATE - at > 3 UNION SELECT (SELECT MAX(v.out_at -- end
 - v.at) FROM visit v WHERE v.id = 1) FROM dual
```
```postgres
SELECT id FROM visit WHERE extract(epoch FROM date_trunc('second', clock_timestamp())::timestamp - at) / 86400 > 3 UNION SELECT (SELECT MAX(extract(epoch FROM v.out_at -- end
 - v.at) / 86400) FROM visit v WHERE v.id = 1)
```
```refused 42883
```
```quiet
SELECT v.id - 1, v.at - INTERVAL '1' DAY, TIMESTAMP '2024-05-16 10:00:00' - v.at FROM visit v
```
"""

from typing import Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import operator, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.operands import operand
from dbmigrate.rules.functions.placing import as_key, as_key_only
from dbmigrate.rules.operators.day_numbers import is_whole_day
from dbmigrate.types.values import Kind

CALCULATED: Final = (exp.Add, exp.Sub, exp.Mul, exp.Div, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.EQ, exp.NEQ)


@rule("OP012", source="oracle", severity=Severity.DIFFERS, on=operator("sub"), unless="date_minus_date_is_fraction")
def check(found: Expr, context: Context) -> Hit | None:
    a, b = context.types.of(found.left), context.types.of(found.right)
    if (not a.is_known and (b.is_moment or not b.is_known)) or (not b.is_known and a.is_moment):
        return Hit(replace=[(found, "dbmigrate.minus({}, {})", found.left, found.right)], helpers=("minus",))
    if a.kind is not Kind.DATE or b.kind is not Kind.DATE:
        return None
    if context.has("date_with_time"):  # casts: a difference of its dates may be no interval, ::date cuts nothing there
        moments = f"{operand(found.left)}::timestamp - {operand(found.right)}::timestamp"
        template = as_key(found, f"extract(epoch FROM {moments}) / 86400", context)
    elif is_whole_day(found.left, context) and is_whole_day(found.right, context):
        cast = f"({operand(found.left)}::date - {operand(found.right)}::date)::numeric"
        template = as_key_only(found, cast, context)
    else:
        template = as_key(found, "extract(epoch FROM {} - {}) / 86400", context)
    refused = isinstance(found.parent, CALCULATED)
    hit = (found, template, found.left, found.right)
    return Hit(replace=[hit], severity=Severity.REFUSED if refused else None)
