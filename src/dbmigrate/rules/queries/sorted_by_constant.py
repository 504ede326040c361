"""ORDER BY a constant

Oracle sorts by nothing then. PostgreSQL refuses a text there; as the value of a sub-query it is taken.

```zh
按常量排序
Oracle 此时相当于不排序。PostgreSQL 拒绝文本常量，写成子查询的值则可以。
```
```setup oracle
CREATE TABLE bill (id NUMBER(4));
INSERT INTO bill VALUES (2);
INSERT INTO bill VALUES (1);
```
```oracle
SELECT id FROM bill ORDER BY 'x', id
```
```postgres
SELECT id FROM bill ORDER BY (SELECT 'x'), id
```
```rows
1
2
```
```refused 42601
```
```oracle
SELECT x.n FROM (SELECT ROW_NUMBER() OVER (ORDER BY -- any
'1') AS n FROM bill ORDER BY 'a' DESC) x UNION SELECT id FROM bill ORDER BY 1
```
```postgres
SELECT x.n FROM (SELECT ROW_NUMBER() OVER (ORDER BY -- any
'1') AS n FROM bill ORDER BY (SELECT 'a') DESC) x UNION SELECT id FROM bill ORDER BY 1
```
```rows
1
2
```
```refused 42601
```
```quiet
SELECT b.id, ROW_NUMBER() OVER (ORDER BY 'x') FROM bill b ORDER BY 1, NVL(b.id, 0)
```
"""

from sqlglot import exp

from dbmigrate.engine.contract import ORDERED, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity


@rule("QY027", source="oracle", severity=Severity.REFUSED, on=ORDERED)
def check(found: Expr) -> Hit | None:
    value, order = found.node.this, found.parent
    if not isinstance(value, exp.Literal) or not value.is_string or order is None:
        return None
    if not isinstance(order.parent, exp.Select):
        return None  # of a window: taken as it is
    part = found.view(value).part
    return Hit(replace=[(part.before, "(SELECT "), (part.after, ")")])
