"""{name} gives a moment another offset

The target's timestamptz keeps the moment and no offset. SWITCHOFFSET means the same moment, so that the value stays as it
is and only its offset is not shown; TODATETIMEOFFSET says in which zone a time without one was written.

```zh
{name} 变更时刻的时区偏移
目标库的 timestamptz 只保存时刻，不保存偏移。SWITCHOFFSET 前后为同一时刻，值不变，只是不再显示该偏移；TODATETIMEOFFSET 说明无时区的时间属于哪个时区。
```
```notes
offset | the offset itself is not kept | 偏移本身不保留
variable | the offset is neither a constant nor a number | 偏移不是常量也不是数值
```
```setup
CREATE TABLE visit (at TIMESTAMP(3), seen TIMESTAMPTZ, mins INT);
INSERT INTO visit VALUES ('2024-01-01 08:00', '2024-01-01 08:00:00+08', -300);
```
```sqlserver
SELECT TODATETIMEOFFSET(v.at, '+08:00'), TODATETIMEOFFSET(v.at, v.mins) FROM visit v
```
```postgres
-- dbmigrate FN463 1: TODATETIMEOFFSET gives a moment another offset (the offset itself is not kept)
SELECT (v.at)::timestamp AT TIME ZONE interval '+08:00', (v.at)::timestamp AT TIME ZONE make_interval(mins => v.mins) FROM visit v
```
```rows
2024-01-01 08:00:00+08 | 2024-01-01 21:00:00+08
```
```sqlserver
SELECT SWITCHOFFSET(v.seen, '+00:00') FROM visit v WHERE SWITCHOFFSET(v.seen, 0) = (SELECT max(w.seen) FROM visit w) UNION ALL SELECT -- one
 TODATETIMEOFFSET('2024-01-01', '-01:00')
```
```postgres
-- dbmigrate FN463 2: TODATETIMEOFFSET gives a moment another offset (the offset itself is not kept)
-- dbmigrate FN463 1: SWITCHOFFSET gives a moment another offset (the offset itself is not kept)
SELECT v.seen FROM visit v WHERE v.seen = (SELECT max(w.seen) FROM visit w) UNION ALL SELECT -- one
 ('2024-01-01')::timestamp AT TIME ZONE interval '-01:00'
```
```rows
2024-01-01 08:00:00+08
2024-01-01 09:00:00+08
```
```sqlserver
SELECT TODATETIMEOFFSET(v.at, CHAR(43) + '08:00') FROM visit v
```
```quiet
SELECT v.at FROM visit v
```
"""

import re
from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import bracketed, constant, in_computed_column, type_of

OFFSET: Final = re.compile(r"[+-]\d{1,2}:\d{2}")


@rule(
    "FN463",
    source="sqlserver",
    severity=Severity.REFUSED,
    fix=Fix.REVIEW,
    on=(call("SWITCHOFFSET"), call("TODATETIMEOFFSET")),
)
def check(found: Call, context: Context) -> Hit | None:
    if in_computed_column(context):
        return None
    name = found.node.name.upper()
    values = {"name": name}
    if len(found.args) != 2:
        return Hit(values=values, note="variable", fix=Fix.NONE)
    value, offset = found.args
    if name == "SWITCHOFFSET":
        return Hit(replace=[(found, "{}", value, offset)], values=values, note="offset")
    text = constant(offset.node)
    if text is not None and OFFSET.fullmatch(text):
        made = f"({{}})::timestamp AT TIME ZONE interval '{text}'"
        return Hit(replace=[(found, bracketed(found, made), value, offset)], values=values, note="offset")
    if not type_of(offset, context).is_number:
        return Hit(values=values, note="variable", fix=Fix.NONE)
    made = "({})::timestamp AT TIME ZONE make_interval(mins => {})"
    return Hit(replace=[(found, bracketed(found, made), value, offset)], values=values, note="offset")
