"""date and time type {source} is {target} on the target

datetime2 and datetimeoffset are timestamp and timestamptz. datetime counts milliseconds (in steps of 3), smalldatetime
minutes. The target keeps at most 6 digits of a second.

```zh
日期时间类型 {source} 在目标库中为 {target}
datetime2、datetimeoffset 对应 timestamp、timestamptz；datetime 精确到毫秒（步长约 3 毫秒），smalldatetime 精确到分钟。目标库的秒小数最多 6 位。
```
```notes
fraction | the seventh digit of a second is rounded away | 秒的第 7 位小数会被四舍五入
offset | the target stores the moment, not the offset that it was written with | 目标库只保存时刻，不保存写入时的时区偏移
minute | the target keeps seconds where the source rounds to the minute | 源库取整到分钟，目标库保留秒
```
```sqlserver
CREATE TABLE sample (taken DATETIME, day_of SMALLDATETIME, seen DATETIME2(3), clock time(7), born date)
```
```postgres
CREATE TABLE sample (taken timestamp(3), day_of timestamp(0), seen timestamp(3), clock time(6), born date)
```
```then
INSERT INTO sample VALUES ('2024-05-06 13:14:15.127', '2024-05-06 13:14:00', '2024-05-06 13:14:15.5', '08:30', '2024-05-06');
SELECT taken, day_of, seen, clock, born FROM sample
```
```rows
2024-05-06 13:14:15.127 | 2024-05-06 13:14:00 | 2024-05-06 13:14:15.5 | 08:30:00 | 2024-05-06
```
```refused 42704
```
```sqlserver
CREATE TABLE log (a [datetime2](7), b datetime2, c DATETIMEOFFSET(3), d [time](0))
```
```postgres
CREATE TABLE log (a timestamp(6), b timestamp(6), c timestamptz(3), d time(0))
```
```quiet
CREATE TABLE log (a date, b time, c time(3))
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.types.spelling import is_dressed, number_part, renamed, shown, stays, written
from dbmigrate.syntax.ddl.nodes import TypeName

MOST_DIGITS = 6  # PostgreSQL, "Date/Time Types"
FIXED = {"DATETIME": "timestamp(3)", "SMALLDATETIME": "timestamp(0)"}
PRECISE = {"DATETIME2": "timestamp", "DATETIMEOFFSET": "timestamptz", "TIME": "time"}  # 7 digits where none are given


@rule("TY020", source="sqlserver", severity=Severity.REFUSED, on=node(TypeName))
def check(found: TypeName, context: Context) -> Hit | None:
    if found.user or stays(found, context) or stays(found, context):
        return None
    if found.keyword in FIXED:
        note = "minute" if found.keyword == "SMALLDATETIME" else ""
        return renamed(found, context, FIXED[found.keyword], note=note)
    return precise(found) if found.keyword in PRECISE else None


def precise(found: TypeName) -> Hit | None:
    """DATETIME2, DATETIMEOFFSET and TIME with their digits, at most 6 of them."""
    to = PRECISE[found.keyword]
    digits = int(found.numbers[0]) if found.numbers and found.numbers[0].isdigit() else MOST_DIGITS + 1
    replace: list[tuple[Part, str]] = []
    if found.keyword != "TIME" or is_dressed(found):
        name = written(found) if found.keyword == "TIME" else to
        replace.append((found.name, name if found.arguments or to == "time" else f"{name}({MOST_DIGITS})"))
    if found.arguments and digits > MOST_DIGITS:
        replace.append((number_part(found), str(MOST_DIGITS)))
    if not replace:
        return None
    note = "offset" if found.keyword == "DATETIMEOFFSET" else "fraction" if digits > MOST_DIGITS else ""
    values = {"source": shown(found), "target": f"{to}({min(digits, MOST_DIGITS)})"}
    severity = Severity.NOTE if found.keyword == "TIME" and not is_dressed(found) else Severity.REFUSED
    return Hit(replace=replace, severity=severity, note=note, values=values)
