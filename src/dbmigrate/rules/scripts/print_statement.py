"""PRINT tells the person at the screen how far the script is

The message belongs to the client that runs the script. psql shows what it runs by itself; the line stays as a comment,
since a block that raises a notice for each of them would bury the messages that matter.

```zh
PRINT 向执行脚本的人显示进度
该消息只给运行脚本的客户端看。psql 自身会显示执行情况；若每条都改为 NOTICE 会淹没重要信息，因此保留为注释。
```
```sqlserver
PRINT 'the ward tables are made'
```
```postgres
-- PRINT 'the ward tables are made'
```
```sqlserver
PRINT 'version ' + @@VERSION;
```
```postgres
-- PRINT 'version ' + @@VERSION;
```
```quiet
SELECT 1 AS print
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.ddl.idle_statement import comment_marks
from dbmigrate.syntax.ddl.nodes import Environment


@rule("SE200", source="sqlserver", severity=Severity.NOTE, on=node(Environment))
def check(statement: Environment, context: Context) -> Hit | None:
    return Hit(replace=comment_marks(statement, context)) if statement.kind == "print" else None
