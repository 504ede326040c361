"""{name}({part}, ..) goes back to where a part of the date began

DATE_TRUNC does the same, with weeks that begin on Monday; SQL Server's begin on Sunday unless DATEFIRST says otherwise.
The result has the type of the date. DATE_BUCKET counts from 1900-01-01 on, as DATE_BIN can ("DATETRUNC", "DATE_BUCKET").

```zh
{name}({part}, ..) 取日期部分的起点
等价于 DATE_TRUNC，但 DATE_TRUNC 的周从星期一开始，SQL Server 默认从星期日开始。结果类型与日期相同。DATE_BUCKET 从 1900-01-01 起分段，改用 DATE_BIN。
```
```notes
part | the target has no such part, or the number of months is no constant 1 | 目标库没有该日期部分，或月数不是常量 1
```
```setup
CREATE DOMAIN datetime AS timestamp(3);
CREATE TABLE visit (id INT NOT NULL, at DATETIME, born DATE);
INSERT INTO visit VALUES (1, '2024-05-15 10:11:12', '2024-05-15');
```
```sqlserver
SELECT DATETRUNC(month, v.at), DATETRUNC(week, v.at), DATETRUNC(qq, v.born), DATETRUNC(hour, v.at) FROM visit v
```
```postgres
SELECT date_trunc('month', v.at), date_trunc('day', v.at) - extract(dow FROM v.at) * interval '1 day', date_trunc('quarter', v.born)::date, date_trunc('hour', v.at) FROM visit v
```
```rows
2024-05-01 00:00:00 | 2024-05-12 00:00:00 | 2024-04-01 | 2024-05-15 10:00:00
```
```refused 42703
```
```sqlserver
SELECT DATE_BUCKET(week, 1, v.at), DATE_BUCKET(mi, v.id * 5, v.at) -- five minutes
 FROM visit v WHERE DATETRUNC(iso_week, v.born) < (SELECT max(w.at) FROM visit w) UNION ALL SELECT DATETRUNC(dy, '2024-05-15 10:00'), NULL
```
```postgres
SELECT date_bin(interval '1 week', v.at, timestamp '1900-01-01'), date_bin((v.id * 5) * interval '1 minute', v.at, timestamp '1900-01-01') -- five minutes
 FROM visit v WHERE date_trunc('week', v.born)::date < (SELECT max(w.at) FROM visit w) UNION ALL SELECT date_trunc('day', '2024-05-15 10:00'::timestamp), NULL
```
```rows
2024-05-13 00:00:00 | 2024-05-15 10:10:00
2024-05-15 00:00:00 | NULL
```
```refused 42703
```
```sqlserver
SELECT DATE_BUCKET(month, 2, v.at) FROM visit v
```
```refused 42703
```
```quiet
SELECT v.at FROM visit v
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.moments import moment, part_name, places
from dbmigrate.rules.functions.operands import bracketed, in_computed_column, kind, operand, whole
from dbmigrate.types.values import Kind

UNITS: Final = {
    "dayofyear": "day",
    "iso_week": "week",
    **{p: p for p in ("year", "quarter", "month", "day", "hour", "minute", "second", "millisecond")},
}
EVEN: Final = frozenset("week day hour minute second millisecond".split())


@rule("FN464", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=(call("DATETRUNC"), call("DATE_BUCKET")))
def check(found: Call, context: Context) -> Hit | None:
    if in_computed_column(context):
        return None
    name, part = found.node.name.upper(), part_name(found)
    values = {"name": name, "part": part or (found.args[0].text if found.args else "")}
    cuts = name == "DATETRUNC"
    start = moment(found.args[-1], context) if len(found.args) == (2 if cuts else 3) else None
    if start is None:
        return Hit(values=values, note="part", fix=Fix.NONE)
    value = found.args[-1]
    filled = places(start, value)
    day = kind(value, context) is Kind.DAY
    if not cuts and part in EVEN:
        n = whole(found.args[1].node)
        size = f"{operand(found.args[1])} * interval '1 {part}'" if n is None else f"interval '{n} {part}{'s' * (n != 1)}'"
        text = f"date_bin({size}, {start}, timestamp '1900-01-01')"
        amount = (found.args[1],) if n is None else ()
        return Hit(replace=[(found, text + "::date" * day, *amount, *filled)], values=values)
    if not cuts and whole(found.args[1].node) != 1:
        return Hit(values=values, note="part", fix=Fix.NONE)
    if cuts and part == "week":
        text = f"date_trunc('day', {start}) - extract(dow FROM {start}) * interval '1 day'"
        text = f"({text})::date" if day else bracketed(found, text)
        return Hit(replace=[(found, text, *filled, *filled)], values=values)
    if part not in UNITS:
        return Hit(values=values, note="part", fix=Fix.NONE)
    text = f"date_trunc('{UNITS[part]}', {start})" + "::date" * day
    hidden = [] if cuts else [found.args[1]]
    return Hit(replace=[(found, text, *filled, *hidden)], values=values)
