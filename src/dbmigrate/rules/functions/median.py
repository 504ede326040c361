"""MEDIAN is the value in the middle

PostgreSQL has PERCENTILE_CONT for it, which gives a binary number.

```zh
MEDIAN 求中位数
PostgreSQL 用 PERCENTILE_CONT，结果为二进制浮点数，再转换为 numeric。
```
```notes
form | over a window, or of dates | 用作窗口函数，或参数为日期
```
```setup oracle
CREATE TABLE bill (ward VARCHAR2(4), fee NUMBER(8,2));
INSERT INTO bill VALUES ('a', 1.5);
INSERT INTO bill VALUES ('a', 3);
INSERT INTO bill VALUES ('b', 4);
```
```oracle
SELECT ward, MEDIAN(fee) FROM bill GROUP BY ward ORDER BY 1
```
```postgres
SELECT ward, percentile_cont(0.5) WITHIN GROUP (ORDER BY fee)::numeric FROM bill GROUP BY ward ORDER BY 1
```
```rows
a | 2.25
b | 4
```
```refused 42883
```
```oracle
SELECT COUNT(*) FROM bill WHERE fee > (SELECT MEDIAN( -- all
b.fee) FROM bill b) UNION SELECT MEDIAN(fee) + 10 FROM bill
```
```postgres
SELECT COUNT(*) FROM bill WHERE fee > (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY -- all
b.fee)::numeric FROM bill b) UNION SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY fee)::numeric + 10 FROM bill
```
```rows
1
13
```
```refused 42883
```
```oracle
SELECT MEDIAN(fee) OVER (PARTITION BY ward) FROM bill
```
```refused 42883
```
```quiet
SELECT AVG(b.fee) AS median FROM bill b
```
"""

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity


@rule("FN345", source="oracle", severity=Severity.REFUSED, on=call("MEDIAN"))
def check(found: Call, context: Context) -> Hit | None:
    if len(found.args) != 1 or isinstance(found.parent, exp.Window) or context.types.of(found.args[0]).is_moment:
        return Hit(note="form", fix=Fix.NONE)
    text = "percentile_cont(0.5) WITHIN GROUP (ORDER BY {})::numeric"
    return Hit(replace=[(found, text, found.args[0])])
