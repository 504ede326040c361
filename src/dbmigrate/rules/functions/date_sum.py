"""DATEADD({part}, ..) moves a date

The target adds an interval. Months are cut at the end of the shorter month in both databases; a fraction of the number
is cut off in SQL Server.

```zh
DATEADD({part}, ..) 移动日期
目标库使用加时间间隔的写法。两库遇较短的月份都取月末；SQL Server 会截去数量的小数部分。
```
```setup
CREATE DOMAIN datetime AS timestamp(3);
CREATE TABLE visit (id INT NOT NULL, at DATETIME, born DATE);
INSERT INTO visit VALUES (2, '2024-01-31 10:00', '2024-01-31');
```
```sqlserver
SELECT DATEADD(month, 1, v.at), DATEADD(mi, v.id, v.at), DATEADD(qq, -1, '20240531') FROM visit v
```
```postgres
SELECT v.at + interval '1 month', v.at + v.id * interval '1 minute', '20240531'::timestamp - interval '3 months' FROM visit v
```
```rows
2024-02-29 10:00:00 | 2024-01-31 10:02:00 | 2024-02-29 00:00:00
```
```refused 42703
```
```sqlserver
SELECT DATEADD(day, 1, v.born), DATEADD(wk, v.id * 1.7, 0) FROM visit v WHERE v.at > DATEADD(hh, -v.id, v.at)
```
```postgres
SELECT (v.born + interval '1 day')::date, timestamp '1900-01-01' + trunc(v.id * 1.7) * interval '1 week' FROM visit v WHERE v.at > v.at + (-v.id) * interval '1 hour'
```
```rows
2024-02-01 | 1900-01-22 00:00:00
```
```refused 42703
```
```sqlserver
SELECT DATEADD(ns, 5, v.at) FROM visit v
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
from dbmigrate.rules.functions.operands import bracketed, in_computed_column, kind, operand, type_of, whole
from dbmigrate.types.values import Kind

UNITS: Final = {
    "quarter": (3, "month"),
    "dayofyear": (1, "day"),
    "weekday": (1, "day"),
    **{p: (1, p) for p in ("year", "month", "day", "week", "hour", "minute", "second", "millisecond", "microsecond")},
}


@rule("FN413", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=call("DATEADD"))
def check(found: Call, context: Context) -> Hit | None:
    if in_computed_column(context):
        return None
    part = part_name(found)
    values = {"part": part or (found.args[0].text if found.args else "")}
    start = moment(found.args[2], context) if len(found.args) == 3 else None
    if part not in UNITS or start is None:
        return Hit(values=values, note="part", fix=Fix.NONE)
    size, unit = UNITS[part]
    template, amount = moved(found.args[1], size, unit, context)
    text = f"{start} {template}"
    days = kind(found.args[2], context) is Kind.DAY
    text = f"({text})::date" if days else bracketed(found, text)
    return Hit(replace=[(found, text, *places(start, found.args[2]), *amount)], values=values)


def moved(amount: Expr, size: int, unit: str, context: Context) -> tuple[str, tuple[Expr, ...]]:
    """`+ interval '3 months'`, or `+ n * interval '1 month'` with the place of n."""
    n = whole(amount.node)
    if n is not None:
        size *= abs(n)
        return f"{'-' if n < 0 else '+'} interval '{size} {unit}{'' if size == 1 else 's'}'", ()
    each = f"interval '{size} {unit}{'' if size == 1 else 's'}'"
    number = operand(amount) if type_of(amount, context).is_whole else "trunc({})"
    return f"+ {number} * {each}", (amount,)
