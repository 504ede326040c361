"""`*` of groups in EXISTS

SQL Server does not look at the list of a query in EXISTS, where `*` may then stand beside GROUP BY. PostgreSQL asks for columns
that are grouped.

```zh
EXISTS 中分组查询的 `*`
SQL Server 不检查 EXISTS 子查询的列表，`*` 可与 GROUP BY 并用；PostgreSQL 要求列已分组。
```
```setup
CREATE TABLE visit (id INTEGER, bed INTEGER);
INSERT INTO visit (id, bed) VALUES (1, 7);
INSERT INTO visit (id, bed) VALUES (2, 7);
```
```sqlserver
SELECT 'twice' WHERE EXISTS (SELECT * FROM visit GROUP BY bed HAVING COUNT(*) > 1) UNION ALL SELECT 'never' WHERE EXISTS (SELECT v.* FROM visit v HAVING COUNT(*) > 2)
```
```postgres
SELECT 'twice' WHERE EXISTS (SELECT 1 FROM visit GROUP BY bed HAVING COUNT(*) > 1) UNION ALL SELECT 'never' WHERE EXISTS (SELECT 1 FROM visit v HAVING COUNT(*) > 2)
```
```rows
twice
```
```refused 42803
```
```sqlserver
CREATE PROCEDURE f_twice @n INTEGER OUTPUT AS
BEGIN
  SET @n = 0
  IF EXISTS (SELECT * -- all of them
    FROM visit GROUP BY bed HAVING COUNT(*) > 1) SET @n = 1
END
```
```then
CALL f_twice(NULL)
```
```rows
1
```
```refused 42803
```
```quiet
SELECT 1 WHERE EXISTS (SELECT * FROM visit) OR EXISTS (SELECT bed FROM visit GROUP BY bed)
```
"""

from sqlglot import exp

from dbmigrate.engine.contract import rule, syntax
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity


@rule("SE234", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=syntax("exists"))
def check(found: Expr) -> Hit | None:
    query = found.node.this
    if not isinstance(query, exp.Select) or not (query.args.get("group") or query.args.get("having")):
        return None
    items = query.expressions
    return Hit(replace=[(found.view(items[0]), "1")]) if len(items) == 1 and items[0].is_star else None
