"""a number of days is added to a date

SQL Server adds a number to DATETIME as days, with fractions; PostgreSQL asks for an interval. A difference or sum of two
moments is a moment again in SQL Server, counted from 1900; PostgreSQL answers with an interval or refuses it.

```zh
日期加减天数
SQL Server 的 DATETIME 可直接加减以天为单位的数字（含小数）；PostgreSQL 须用时间间隔。两个时刻相减或相加在 SQL Server 仍得到从 1900 年起计的时刻，PostgreSQL 得到时间间隔或报错。
```
```setup
CREATE DOMAIN datetime AS timestamp(3);
CREATE TABLE visit (id INT NOT NULL, at DATETIME);
INSERT INTO visit VALUES (2, '2020-01-02 12:00');
```
```sqlserver
SELECT v.at + 1, v.at - v.id, v.at + 0.5 FROM visit v
```
```postgres
SELECT v.at + interval '1 day', v.at - v.id * interval '1 day', v.at + 0.5 * interval '1 day' FROM visit v
```
```rows
2020-01-03 12:00:00 | 2019-12-31 12:00:00 | 2020-01-03 00:00:00
```
```refused 42883
```
```sqlserver
SELECT v.at - v.at FROM visit v
```
```postgres
SELECT timestamp '1900-01-01' + (v.at - v.at) FROM visit v
```
```rows
1900-01-01 00:00:00
```
```sqlserver
SELECT v.at + v.at FROM visit v WHERE v.id = 3
```
```postgres
SELECT v.at + (v.at - timestamp '1900-01-01') FROM visit v WHERE v.id = 3
```
```refused 42883
```
```quiet
SELECT v.id - 1 FROM visit v
```
"""

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import operator, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import bracketed, in_computed_column, operand, type_of, whole
from dbmigrate.rules.functions.placing import WRITTEN_BEFORE, around


@rule("OP211", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=(operator("add"), operator("sub")), after=WRITTEN_BEFORE)
def check(found: Expr, context: Context) -> Hit | None:
    if in_computed_column(context):
        return None
    a, b = type_of(found.left, context), type_of(found.right, context)
    if a.is_moment and b.is_moment:
        return of_two_moments(found)
    for at, days, side in ((a, b, found.right), (b, a, found.left)):
        if at.is_moment and days.is_number:
            n = whole(side.node)
            if n is not None and n >= 0:
                return Hit(replace=[(side, f"interval '{n} day{'' if n == 1 else 's'}'")])
            return Hit(replace=around(side, f"{operand(side)} * interval '1 day'"))
    return None


def of_two_moments(found: Expr) -> Hit:
    if isinstance(found.node, exp.Sub):
        text = bracketed(found, "timestamp '1900-01-01' + ({} - {})")
        return Hit(replace=[(found, text, found.left, found.right)], severity=Severity.DIFFERS)
    return Hit(replace=around(found.right, "({} - timestamp '1900-01-01')"))
