"""a {kind} object

CREATE DEFAULT and CREATE RULE make objects that are bound to columns later. The target has none: the value belongs into
the column's default, the condition into a check constraint.

```zh
{kind} 对象
CREATE DEFAULT 与 CREATE RULE 创建的对象随后绑定到列。目标库没有此类对象，应写为列默认值或检查约束。
```
```sqlserver
CREATE DEFAULT df_zero AS 0
```
```postgres
-- dbmigrate DD255 1: a default object
-- CREATE DEFAULT df_zero AS 0
```
```refused 42601
```
```quiet
CREATE TABLE visit (id INT DEFAULT 0)
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.idle_statement import comment_marks
from dbmigrate.syntax.ddl.nodes import CreateDefault


@rule("DD255", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(CreateDefault))
def check(made: CreateDefault, context: Context) -> Hit:
    return Hit(replace=comment_marks(made, context), values={"kind": made.kind}, fix=Fix.REVIEW)
