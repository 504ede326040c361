"""a number is added to a date

Oracle takes the number as days and keeps a date of whole seconds. The target adds intervals only. Fractions such as
1/24 become hours, minutes and seconds where they are constants; else the sum is rounded to the second.

```zh
日期加减数值
Oracle 把数值视为天数，结果精确到秒。目标库的日期只能加减 interval。常量分数（如 1/24）改写为小时、分、秒；其他情况对结果按秒取整。
```
```setup oracle
CREATE TABLE visit (id NUMBER(4), at DATE, days NUMBER(5,3), seen TIMESTAMP(3));
INSERT INTO visit VALUES (2, TO_DATE('2024-05-16 12:00:00', 'YYYY-MM-DD HH24:MI:SS'), 0.333, TIMESTAMP '2024-05-16 12:00:00.750');
```
```oracle
SELECT at + 1, at - 30/1440, at + id, at + id/24, 1/24 + at FROM visit
```
```postgres
SELECT at + interval '1 day', at - interval '30 minutes', at + id * interval '1 day', at + id * interval '1 hour', interval '1 hour' + at FROM visit
```
```rows
2024-05-17 12:00:00 | 2024-05-16 11:30:00 | 2024-05-18 12:00:00 | 2024-05-16 14:00:00 | 2024-05-16 13:00:00
```
```refused 42883
```
```oracle
SELECT at - days, at + days * 2, seen + 1 FROM visit
```
```postgres
SELECT (at - days * interval '1 day')::timestamp(0), (at + days * 2 * interval '1 day')::timestamp(0), date_trunc('second', seen) + interval '1 day' FROM visit
```
```rows
2024-05-16 04:00:29 | 2024-05-17 03:59:02 | 2024-05-17 12:00:00
```
```refused 42883
```
```oracle
SELECT id FROM visit WHERE at BETWEEN SYSDATE - 7 AND SYSDATE UNION SELECT id FROM (SELECT id, at -- when
 + 1 -- one more
 AS next_day FROM visit) v WHERE TRUNC(next_day) - 1 < next_day
```
```postgres
SELECT id FROM visit WHERE at BETWEEN date_trunc('second', clock_timestamp())::timestamp - interval '7 days' AND date_trunc('second', clock_timestamp())::timestamp UNION SELECT id FROM (SELECT id, at -- when
 + interval '1 day' -- one more
 AS next_day FROM visit) v WHERE date_trunc('day', next_day) - interval '1 day' < next_day
```
```rows
2
```
```refused 42883
```
```quiet
SELECT v.id + 1, v.days - 1/2.0, v.at + INTERVAL '1' DAY, v.seen - INTERVAL '1' HOUR FROM visit v
```
"""

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import operator, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.operands import operand
from dbmigrate.rules.functions.placing import around, as_key_only
from dbmigrate.rules.operators.day_numbers import as_interval, moment_and_days
from dbmigrate.types.values import Kind


@rule(
    "OP010",
    source="oracle",
    severity=Severity.REFUSED,
    on=(operator("add"), operator("sub")),
    unless="date_plus_days",
)
def check(found: Expr, context: Context) -> Hit | None:
    pair = moment_and_days(found, context)
    if pair is None:
        return None
    moment, number = pair
    start = whole_second(moment, context)
    interval = as_interval(number, context)
    if interval is not None:
        template, places = interval
        same = bool(places) and places[0] is number
        replace: list[tuple[object, ...]] = [*around(number, template)] if same else [(number, template, *places)]
        return Hit(replace=[*replace, *around(moment, start)])
    days = operand(number) if isinstance(number.node, (exp.Add, exp.Sub)) else "{}"
    cast = "::numeric" if context.types.of(number).is_text else ""
    days += f"{cast} * interval '1 day'"
    sign = "-" if isinstance(found.node, exp.Sub) else "+"
    sides = (start, days) if moment.node is found.node.this else (days, start)
    text = as_key_only(found, f"({sides[0]} {sign} {sides[1]})::timestamp(0)", context)
    return Hit(replace=[(found, text, found.left, found.right)])


def whole_second(moment: Expr, context: Context) -> str:
    """The place of the moment as the DATE that Oracle makes of it: without a zone and without a fraction."""
    kind = context.types.of(moment).kind
    if kind is Kind.DATE:
        return "{}"
    zone = operand(moment) + "::timestamp" if kind is Kind.ZONED else "{}"
    return f"date_trunc('second', {zone})"
