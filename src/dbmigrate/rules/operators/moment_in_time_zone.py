"""AT TIME ZONE shows a moment in a time zone

Oracle reads a timestamp without a zone in the session's zone, and its result has a zone. PostgreSQL takes the timestamp
for one of the named zone; the clock of that zone comes without the zone.

```zh
AT TIME ZONE 转换时区
Oracle 按会话时区理解不带时区的时间戳，结果带时区。PostgreSQL 把它当作所写时区的时间；转换后的结果不带时区。
```
```notes
zone | the result has no time zone on the target | 目标库的结果不带时区
```
```setup oracle
CREATE TABLE visit (id NUMBER(4), at TIMESTAMP);
INSERT INTO visit VALUES (1, TIMESTAMP '2024-05-06 12:00:00');
```
```oracle
SELECT TO_CHAR(v.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') FROM visit v
```
```postgres
-- dbmigrate OP020 1: AT TIME ZONE shows a moment in a time zone (the result has no time zone on the target)
SELECT TO_CHAR(v.at::timestamptz AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') FROM visit v
```
```rows
2024-05-06 04:00
```
```oracle
SELECT COUNT(*) FROM visit WHERE EXTRACT(HOUR FROM at -- noon
AT TIME ZONE 'Asia/Tokyo') = 13 UNION SELECT x.n FROM (SELECT 5 AS n FROM visit WHERE EXTRACT(HOUR FROM at AT TIME ZONE 'UTC') = 4) x ORDER BY 1
```
```postgres
-- dbmigrate OP020 2: AT TIME ZONE shows a moment in a time zone (the result has no time zone on the target)
-- dbmigrate OP020 1: AT TIME ZONE shows a moment in a time zone (the result has no time zone on the target)
SELECT COUNT(*) FROM visit WHERE EXTRACT(HOUR FROM at::timestamptz -- noon
AT TIME ZONE 'Asia/Tokyo') = 13 UNION SELECT x.n FROM (SELECT 5 AS n FROM visit WHERE EXTRACT(HOUR FROM at::timestamptz AT TIME ZONE 'UTC') = 4) x ORDER BY 1
```
```rows
1
5
```
```quiet
SELECT v.at AS time_zone FROM visit v WHERE v.at > TIMESTAMP '2024-05-06 12:00:00'
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import operator, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import operand
from dbmigrate.types.values import Kind


@rule("OP020", source="oracle", severity=Severity.DIFFERS, fix=Fix.REVIEW, on=operator("attimezone"))
def check(found: Expr, context: Context) -> Hit | None:
    value = found.view(found.node.this)
    if context.types.of(value).kind is Kind.ZONED:
        return Hit(note="zone")
    before, after = operand(value).split("{}")
    replace = [(value.part.before, before)] if before else []
    return Hit(replace=[*replace, (value.part.after, after + "::timestamptz")], note="zone")
