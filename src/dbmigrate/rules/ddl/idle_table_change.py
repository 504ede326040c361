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
```sqlserver
ALTER TABLE visit ALTER COLUMN id ADD MASKED WITH (FUNCTION = 'default()')
```
```postgres
-- dbmigrate DD221 1: ALTER TABLE that changes nothing for the target: ALTER COLUMN (SQL Server hides the values from users without a right, the target does not)
-- ALTER TABLE visit ALTER COLUMN id ADD MASKED WITH (FUNCTION = 'default()')
```
```refused 42601
```
```sqlserver
ALTER TABLE visit SET (SYSTEM_VERSIONING = ON (HISTORY_TABLE = dbo.visit_history))
```
```postgres
-- dbmigrate DD221 1: ALTER TABLE that changes nothing for the target: SET (earlier versions of the rows are not kept)
-- ALTER TABLE visit SET (SYSTEM_VERSIONING = ON (HISTORY_TABLE = dbo.visit_history))
```
```refused 42601
```
```quiet
ALTER TABLE visit DROP CONSTRAINT ck_id
```
```notes
off | rows that break the constraint were allowed; the target checks them | 源库允许违反约束的数据；目标库会检查
masked | SQL Server hides the values from users without a right, the target does not | SQL Server 对无权限用户隐藏列值，目标库不隐藏
history | earlier versions of the rows are not kept | 不保存行的历史版本
times | an UPDATE does not change the two times | UPDATE 不会更新这两个时间列
tracked | changes of rows are not recorded for the application | 不再为应用记录行的变更
moved | rows are moved between tables here; a person must write it | 此处在表间移动数据，须人工改写
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.idle_statement import comment_marks, is_left_out
from dbmigrate.syntax.ddl.nodes import Action, AlterTable


@rule("DD221", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(AlterTable))
def check(statement: AlterTable, context: Context) -> Hit | None:
    if not is_left_out(statement):
        return None
    action = statement.actions[0]
    note = next(filter(None, map(what_is_lost, statement.actions)), "")
    words = " ".join(filter(None, action.words()[:2])).replace("SET (", "SET")
    return Hit(
        replace=comment_marks(statement, context),
        note=note,
        values={"action": words},
        fix=Fix.REVIEW if note else Fix.SAFE,
    )


def what_is_lost(action: Action) -> str:
    """A key of the notes; "" for storage and what the target does by itself."""
    words = action.words()
    if action.kind == "nocheck constraint":
        return "off"
    if action.kind == "partition":
        return "moved"
    if action.kind == "modify column":
        return "masked" if "MASKED" in words and "ADD" in words else ""
    if action.kind == "system versioning":
        return "" if words[words.index("SYSTEM_VERSIONING") + 2] == "OFF" else "history"
    if action.kind == "period":
        return "times" if words[0] == "ADD" else ""
    return "tracked" if action.kind == "change tracking" and words[0] == "ENABLE" else ""
