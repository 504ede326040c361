"""a column that is masked or encrypted

SQL Server hides the values from users without the right to see them. The target's table stores them in the open; a view
or the target's own means must protect them.

```zh
脱敏或加密列
SQL Server 对无权限用户隐藏列值；目标表按明文存储，须用视图或目标库自身手段保护。
```
```sqlserver
CREATE TABLE patient (phone VARCHAR(20) MASKED WITH (FUNCTION = 'default()') NULL)
```
```postgres
-- dbmigrate DD204 1: a column that is masked or encrypted
CREATE TABLE patient (phone VARCHAR(20) NULL)
```
```refused 42601
```
```quiet
CREATE TABLE patient (phone VARCHAR(20) NULL)
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.idle_statement import is_inside
from dbmigrate.syntax.ddl.nodes import Phrase


@rule("DD204", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(Phrase))
def check(phrase: Phrase, context: Context) -> Hit | None:
    if phrase.kind not in ("masked", "encrypted") or is_inside(context):
        return None
    return Hit(replace=[(phrase, "")])
