"""RANGE of days in a window over dates

A number in RANGE counts days where the window is ordered by a date. PostgreSQL wants an interval there.

```zh
按日期排序的窗口使用 RANGE 天数
窗口按日期排序时，Oracle 的 RANGE 数字表示天数；PostgreSQL 要求写时间间隔。
```
```setup oracle
CREATE TABLE visit (id NUMBER(4), at DATE, fee NUMBER(8,2));
INSERT INTO visit VALUES (1, DATE '2024-05-01', 10);
INSERT INTO visit VALUES (2, DATE '2024-05-06', 20);
INSERT INTO visit VALUES (3, DATE '2024-05-20', 40);
```
```oracle
SELECT id, SUM(fee) OVER (ORDER BY at RANGE BETWEEN 7 PRECEDING AND CURRENT ROW) FROM visit ORDER BY id
```
```postgres
SELECT id, SUM(fee) OVER (ORDER BY at RANGE BETWEEN interval '7 days' PRECEDING AND CURRENT ROW) FROM visit ORDER BY id
```
```rows
1 | 10.00
2 | 30.00
3 | 40.00
```
```refused 0A000
```
```oracle
SELECT MAX(x.n) FROM (SELECT COUNT(*) OVER (ORDER BY v.at DESC RANGE BETWEEN 0.5 PRECEDING -- half a day
AND 10 + 4 FOLLOWING) AS n FROM visit v) x UNION SELECT COUNT(*) OVER (ORDER BY at RANGE 1 PRECEDING) FROM visit WHERE id < 0
```
```postgres
SELECT MAX(x.n) FROM (SELECT COUNT(*) OVER (ORDER BY v.at DESC RANGE BETWEEN (0.5) * interval '1 day' PRECEDING -- half a day
AND (10 + 4) * interval '1 day' FOLLOWING) AS n FROM visit v) x UNION SELECT COUNT(*) OVER (ORDER BY at RANGE interval '1 days' PRECEDING) FROM visit WHERE id < 0
```
```rows
2
```
```refused 0A000
```
```quiet
SELECT SUM(v.fee) OVER (ORDER BY v.id RANGE 5 PRECEDING), COUNT(*) OVER (ORDER BY v.at ROWS 5 PRECEDING), COUNT(*) OVER (ORDER BY v.at RANGE INTERVAL '5' DAY PRECEDING) FROM visit v
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import ORDERED, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.operands import whole
from dbmigrate.types.values import Kind


@rule("QY034", source="oracle", severity=Severity.REFUSED, on=ORDERED)
def check(found: Expr, context: Context) -> Hit | None:
    window = found.parent.parent if found.parent is not None else None
    spec = window.args.get("spec") if isinstance(window, exp.Window) else None
    if spec is None or spec.args.get("kind") != "RANGE" or not context.types.of(found).is_moment:
        return None
    replace: list[tuple[Any, ...]] = []
    for side in ("start", "end"):
        value = spec.args.get(side)
        if not isinstance(value, exp.Expr) or context.types.of(found.view(value)).kind is Kind.INTERVAL:
            continue
        days, bound = whole(value), found.view(value)
        if days is not None:
            replace.append((bound, f"interval '{days} days'"))
        else:
            replace.append((bound, "({}) * interval '1 day'", bound))
    return Hit(replace=replace) if replace else None
