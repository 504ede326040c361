"""NULL comes first in SQL Server's order

SQL Server takes NULL for the lowest value, PostgreSQL for the highest ("ORDER BY Clause"). Where the expression may be
NULL its place is written.

```zh
SQL Server 排序时 NULL 最小
SQL Server 把 NULL 视为最小值，PostgreSQL 视为最大值。表达式可能为 NULL 时写明其位置。
```
```setup
CREATE TABLE visit (id INT NOT NULL, fee INT);
INSERT INTO visit VALUES (1, 30), (2, NULL);
CREATE TABLE ward (id INT NOT NULL);
```
```sqlserver
SELECT v.id FROM visit v ORDER BY v.fee, v.id
```
```postgres
SELECT v.id FROM visit v ORDER BY v.fee NULLS FIRST, v.id
```
```rows
2
1
```
```sqlserver
SELECT v.id, row_number() OVER (ORDER BY v.fee DESC) FROM visit v ORDER BY v.id ASC
```
```postgres
SELECT v.id, row_number() OVER (ORDER BY v.fee DESC NULLS LAST) FROM visit v ORDER BY v.id ASC
```
```rows
1 | 1
2 | 2
```
```sqlserver
SELECT v.id FROM visit v LEFT JOIN ward w ON w.id = v.fee - 29 UNION ALL SELECT v.fee FROM visit v ORDER BY 1
```
```postgres
SELECT v.id FROM visit v LEFT JOIN ward w ON w.id = v.fee - 29 UNION ALL SELECT v.fee FROM visit v ORDER BY 1 NULLS FIRST
```
```rows
NULL
1
2
30
```
```sqlserver
SELECT v.id, SUM(v.id) FROM visit v GROUP BY ROLLUP (v.id) ORDER BY v.id
```
```postgres
SELECT v.id, SUM(v.id) FROM visit v GROUP BY ROLLUP (v.id) ORDER BY v.id NULLS FIRST
```
```rows
NULL | 3
1 | 1
2 | 2
```
```quiet
SELECT v.id AS n, count(*) FROM visit v WHERE v.id > 0 GROUP BY v.id ORDER BY n, v.id DESC, count(*), 1
```
"""


from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import ORDERED, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.queries.nullability import may_be_null


@rule("QY204", source="sqlserver", severity=Severity.DIFFERS, fix=Fix.SAFE, on=ORDERED)
def check(item: Expr, context: Context) -> Hit | None:
    expression = item.node.this
    if not may_be_null(expression, context):
        return None
    part = item.view(expression).part
    word = item.lexed.words[part.last + 1]
    end = type(part)(part.first, part.last + (word in ("ASC", "DESC")))
    return Hit(replace=[(end.after, " NULLS LAST" if word == "DESC" else " NULLS FIRST")])
