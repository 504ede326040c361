"""`~` of a bit

In SQL Server `~` of a bit is the other bit ("~ (Bitwise NOT)"). On the target a bit is a small integer, of which `~`
turns all the bits: 1 would become -2.

```zh
对 bit 取反
SQL Server 中 bit 的 ~ 是另一个位值。目标库的 bit 是小整数，~ 会翻转全部位：1 变为 -2。
```
```setup sqlserver
CREATE TABLE visit (id INT NOT NULL, closed BIT);
INSERT INTO visit VALUES (1, 1), (2, 0), (3, NULL);
```
```sqlserver
SELECT ~v.closed, ~v.id FROM visit v ORDER BY v.id
```
```postgres
SELECT (1 - v.closed), ~v.id FROM visit v ORDER BY v.id
```
```rows
0 | -2
1 | -3
NULL | -4
```
```quiet
SELECT ~v.id, ~(v.closed + 1) FROM visit v
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import operator, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import operand, type_of


@rule("OP216", source="sqlserver", severity=Severity.DIFFERS, fix=Fix.SAFE, on=operator("bitwisenot"))
def check(found: Expr, context: Context) -> Hit | None:
    value = found.view(found.node.this)
    given = type_of(value, context)
    if given.sql is None or given.sql.keyword != "BIT":
        return None
    return Hit(replace=[(found, f"(1 - {operand(value)})", value)])
