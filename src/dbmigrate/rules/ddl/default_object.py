"""a {kind} object

CREATE DEFAULT and CREATE RULE make objects that are bound to columns later. The target has none: the value belongs into
the column's default, the condition into a check constraint. A constant or a plain condition is
written where sp_bindefault or sp_bindrule binds it.

```zh
{kind} 对象
CREATE DEFAULT 与 CREATE RULE 创建的对象随后绑定到列。目标库没有此类对象，应写为列默认值或检查约束。常量与简单条件会写在 sp_bindefault、sp_bindrule 绑定之处。
```
```sqlserver
CREATE DEFAULT df_zero AS 0
```
```postgres
-- CREATE DEFAULT df_zero AS 0
```
```refused 42601
```
```sqlserver
CREATE DEFAULT df_today AS getdate()
```
```postgres
-- dbmigrate DD255 1: a default object
-- CREATE DEFAULT df_today AS getdate()
```
```refused 42601
```
```quiet
CREATE TABLE visit (id INT DEFAULT 0)
```
"""

from dbmigrate.catalog.elements import constant_text, plain_condition
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.idle_statement import comment_marks
from dbmigrate.syntax.ddl.nodes import CreateDefault


@rule("DD255", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(CreateDefault))
def check(made: CreateDefault, context: Context) -> Hit:
    read = constant_text if made.kind == "default" else plain_condition
    written = read(made.value)  # by bound-default and bound-rule
    fix = Fix.SAFE if written else Fix.REVIEW
    return Hit(replace=comment_marks(made, context), values={"kind": made.kind}, fix=fix)
