"""{function}, arithmetic with months

The target knows no function of that name. Adding an interval of a month is not the same: Oracle keeps the last day of a
month the last day, counts the fraction of a month in 31sts, and carries the time of day along. Runtime functions do so.

```zh
{function}：按月计算日期
目标库没有该函数，且加一个月的 interval 与之不同：Oracle 对月末日期仍取月末，不足一月按 31 分之一计，并保留时分秒。改用运行时函数。
```
```setup oracle
CREATE TABLE visit (id NUMBER(9), at DATE);
INSERT INTO visit VALUES (1, TO_DATE('2024-02-29 08:30:00', 'YYYY-MM-DD HH24:MI:SS'));
```
```oracle
SELECT ADD_MONTHS(at, 1), ADD_MONTHS(at, -12), LAST_DAY(at), NEXT_DAY(at, 'MONDAY') FROM visit
```
```postgres
SELECT dbmigrate.add_months(at, 1), dbmigrate.add_months(at, -12), dbmigrate.last_day(at), dbmigrate.next_day(at, 'MONDAY') FROM visit
```
```rows
2024-03-31 08:30:00 | 2023-02-28 08:30:00 | 2024-02-29 08:30:00 | 2024-03-04 08:30:00
```
```refused 42883
```
```oracle
SELECT MONTHS_BETWEEN(at, at) FROM visit WHERE EXISTS (SELECT id FROM visit v WHERE MONTHS_BETWEEN( -- months
v.at, visit.at) < 1)
```
```postgres
SELECT dbmigrate.months_between(at, at) FROM visit WHERE EXISTS (SELECT id FROM visit v WHERE dbmigrate.months_between( -- months
v.at, visit.at) < 1)
```
```rows
0
```
```refused 42883
```
```quiet
SELECT v.id AS add_months FROM visit v
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Hit, Severity

NAMES: Final = {"ADD_MONTHS": 2, "MONTHS_BETWEEN": 2, "LAST_DAY": 1, "NEXT_DAY": 2}


@rule("FN305", source="oracle", severity=Severity.REFUSED, on=tuple(map(call, NAMES)))
def check(found: Call, context: Context) -> Hit | None:
    name = found.node.name.lower()
    if len(found.args) != NAMES[name.upper()] or context.has(name):
        return None
    return Hit(replace=[(found.name_part, f"dbmigrate.{name}")], values={"function": name.upper()}, helpers=(name,))
