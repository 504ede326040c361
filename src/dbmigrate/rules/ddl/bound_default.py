"""sp_bindefault gives a column the default object {name}

The target has no default objects: the object's value belongs behind DEFAULT of the column.

```zh
sp_bindefault 绑定默认值对象 {name}
目标库没有默认值对象：其值应写在列的 DEFAULT 之后。
```
```setup
CREATE TABLE visit (id INT, state INT);
```
```sqlserver
EXEC sp_bindefault 'df_zero', 'visit.state'
```
```postgres
-- dbmigrate DD254 1: sp_bindefault gives a column the default object df_zero
-- EXEC sp_bindefault 'df_zero', 'visit.state'
```
```refused 42601
```
```quiet
EXEC sp_recompile 'visit'
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.idle_statement import comment_marks
from dbmigrate.rules.ddl.system_call import by_name
from dbmigrate.syntax.ddl.nodes import SystemCall


@rule("DD254", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(SystemCall))
def check(call: SystemCall, context: Context) -> Hit | None:
    if call.procedure.value.lower() != "sp_bindefault":
        return None
    name = by_name(call, ("defname", "objname", "futureonly")).get("defname", "")
    return Hit(replace=comment_marks(call, context), values={"name": name}, fix=Fix.REVIEW)
