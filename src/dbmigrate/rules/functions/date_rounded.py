"""ROUND of a date

`ROUND` takes a date to the nearest day, or to the nearest unit of the format model. The target's `round` is for numbers.

```zh
日期的 ROUND
`ROUND` 把日期取整到最近的日或格式指定的单位。目标库的 `round` 只用于数值。
```
```setup oracle
CREATE TABLE visit (id NUMBER(9), at DATE);
INSERT INTO visit VALUES (1, TO_DATE('2024-05-16 12:00:00', 'YYYY-MM-DD HH24:MI:SS'));
```
```oracle
SELECT ROUND(at), ROUND(at, 'MM'), ROUND(at, 'YYYY'), ROUND(at, 'Q'), ROUND(at, 'D') FROM visit
```
```postgres
SELECT date_trunc('day', at + interval '12 hours'), dbmigrate.round(at, 'MM'), dbmigrate.round(at, 'YYYY'), dbmigrate.round(at, 'Q'), dbmigrate.round(at, 'D') FROM visit
```
```rows
2024-05-17 00:00:00 | 2024-06-01 00:00:00 | 2024-01-01 00:00:00 | 2024-07-01 00:00:00 | 2024-05-19 00:00:00
```
```refused 42883
```
```quiet
SELECT ROUND(v.id / 3.0) FROM visit v
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.date_truncated import model_of, moment
from dbmigrate.rules.functions.operands import operand


@rule("FN301", source="oracle", severity=Severity.REFUSED, on=call("ROUND"))
def check(found: Call, context: Context) -> Hit | None:
    if len(found.args) not in (1, 2) or not context.types.of(found.args[0]).is_moment:
        return None
    value = found.args[0]
    place = moment(value, context)
    if model_of(found) in ("DD", "DDD", "J"):
        place = operand(value) if place == "{}" else place
        return Hit(replace=[(found, f"date_trunc('day', {place} + interval '12 hours')", value)])
    return Hit(replace=[(found, f"dbmigrate.round({place}, {{}})", *found.args)], helpers=("round",))
