"""WAITFOR DELAY

PostgreSQL waits by a function.

```zh
WAITFOR DELAY 等待语句
PostgreSQL 用函数实现等待。
```
```sqlserver
WAITFOR DELAY '00:00:00.01'
```
```postgres
SELECT pg_sleep_for('00:00:00.01')
```
```refused 42601
```
```quiet
SELECT 1 AS waitfor
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.ddl.idle_statement import is_inside
from dbmigrate.rules.scripts.decided_guard import in_block
from dbmigrate.syntax.ddl.nodes import Environment


@rule("SE222", source="sqlserver", severity=Severity.REFUSED, on=node(Environment))
def check(statement: Environment, context: Context) -> Hit | None:
    if statement.kind != "wait" or statement.value is None or is_inside(context):
        return None
    word = "PERFORM" if in_block(context) else "SELECT"
    return Hit(replace=[(statement, f"{word} pg_sleep_for({{}})", statement.value)])
