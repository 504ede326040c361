'''all triggers switched

`ENABLE ALL TRIGGERS` is `ENABLE TRIGGER USER` in PostgreSQL, where ALL would mean the triggers behind foreign keys too.

```zh
启用或停用全部触发器
ENABLE ALL TRIGGERS 在 PostgreSQL 中写作 ENABLE TRIGGER USER；PostgreSQL 的 ALL 还包括外键的内部触发器。
```
```setup
CREATE TABLE visit (id INTEGER)
```
```oracle
ALTER TABLE visit DISABLE ALL TRIGGERS
```
```postgres
ALTER TABLE visit DISABLE TRIGGER USER
```
```then
INSERT INTO visit VALUES (1);
SELECT id FROM visit
```
```rows
1
```
```refused 42601
```
```quiet
ALTER TABLE visit ADD a INTEGER
```
'''

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import Action


@rule("DD046", source="oracle", severity=Severity.REFUSED, on=node(Action))
def check(action: Action) -> Hit | None:
    if action.kind not in ("enable trigger", "disable trigger"):
        return None
    return Hit(replace=[(Part(action.keyword.first + 1, action.keyword.last), "TRIGGER USER")])
