"""a quotient of decimals has {scale} places

SQL Server cuts the quotient of exact numbers to the places of its type ("Precision, scale, and length"); PostgreSQL goes
on to twenty digits. Where a cast or ROUND cuts it anyway nothing is written.

```zh
小数相除的商有 {scale} 位小数
SQL Server 按结果类型的小数位数截断商；PostgreSQL 会算到约二十位。外层已有类型转换或 ROUND 时不作改动。
```
```setup
CREATE TABLE bill (id INT NOT NULL, qty INT NOT NULL, fee NUMERIC(8,2) NOT NULL);
INSERT INTO bill VALUES (1, 3, 10.00), (2, 7, 20.00);
```
```sqlserver
SELECT 2 / 3.0, b.fee / b.qty, ROUND(b.fee / b.qty, 2), CAST(b.fee / b.qty AS NUMERIC(8,2)), b.fee / b.qty * 100 FROM bill b WHERE b.id = 1
```
```postgres
SELECT trunc(2 / 3.0, 6), trunc(b.fee / b.qty, 13), ROUND(b.fee / b.qty, 2), CAST(b.fee / b.qty AS NUMERIC(8,2)), trunc(b.fee / b.qty, 13) * 100 FROM bill b WHERE b.id = 1
```
```rows
0.666666 | 3.3333333333333 | 3.33 | 3.33 | 333.3333333333300
```
```sqlserver
SELECT SUM(b.fee) / COUNT(*), (SELECT MAX(c.fee) / 3 -- third
 FROM bill c) FROM bill b GROUP BY b.qty HAVING SUM(b.fee) / 3 > 6 UNION ALL SELECT 1.0 / 3, 1
```
```postgres
SELECT trunc(SUM(b.fee) / COUNT(*), 6), (SELECT trunc(MAX(c.fee) / 3, 6) -- third
 FROM bill c) FROM bill b GROUP BY b.qty HAVING trunc(SUM(b.fee) / 3, 6) > 6 UNION ALL SELECT trunc(1.0 / 3, 6), 1
```
```rows
20.000000 | 6.666666
0.333333 | 1
```
```quiet
SELECT b.id / b.qty, b.id / CAST(3 AS FLOAT), ROUND(1.0 / 3, 2), CAST((b.fee / 7) AS DECIMAL(5,2)), CONVERT(INT, b.fee / 7) FROM bill b
```
"""

from typing import Final

from sqlglot import exp

from dbmigrate.catalog.values import SqlType
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import operator, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import in_computed_column, whole
from dbmigrate.types.sqlserver import arithmetic, digits, plain
from dbmigrate.types.values import Kind, Type

INTEGERS: Final = frozenset({"BIGINT", "INT", "SMALLINT", "TINYINT", "BIT"})


@rule("OP218", source="sqlserver", severity=Severity.DIFFERS, fix=Fix.SAFE, on=operator("div"))
def check(found: Expr, context: Context) -> Hit | None:
    if in_computed_column(context):
        return None
    left, right = context.types.of(found.left), context.types.of(found.right)
    a, b = operand_type(found.left, left, right), operand_type(found.right, right, left)
    if a is None or b is None or (a.keyword in INTEGERS and b.keyword in INTEGERS):
        return None
    result, _ = arithmetic("div", a, b)
    places = digits(result)[1] if result is not None else 0
    if not places or is_cut(found, places, context):
        return None
    return Hit(
        replace=[(found.part.before, "trunc("), (found.part.after, f", {places})")], values={"scale": str(places)}
    )


def operand_type(side: Expr, given: Type, other: Type) -> SqlType | None:
    """An integer constant beside a decimal has as many digits as are written."""
    if given.kind is not Kind.NUMBER or given.sql is None:
        return None
    number = whole(side.node)
    if number is not None and other.sql is not None and plain(other.sql).keyword == "DECIMAL":
        return SqlType("DECIMAL", (str(len(str(abs(number)))), "0"))
    return plain(given.sql)


def is_cut(found: Expr, places: int, context: Context) -> bool:
    """ROUND, or a cast to a number with no more places, stands around it: cutting first changes nothing."""
    node = found.node
    above = node.parent
    while isinstance(above, exp.Paren):
        node, above = above, above.parent
    if isinstance(above, exp.Anonymous) and above.name.upper() == "ROUND" and above.expressions[0] is node:
        rounded = whole(above.expressions[1]) if len(above.expressions) > 1 else None
        return rounded is not None and rounded <= places
    if isinstance(above, exp.Anonymous) and above.name.upper() in ("FLOOR", "CEILING", "STR"):
        return True
    if not isinstance(above, (exp.Cast, exp.Convert, exp.TryCast)):
        return False
    to = context.types.of(found.view(above))
    return to.kind is Kind.NUMBER and to.sql is not None and digits(plain(to.sql))[1] <= places
