"""RAISERROR of severity {severity} only informs

Up to severity 10 the message goes to the client and nothing is stopped. It stays as a comment, as PRINT does.

```zh
严重级别 {severity} 的 RAISERROR 仅为提示
级别不高于 10 时只向客户端发送消息，不会中断执行。与 PRINT 一样保留为注释。
```
```sqlserver
RAISERROR('now at the inserts', 1, 1) WITH NOWAIT
```
```postgres
-- RAISERROR('now at the inserts', 1, 1) WITH NOWAIT
```
```quiet
SELECT 1 AS raiserror
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.ddl.idle_statement import comment_marks
from dbmigrate.syntax.ddl.nodes import Environment


@rule("SE206", source="sqlserver", severity=Severity.NOTE, on=node(Environment))
def check(statement: Environment, context: Context) -> Hit | None:
    if statement.kind != "message":
        return None
    return Hit(replace=comment_marks(statement, context), values={"severity": statement.setting})
