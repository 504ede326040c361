"""IF around statements that are left out

Nothing stays of the body, so the condition goes with it.

```zh
IF 的主体全部被注释
主体中没有留下任何语句，因此条件一并注释。
```
```sqlserver
IF DB_ID('his') IS NULL PRINT 'no database'
```
```postgres
-- IF DB_ID('his') IS NULL PRINT 'no database'
```
```quiet
DROP TABLE visit
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Hit, Severity
from dbmigrate.rules.ddl.idle_statement import is_left_out
from dbmigrate.rules.scripts.client_check import asked
from dbmigrate.rules.scripts.decided_guard import decided
from dbmigrate.rules.scripts.error_handling import is_error_handling
from dbmigrate.syntax.ddl.nodes import Guard


@rule("SE208", source="sqlserver", severity=Severity.NOTE, on=node(Guard))
def check(guard: Guard, context: Context) -> Hit | None:
    if context.above(Guard) is not None or not is_left_out(guard) or is_error_handling(guard):
        return None
    if decided(guard, context) is not None or asked(guard, context):
        return None
    return Hit(replace=[(guard, COMMENT_OUT)])
