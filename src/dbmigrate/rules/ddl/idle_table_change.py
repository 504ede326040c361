"""ALTER TABLE that changes nothing for the target: {action}

Partitions, storage, change tracking and the state of constraints belong to SQL Server. The target enforces every
constraint that it has.

```zh
对目标库无意义的 ALTER TABLE：{action}
分区切换、存储、变更跟踪与约束启停属于 SQL Server 自身；目标库的约束始终生效。
```
```setup
CREATE TABLE visit (id INT CONSTRAINT ck_id CHECK (id > 0));
```
```sqlserver
ALTER TABLE visit CHECK CONSTRAINT ck_id
```
```postgres
-- ALTER TABLE visit CHECK CONSTRAINT ck_id
```
```refused 42601
```
```sqlserver
ALTER TABLE visit NOCHECK CONSTRAINT ck_id
```
```postgres
-- dbmigrate DD221 1: ALTER TABLE that changes nothing for the target: NOCHECK CONSTRAINT (rows that break the constraint were allowed; the target checks them)
-- ALTER TABLE visit NOCHECK CONSTRAINT ck_id
```
```refused 42601
```
```quiet
ALTER TABLE visit DROP CONSTRAINT ck_id
```
```notes
off | rows that break the constraint were allowed; the target checks them | 源库允许违反约束的数据；目标库会检查
moved | rows are moved between tables here; a person must write it | 此处在表间移动数据，须人工改写
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.idle_statement import comment_marks, is_left_out
from dbmigrate.syntax.ddl.nodes import AlterTable

NOTES = {"nocheck constraint": "off", "partition": "moved"}


@rule("DD221", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(AlterTable))
def check(statement: AlterTable, context: Context) -> Hit | None:
    if not is_left_out(statement):
        return None
    action = statement.actions[0]
    note = NOTES.get(action.kind, "")
    words = " ".join(filter(None, action.words()[:2]))
    return Hit(
        replace=comment_marks(statement, context),
        note=note,
        values={"action": words},
        fix=Fix.REVIEW if note else Fix.SAFE,
    )
