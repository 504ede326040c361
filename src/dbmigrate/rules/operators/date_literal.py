"""a DATE literal is a moment

In Oracle it is midnight of that day, of the type that holds a time of day. The target's DATE is a day: shown, subtracted
or given to a function of dates it is something else.

```zh
DATE 字面量带时刻
Oracle 的 DATE 字面量是当天零点，类型含时分秒；目标库的 DATE 只是日期，显示、相减或传给日期函数时不同。
```
```setup oracle
CREATE TABLE visit (id NUMBER(4), at DATE);
INSERT INTO visit VALUES (1, DATE '2024-05-16');
```
```oracle
SELECT DATE '2024-05-16', TRUNC(DATE '2024-05-16', 'MM') FROM visit WHERE at = DATE '2024-05-16'
```
```postgres
SELECT timestamp '2024-05-16', date_trunc('month', timestamp '2024-05-16') FROM visit WHERE at = DATE '2024-05-16'
```
```rows
2024-05-16 00:00:00 | 2024-05-01 00:00:00
```
```oracle
SELECT (SELECT MAX( -- day
DATE '2024-05-16' -- midnight
) FROM visit v) FROM dual UNION SELECT DATE '2024-01-01' FROM visit WHERE at - DATE '2024-05-15' = 1
```
```postgres
SELECT (SELECT MAX( -- day
timestamp '2024-05-16' -- midnight
) FROM visit v) UNION SELECT timestamp '2024-01-01' FROM visit WHERE extract(epoch FROM at - timestamp '2024-05-15') / 86400 = 1
```
```rows
2024-01-01 00:00:00
2024-05-16 00:00:00
```
```quiet
SELECT v.id FROM visit v WHERE v.at IN (DATE '2024-05-16') OR v.at BETWEEN DATE '2024-01-01' AND DATE '2024-12-31'
```
"""

from sqlglot import exp

from dbmigrate.engine.contract import rule, syntax
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Part, Severity

# There the target takes a day for its midnight.
CONVERTED = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.In, exp.Between, exp.Tuple)


@rule("OP018", source="oracle", severity=Severity.DIFFERS, on=syntax("datestrtodate"), unless="date_with_time")
def check(found: Expr) -> Hit | None:
    if found.tree.root is found.node or isinstance(found.parent, CONVERTED):
        return None
    return Hit(replace=[(Part(found.part.first, found.part.first), "timestamp")])
