"""DATEADD({part}, ..) moves a date

The target adds an interval. Months are cut at the end of the shorter month in both databases; a fraction of the number
is cut off in SQL Server. A DATETIME keeps 1/300 of a second.

```zh
DATEADD({part}, ..) 移动日期
目标库使用加时间间隔的写法。两库遇较短的月份都取月末；SQL Server 会截去数量的小数部分。DATETIME 精度为 1/300 秒。
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
SELECT DATEADD(ms, 5, v.at), DATEADD(ms, -3, DATEADD(dd, 1, '2024-01-31')) FROM visit v
```
```postgres
SELECT dbmigrate.datetime_ticks(v.at + interval '5 milliseconds'), ('2024-01-31'::timestamp + interval '1 day') - interval '3 milliseconds' FROM visit v
```
```rows
2024-01-31 10:00:00.007 | 2024-01-31 23:59:59.997
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

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call, Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.moments import moment, part_name, places
from dbmigrate.rules.functions.operands import (
    bracketed,
    constant,
    in_computed_column,
    kind,
    operand,
    type_of,
    whole,
)
from dbmigrate.rules.functions.sqlserver_conversions import keyword_of
from dbmigrate.types.values import Kind

MILLISECONDS: Final = frozenset({"ms", "millisecond", "mcs", "microsecond", "ns", "nanosecond"})
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
    held = places(start, found.args[2])
    if unit == "millisecond" and between_ticks(found.args[1], found.args[2], context):
        made = (found, f"dbmigrate.datetime_ticks({text})", *held, *amount)
        return Hit(replace=[made], values=values, helpers=("datetime_ticks",))
    days = kind(found.args[2], context) is Kind.DAY
    text = f"({text})::date" if days else bracketed(found, text)
    return Hit(replace=[(found, text, *held, *amount)], values=values)


def between_ticks(amount: Expr, start: Expr, context: Context) -> bool:
    """DATETIME keeps .000, .003, .007: whole seconds and so many milliseconds more or less need no rounding."""
    if keyword_of(type_of(start, context)) != "DATETIME" and not type_of(start, context).is_text:
        return False
    n = whole(amount.node)
    return n is None or abs(n) % 10 not in (0, 3, 7) or not is_whole_second(start.node)


def is_whole_second(node: exp.Expr) -> bool:
    """A DATEADD of larger parts to one of the day's beginnings."""
    if isinstance(node, exp.Paren):
        return is_whole_second(node.this)
    if isinstance(node, exp.Anonymous) and node.name.upper() == "DATEADD" and len(node.expressions) == 3:
        part, _, start = node.expressions
        return part.name.lower() not in MILLISECONDS and is_whole_second(start)
    text = constant(node)
    return "." not in text if text is not None else whole(node) is not None


def moved(amount: Expr, size: int, unit: str, context: Context) -> tuple[str, tuple[Expr, ...]]:
    """`+ interval '3 months'`, or `+ n * interval '1 month'` with the place of n."""
    n = whole(amount.node)
    if n is not None:
        size *= abs(n)
        return f"{'-' if n < 0 else '+'} interval '{size} {unit}{'' if size == 1 else 's'}'", ()
    each = f"interval '{size} {unit}{'' if size == 1 else 's'}'"
    number = operand(amount) if type_of(amount, context).is_whole else "trunc({})"
    return f"+ {number} * {each}", (amount,)
