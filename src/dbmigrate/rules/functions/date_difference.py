"""DATEDIFF({part}, ..) counts boundaries

SQL Server counts how often the part changes between two moments: from 23:59 to 00:01 is one day ("DATEDIFF"). Days are
a difference of dates; the others are counted by the function dbmigrate.datediff.

```zh
DATEDIFF({part}, ..) 计算跨越的边界数
SQL Server 计算两个时刻之间该部分变化的次数：23:59 到 00:01 为一天。天数用日期相减，其余由函数 dbmigrate.datediff 计算。
```
```setup
CREATE DOMAIN datetime AS timestamp(3);
CREATE TABLE visit (id INT NOT NULL, at DATETIME, gone DATETIME);
INSERT INTO visit VALUES (1, '2019-12-31 23:59:30', '2020-01-01 00:01:00');
```
```sqlserver
SELECT DATEDIFF(day, v.at, v.gone), DATEDIFF(yy, v.at, v.gone), DATEDIFF(minute, v.at, v.gone) + 1 FROM visit v
```
```postgres
SELECT v.gone::date - v.at::date, dbmigrate.datediff('year', v.at, v.gone), dbmigrate.datediff('minute', v.at, v.gone) + 1 FROM visit v
```
```rows
1 | 1 | 3
```
```refused 42703
```
```sqlserver
SELECT DATEDIFF(wk, 0, '2024-01-07'), 2 * DATEDIFF(dd, '20240101', '20240201'), DATEDIFF(ms, v.at, v.gone) FROM visit v
```
```postgres
SELECT dbmigrate.datediff('week', timestamp '1900-01-01', '2024-01-07'::timestamp), 2 * ('20240201'::timestamp::date - '20240101'::timestamp::date), dbmigrate.datediff('millisecond', v.at, v.gone) FROM visit v
```
```rows
6471 | 62 | 90000
```
```refused 42703
```
```sqlserver
SELECT DATEDIFF(hour, w.seen, CAST('2024-01-02 00:00:00 +00:00' AS DATETIMEOFFSET)), DATEDIFF(dd, w.seen, '2024-01-01') FROM (SELECT CAST('2024-01-01 00:30:00 +08:00' AS DATETIMEOFFSET) AS seen) w
```
```postgres
SELECT dbmigrate.datediff('hour', (w.seen AT TIME ZONE 'UTC'), (CAST('2024-01-02 00:00:00 +00:00' AS timestamptz(6)) AT TIME ZONE 'UTC')), '2024-01-01'::timestamp::date - (w.seen AT TIME ZONE 'UTC')::date FROM (SELECT CAST('2024-01-01 00:30:00 +08:00' AS timestamptz(6)) AS seen) w
```
```rows
32 | 1
```
```refused 42703
```
```sqlserver
SELECT DATEDIFF(mi, '08:00', '12:30'), DATEDIFF(hour, CAST(v.at AS TIME), '23:00') FROM visit v
```
```postgres
SELECT dbmigrate.datediff('minute', timestamp '1900-01-01 08:00', timestamp '1900-01-01 12:30'), dbmigrate.datediff('hour', (timestamp '1900-01-01' + CAST(v.at AS TIME)), timestamp '1900-01-01 23:00') FROM visit v
```
```rows
270 | 0
```
```refused 42703
```
```sqlserver
SELECT DATEDIFF(ns, v.at, v.gone) FROM visit v
```
```refused 42703
```
```sqlserver
SELECT DATEDIFF_BIG(MILLISECOND, '1900-01-01', '2020-01-01')
```
```postgres
SELECT dbmigrate.datediff_big('millisecond', '1900-01-01'::timestamp, '2020-01-01'::timestamp)
```
```rows
3786825600000
```
```refused 42703
```
```quiet
SELECT v.at FROM visit v
```
```notes
part | the target has no such part, or the text of the date depends on settings | 目标库没有该日期部分，或日期文本的含义取决于设置
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call, Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.moments import moment, part_name, places
from dbmigrate.rules.functions.operands import bracketed, in_computed_column, kind
from dbmigrate.types.values import Kind

DAYS: Final = frozenset({"day", "dayofyear", "weekday"})
COUNTED: Final = frozenset("year quarter month week hour minute second millisecond microsecond".split())


@rule("FN414", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=(call("DATEDIFF"), call("DATEDIFF_BIG")))
def check(found: Call, context: Context) -> Hit | None:
    if in_computed_column(context):
        return None
    part = part_name(found)
    values = {"part": part or (found.args[0].text if found.args else "")}
    first, last = (moment(a, context) for a in found.args[1:]) if len(found.args) == 3 else (None, None)
    if first is None or last is None or part not in DAYS | COUNTED:
        return Hit(values=values, note="part", fix=Fix.NONE)
    a, b = found.args[1:]
    first, last = in_utc(first, a, context), in_utc(last, b, context)
    if part in DAYS:
        days = f"{as_date(last, b, context)} - {as_date(first, a, context)}"
        text = bracketed(found, days) if found.node.name.upper() == "DATEDIFF" else f"({days})::bigint"
        return Hit(replace=[(found, text, *places(last, b), *places(first, a))], values=values)
    function = found.node.name.lower()
    text = f"dbmigrate.{function}('{part}', {first}, {last})"
    return Hit(replace=[(found, text, *places(first, a), *places(last, b))], values=values, helpers=("datediff",))


def in_utc(template: str, argument: Expr, context: Context) -> str:
    """Boundaries between values with an offset are those of UTC; a TIME is one of the first day."""
    found = kind(argument, context)
    if found is Kind.TIME:
        return f"(timestamp '1900-01-01' + {template})"
    return f"({template} AT TIME ZONE 'UTC')" if found is Kind.ZONED else template


def as_date(template: str, argument: Expr, context: Context) -> str:
    if kind(argument, context) is Kind.DAY:
        return template
    return f"({template})::date" if " + " in template else f"{template}::date"
