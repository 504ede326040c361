"""{name}({part}, ..) reads a part of a date

The target reads it with EXTRACT. Weeks begin on Sunday, as with SQL Server's DATEFIRST 7, or
as SET DATEFIRST in front of it in the same code says. Names of months and days follow
the login's language in SQL Server; the target gives the English ones.

```zh
{name}({part}, ..) 取日期的一部分
目标库用 EXTRACT 读取。每周从星期日开始，与 DATEFIRST 7 一致；同一段代码前面有 SET DATEFIRST 时以其为准。SQL Server 的月份和星期名称随登录语言而变，目标库给出英文名称。
```
```setup
CREATE DOMAIN datetime AS timestamp(3);
CREATE TABLE visit (id INT NOT NULL, at DATETIME);
INSERT INTO visit VALUES (1, '2020-01-05 10:11:12.678');
```
```sqlserver
SELECT DATEPART(year, v.at), DATEPART(dw, v.at), 1 + DATEPART(wk, v.at), DATEPART(ss, v.at), DATEPART(ms, v.at), DATEPART(isowk, '20200105') FROM visit v
```
```postgres
SELECT extract(year FROM v.at)::integer, (extract(dow FROM v.at)::integer + 1), 1 + ((extract(doy FROM v.at)::integer + extract(dow FROM date_trunc('year', v.at))::integer + 6) / 7), floor(extract(second FROM v.at))::integer, (floor(extract(milliseconds FROM v.at))::integer % 1000), extract(week FROM '20200105'::timestamp)::integer FROM visit v
```
```rows
2020 | 1 | 3 | 12 | 678 | 1
```
```refused 42703
```
```sqlserver
SELECT DATENAME(month, v.at), DATENAME(hh, v.at) FROM visit v
```
```postgres
-- dbmigrate FN415 1: DATENAME(month, ..) reads a part of a date (English names, whatever the language was)
SELECT to_char(v.at, 'FMMonth'), extract(hour FROM v.at)::integer::text FROM visit v
```
```rows
January | 10
```
```refused 42703
```
```sqlserver
SELECT DATEPART(tz, v.at) FROM visit v
```
```refused 42703
```
```quiet
SELECT v.at FROM visit v
```
```notes
language | English names, whatever the language was | 固定为英文名称
part | the target has no such part, or the text of the date depends on settings | 目标库没有该日期部分，或日期文本的含义取决于设置
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.moments import moment, part_name, places
from dbmigrate.rules.functions.operands import in_computed_column
from dbmigrate.rules.procedural.tsql_first_day import SUNDAY, first_day

FIELDS: Final = {
    **{p: f"extract({p} FROM {{0}})::integer" for p in ("year", "quarter", "month", "day", "hour", "minute")},
    "dayofyear": "extract(doy FROM {0})::integer",
    "weekday": "(extract(dow FROM {0})::integer + 1)",
    "week": "((extract(doy FROM {0})::integer + extract(dow FROM date_trunc('year', {0}))::integer + 6) / 7)",
    "iso_week": "extract(week FROM {0})::integer",
    "second": "floor(extract(second FROM {0}))::integer",
    "millisecond": "(floor(extract(milliseconds FROM {0}))::integer % 1000)",
    "microsecond": "(extract(microseconds FROM {0})::integer % 1000000)",
    "nanosecond": "(extract(microseconds FROM {0})::integer % 1000000 * 1000)",
}
SHIFTED: Final = {  # behind SET DATEFIRST of another day than Sunday
    "weekday": "((extract(dow FROM {0})::integer + {n}) % 7 + 1)",
    "week": "((extract(doy FROM {0})::integer + (extract(dow FROM date_trunc('year', {0}))::integer + {n}) % 7 + 6) / 7)",
}
NAMES: Final = {"month": "to_char({0}, 'FMMonth')", "weekday": "to_char({0}, 'FMDay')"}


@rule("FN415", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=(call("DATEPART"), call("DATENAME")))
def check(found: Call, context: Context) -> Hit | None:
    if in_computed_column(context):
        return None
    name, part = found.node.name.upper(), part_name(found)
    values = {"name": name, "part": part or (found.args[0].text if found.args else "")}
    at = moment(found.args[1], context) if len(found.args) == 2 else None
    if part not in FIELDS or at is None:
        return Hit(values=values, note="part", fix=Fix.NONE)
    named, shift = name == "DATENAME", SUNDAY - first_day(found.part.first, context)
    own = SHIFTED[part].replace("{n}", str(shift)) if shift and part in SHIFTED else FIELDS[part]
    field = NAMES.get(part, own + "::text") if named else own
    times = field.count("{0}")
    text = field.replace("{0}", at)
    replace = [(found, text, *(places(at, found.args[1]) * times))]
    if named and part in NAMES:
        return Hit(replace=replace, values=values, note="language", fix=Fix.REVIEW)
    return Hit(replace=replace, values=values)
