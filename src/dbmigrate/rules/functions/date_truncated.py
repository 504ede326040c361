"""TRUNC of a date

`TRUNC` cuts a date down to the day, or to what the format model says. The target's `trunc` is for numbers; its
`date_trunc` is for moments. A week (`D`, `DAY`, `DY`) begins on Sunday here, as in Oracle with the territories AMERICA
and CHINA.

```zh
日期的 TRUNC
`TRUNC` 把日期截断到日或格式指定的单位。目标库的 `trunc` 只用于数值，日期用 `date_trunc`。`D`、`DAY`、`DY` 的一周从星期日开始，与 Oracle 的 AMERICA、CHINA 区域设置一致。
```
```setup oracle
CREATE TABLE visit (id NUMBER(9), at DATE);
INSERT INTO visit VALUES (1, TO_DATE('2024-05-16 13:14:15', 'YYYY-MM-DD HH24:MI:SS'));
```
```oracle
SELECT TRUNC(at), TRUNC(at, 'mm'), trunc(at, 'YYYY'), TRUNC(at, 'Q'), TRUNC(at, 'HH24') FROM visit
```
```postgres
SELECT date_trunc('day', at), date_trunc('month', at), date_trunc('year', at), date_trunc('quarter', at), date_trunc('hour', at) FROM visit
```
```rows
2024-05-16 00:00:00 | 2024-05-01 00:00:00 | 2024-01-01 00:00:00 | 2024-04-01 00:00:00 | 2024-05-16 13:00:00
```
```refused 42883
```
```oracle
SELECT TRUNC(at, 'IW'), TRUNC(at, 'D'), TRUNC(at, 'WW'), TRUNC(at, 'W') FROM visit
```
```postgres
SELECT date_trunc('week', at), dbmigrate.trunc(at, 'D'), dbmigrate.trunc(at, 'WW'), dbmigrate.trunc(at, 'W') FROM visit
```
```rows
2024-05-13 00:00:00 | 2024-05-12 00:00:00 | 2024-05-13 00:00:00 | 2024-05-15 00:00:00
```
```refused 42883
```
```oracle
SELECT id FROM visit WHERE TRUNC(at) = TRUNC(SYSDATE) UNION SELECT (SELECT COUNT(*) FROM visit v WHERE TRUNC( -- day
 v.at -- of the visit
 ) > v.at) FROM dual
```
```postgres
SELECT id FROM visit WHERE date_trunc('day', at) = date_trunc('day', date_trunc('second', clock_timestamp())::timestamp) UNION SELECT (SELECT COUNT(*) FROM visit v WHERE date_trunc('day', -- day
 v.at -- of the visit
) > v.at)
```
```rows
0
```
```quiet
SELECT TRUNC(v.id / 3.0) FROM visit v
```
"""

from typing import Final

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call, Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.operands import operand
from dbmigrate.types.values import Kind

# SQL Language Reference, "ROUND and TRUNC Date Functions"; the other models are in the runtime function.
UNITS: Final = {
    **dict.fromkeys(("CC", "SCC"), "century"),
    **dict.fromkeys(("SYYYY", "YYYY", "YEAR", "SYEAR", "YYY", "YY", "Y"), "year"),
    "Q": "quarter",
    **dict.fromkeys(("MONTH", "MON", "MM", "RM"), "month"),
    "IW": "week",
    **dict.fromkeys(("DDD", "DD", "J"), "day"),
    **dict.fromkeys(("HH", "HH12", "HH24"), "hour"),
    "MI": "minute",
}


@rule("FN300", source="oracle", severity=Severity.REFUSED, on=call("TRUNC"), unless="trunc_date")
def check(found: Call, context: Context) -> Hit | None:
    if len(found.args) not in (1, 2) or not context.types.of(found.args[0]).is_moment:
        return None
    unit = UNITS.get(model_of(found), "")
    if unit:
        return Hit(replace=[(found, f"date_trunc('{unit}', {moment(found.args[0], context)})", found.args[0])])
    template = f"dbmigrate.trunc({moment(found.args[0], context)}, {{}})"
    return Hit(replace=[(found, template, *found.args)], helpers=("trunc",))


def model_of(found: Call) -> str:
    """The format model in upper case, DD where none is written, "" where it is no constant."""
    if len(found.args) < 2:
        return "DD"
    node = found.args[1].node
    return node.this.upper() if isinstance(node, exp.Literal) and node.is_string else ""


def moment(value: Expr, context: Context) -> str:
    """The place of a value as a timestamp without a zone."""
    zoned = context.types.of(value).kind is Kind.ZONED
    return f"{operand(value)}::timestamp" if zoned else "{}"
