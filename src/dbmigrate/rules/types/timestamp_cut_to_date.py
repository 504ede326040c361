"""CAST of a timestamp AS DATE

Oracle leaves the fraction of the second out; the target's cast to timestamp(0) rounds it.

```zh
将时间戳转换为 DATE
Oracle 去掉秒的小数部分；目标库转换为 timestamp(0) 时四舍五入。
```
```setup oracle
CREATE TABLE visit (id NUMBER(4), at TIMESTAMP);
INSERT INTO visit VALUES (1, TIMESTAMP '2024-05-06 03:04:05.75');
```
```oracle
SELECT CAST(v.at AS DATE) FROM visit v
```
```postgres
SELECT CAST(date_trunc('second', v.at) AS timestamp(0)) FROM visit v
```
```rows
2024-05-06 03:04:05
```
```oracle
SELECT COUNT(*) FROM visit WHERE CAST(at AS -- moment
DATE) < (SELECT MAX(w.at) FROM visit w) UNION SELECT x.n FROM (SELECT id + 5 AS n FROM visit WHERE CAST(at AS DATE) = TIMESTAMP '2024-05-06 03:04:05') x ORDER BY 1
```
```postgres
SELECT COUNT(*) FROM visit WHERE CAST(date_trunc('second', at) AS -- moment
timestamp(0)) < (SELECT MAX(w.at) FROM visit w) UNION SELECT x.n FROM (SELECT id + 5 AS n FROM visit WHERE CAST(date_trunc('second', at) AS timestamp(0)) = TIMESTAMP '2024-05-06 03:04:05') x ORDER BY 1
```
```rows
1
6
```
```quiet
SELECT CAST(v.id AS VARCHAR2(4)), CAST(v.at AS TIMESTAMP) FROM visit v
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import rule, syntax
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.types.values import Kind


@rule("TY037", source="oracle", severity=Severity.DIFFERS, on=syntax("cast"))
def check(found: Expr, context: Context) -> Hit | None:
    words, value = found.lexed.words, found.view(found.node.this)
    if words[found.part.last - 1] != "DATE" or words[value.part.last + 1] != "AS":
        return None
    if context.types.of(value).kind not in (Kind.TIMESTAMP, Kind.ZONED):
        return None
    return Hit(replace=[(value.part.before, "date_trunc('second', "), (value.part.after, ")")])
