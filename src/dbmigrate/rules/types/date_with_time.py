"""Oracle's DATE holds a time of day

The target's date is a day without a time: hours, minutes and seconds would be cut off without an error. timestamp(0)
holds what DATE holds, to the second.

```zh
Oracle 的 DATE 含时分秒
目标库的 date 只有日期，时、分、秒会被截掉且不报错。timestamp(0) 精确到秒，取值与 DATE 相同。
```
```oracle
CREATE TABLE pat_visit (visited DATE)
```
```postgres
CREATE TABLE pat_visit (visited timestamp(0))
```
```then
INSERT INTO pat_visit VALUES ('2024-05-06 13:14:15');
SELECT visited FROM pat_visit
```
```rows
2024-05-06 13:14:15
```
```quiet
CREATE TABLE pat_visit (visited TIMESTAMP(0), zoned TIMESTAMP)
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.types.spelling import renamed
from dbmigrate.syntax.ddl.nodes import TypeName


@rule("TY010", source="oracle", severity=Severity.DIFFERS, on=node(TypeName), unless="date_with_time")
def check(found: TypeName, context: Context) -> Hit | None:
    if found.user or found.keyword != "DATE":
        return None
    return renamed(found, context, "timestamp(0)")
