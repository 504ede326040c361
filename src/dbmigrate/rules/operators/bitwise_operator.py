"""operators on bits

`^` is the exclusive OR in SQL Server and the power in PostgreSQL, where `#` is the exclusive OR. SQL Server works out
`& | ^` and `+ -` from the left to the right ("Operator precedence"), PostgreSQL adds first.

```zh
位运算符
SQL Server 的 ^ 是异或，PostgreSQL 的 ^ 是乘方，异或为 #。SQL Server 中 & | ^ 与 + - 同级、从左到右计算；PostgreSQL 先做加减。
```
```setup
CREATE TABLE visit (a INT NOT NULL, b INT NOT NULL);
INSERT INTO visit VALUES (6, 3);
```
```sqlserver
SELECT v.a ^ v.b, v.a & v.b + 1, 1 + v.a & v.b FROM visit v
```
```postgres
SELECT v.a # v.b, (v.a & v.b) + 1, 1 + v.a & v.b FROM visit v
```
```rows
5 | 3 | 3
```
```quiet
SELECT v.a & v.b, v.a | (v.b + 1) FROM visit v
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.engine.contract import operator, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity


@rule(
    "OP214",
    source="sqlserver",
    severity=Severity.DIFFERS,
    fix=Fix.SAFE,
    on=(operator("bitwisexor"), operator("bitwiseand"), operator("bitwiseor")),
)
def check(found: Expr) -> Hit | None:
    replace: list[tuple[Any, ...]] = []
    if isinstance(found.node, exp.BitwiseXor):
        replace.append((found.operator, "#"))
    leaf = found.node.expression
    while isinstance(leaf, (exp.Add, exp.Sub)):
        leaf = leaf.this
    if leaf is not found.node.expression:
        replace += [(found.left.part.before, "("), (found.view(leaf).part.after, ")")]
    return Hit(replace=replace) if replace else None
