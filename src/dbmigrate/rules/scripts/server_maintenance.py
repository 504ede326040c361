"""{command}: upkeep of the source server

Checks, backups, plans and statistics of SQL Server have no counterpart in a script for the target: its server takes
care of them by jobs of its own. The statement stays as a comment.

```zh
{command}：源服务器的维护语句
SQL Server 的检查、备份、计划与统计信息维护在目标库脚本中没有对应语句，由目标服务器自身的任务完成。该语句保留为注释。
```
```sqlserver
DBCC CHECKDB
```
```postgres
-- DBCC CHECKDB
```
```sqlserver
UPDATE STATISTICS visit
```
```postgres
-- UPDATE STATISTICS visit
```
```sqlserver
RESTORE DATABASE his FROM DISK = 'his.bak'
```
```postgres
-- dbmigrate SE203 1: RESTORE: upkeep of the source server (the data of the backup are not taken over)
-- RESTORE DATABASE his FROM DISK = 'his.bak'
```
```refused 42601
```
```quiet
SELECT 1 AS checkpoint
```
```notes
data | the data of the backup are not taken over | 备份中的数据不会被迁移
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.idle_statement import comment_marks
from dbmigrate.syntax.ddl.nodes import Environment


@rule("SE203", source="sqlserver", severity=Severity.NOTE, on=node(Environment))
def check(statement: Environment, context: Context) -> Hit | None:
    command = statement.words()[0]
    if statement.kind != "maintenance" and command != "UPDATE STATISTICS":
        return None
    replace, values = comment_marks(statement, context), {"command": command}
    if command == "RESTORE":
        return Hit(replace=replace, values=values, note="data", severity=Severity.REFUSED, fix=Fix.REVIEW)
    return Hit(replace=replace, values=values)
