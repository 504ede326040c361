"""INSERT without INTO

SQL Server lets the word INTO out; PostgreSQL asks for it.

```zh
INSERT 省略了 INTO
SQL Server 允许省略 INTO，PostgreSQL 必须写出。
```
```setup
CREATE TABLE visit (id INTEGER);
```
```sqlserver
INSERT visit VALUES (7)
```
```postgres
INSERT INTO visit VALUES (7)
```
```then
SELECT id FROM visit
```
```rows
7
```
```refused 42601
```
```sqlserver
INSERT visit (id) SELECT 8 AS id
```
```postgres
INSERT INTO visit (id) SELECT 8 AS id
```
```refused 42601
```
```sqlserver
WITH w AS (SELECT 7 AS n)
INSERT visit (id) SELECT n FROM w
```
```postgres
WITH w AS (SELECT 7 AS n)
INSERT INTO visit (id) SELECT n FROM w
```
```quiet
INSERT INTO visit VALUES (7)
```
"""

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import Dml


@rule("DM200", source="sqlserver", severity=Severity.REFUSED, on=node(Dml))
def check(statement: Dml) -> Hit | None:
    lexed, k = statement.lexed, statement.part.first
    if lexed.words[k] == "WITH":
        around, own = lexed.brackets.around, range(k, statement.part.last)
        k = next((j for j in own if lexed.words[j] == "INSERT" and around[j] == around[k]), k)
    if lexed.words[k] != "INSERT" or lexed.words[k + 1] in ("INTO", "TOP"):
        return None
    return Hit(replace=[(Part(k, k).after, " INTO")])
