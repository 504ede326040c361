'''column set unused

Oracle hides the column at once and frees its space later; PostgreSQL drops it.

```zh
列被设为不可用（SET UNUSED）
Oracle 先隐藏该列，以后再释放空间；PostgreSQL 直接删除列。
```
```setup
CREATE TABLE visit (id INTEGER, a INTEGER);
INSERT INTO visit VALUES (1, 2)
```
```oracle
ALTER TABLE visit SET UNUSED COLUMN a
```
```postgres
ALTER TABLE visit DROP COLUMN a
```
```then
SELECT * FROM visit
```
```rows
1
```
```refused 42601
```
```quiet
ALTER TABLE visit DROP COLUMN a
```
'''

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.syntax.ddl.nodes import Action


@rule("DD045", source="oracle", severity=Severity.REFUSED, on=node(Action))
def check(action: Action) -> Hit | None:
    if action.kind != "set unused":
        return None
    return Hit(replace=[(action.keyword, "DROP" if action.brackets else "DROP COLUMN")])
