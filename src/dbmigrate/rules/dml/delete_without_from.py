"""DELETE without FROM

SQL Server lets the word FROM in front of the table out; PostgreSQL asks for it.

```zh
DELETE 省略了 FROM
SQL Server 允许省略表名前的 FROM，PostgreSQL 必须写出。
```
```setup
CREATE TABLE visit (id INTEGER);
INSERT INTO visit VALUES (1), (2);
```
```sqlserver
DELETE visit WHERE id = 1
```
```postgres
DELETE FROM visit WHERE id = 1
```
```then
SELECT id FROM visit
```
```rows
2
```
```refused 42601
```
```quiet
DELETE FROM visit WHERE id = 1
```
"""

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import Dml


@rule("DM201", source="sqlserver", severity=Severity.REFUSED, on=node(Dml))
def check(statement: Dml) -> Hit | None:
    lexed, k = statement.lexed, statement.part.first
    words, around = lexed.words, lexed.brackets.around
    if words[k] != "DELETE" or words[k + 1] in ("FROM", "TOP"):
        return None
    if any(words[i] == "FROM" and around[i] is around[k] for i in range(k + 2, statement.part.last + 1)):
        return None  # the first name is that of a FROM item: another statement
    return Hit(replace=[(Part(k, k).after, " FROM")])
