"""{function} over a window

PostgreSQL's ordered-set aggregates take no OVER: the value has to come from a query that groups.

```zh
{function} 用作窗口函数
PostgreSQL 的有序集聚合不支持 OVER，须改为由分组查询得到该值。
```
```setup oracle
CREATE TABLE bill (ward VARCHAR2(4), fee NUMBER(8));
INSERT INTO bill VALUES ('a', 1);
```
```oracle
SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY fee) OVER (PARTITION BY ward) FROM bill
```
```refused 0A000
```
```oracle
SELECT x.p FROM (SELECT PERCENTILE_DISC(0.9) WITHIN GROUP (ORDER BY b.fee -- fees
DESC) OVER () AS p FROM bill b) x UNION SELECT 1 FROM bill
```
```refused 0A000
```
```quiet
SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY b.fee) FROM bill b
```
"""

from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity


@rule(
    "FN355",
    source="oracle",
    severity=Severity.REFUSED,
    fix=Fix.NONE,
    on=(call("PERCENTILE_CONT"), call("PERCENTILE_DISC")),
)
def check(found: Call) -> Hit | None:
    words, k = found.lexed.words, found.part.last + 1
    if words[k : k + 3] != ["WITHIN", "GROUP", "("] or words[found.lexed.brackets.close[k + 2] + 1] != "OVER":
        return None
    return Hit(values={"function": found.node.name.upper()})
