"""{command} takes the rights of another user

EXECUTE AS and SETUSER run what follows with the rights of another user or login, until REVERT. The target's roles are not
those of SQL Server; what follows runs with the rights of whoever loads it.

```zh
{command} 切换为其他用户的权限
EXECUTE AS、SETUSER 使后续语句以其他用户或登录名的权限执行，直至 REVERT。目标库没有这些用户，后续语句以装载者的权限执行。
```
```sqlserver
EXECUTE AS USER = 'nurse'
```
```postgres
-- dbmigrate DD242 1: EXECUTE AS takes the rights of another user
-- EXECUTE AS USER = 'nurse'
```
```refused 42601
```
```sqlserver
REVERT
```
```postgres
-- REVERT
```
```refused 42601
```
```quiet
SET NOCOUNT ON
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.idle_statement import comment_marks
from dbmigrate.syntax.ddl.nodes import Environment

COMMANDS: Final = {"EXECUTE": "EXECUTE AS", "EXEC": "EXECUTE AS", "SETUSER": "SETUSER", "REVERT": "REVERT"}


@rule("DD242", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(Environment))
def check(statement: Environment, context: Context) -> Hit | None:
    command = COMMANDS.get(statement.words()[0], "")
    if statement.kind != "session" or not command:
        return None
    fix = Fix.SAFE if command == "REVERT" else Fix.REVIEW
    return Hit(replace=comment_marks(statement, context), values={"command": command}, fix=fix)
