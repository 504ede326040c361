"""{words} before ADD CONSTRAINT

WITH CHECK is what the target does anyway. WITH NOCHECK leaves the rows that exist unchecked, which is NOT VALID there;
it is possible for foreign keys and check constraints.

```zh
ADD CONSTRAINT 前的 {words}
WITH CHECK 即目标库的默认行为；WITH NOCHECK 不检查已有数据，对应 NOT VALID，可用于外键与检查约束。
```
```setup
CREATE TABLE visit (id INT);
INSERT INTO visit VALUES (-1);
```
```sqlserver
ALTER TABLE visit WITH NOCHECK ADD CONSTRAINT ck_id CHECK (id > 0)
```
```postgres
ALTER TABLE visit ADD CONSTRAINT ck_id CHECK (id > 0) NOT VALID
```
```then
SELECT id FROM visit
```
```rows
-1
```
```refused 42601
```
```sqlserver
ALTER TABLE visit WITH CHECK ADD CONSTRAINT ck_id CHECK (id < 0)
```
```postgres
ALTER TABLE visit ADD CONSTRAINT ck_id CHECK (id < 0)
```
```refused 42601
```
```quiet
ALTER TABLE visit ADD CONSTRAINT ck_id CHECK (id > 0)
```
"""

from typing import Any

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.idle_statement import is_left_out
from dbmigrate.syntax.ddl.nodes import AlterTable

DEFERRABLE = ("foreign key", "check")  # what may be NOT VALID


@rule("DD220", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(AlterTable))
def check(statement: AlterTable) -> Hit | None:
    found = [e for e in statement.extras if e.kind in ("with check", "with nocheck")]
    if not found or is_left_out(statement):
        return None
    replace: list[tuple[Any, ...]] = [(phrase, "") for phrase in found]
    if found[0].kind == "with nocheck":
        added = [c for a in statement.actions for c in a.constraints if c.kind in DEFERRABLE]
        replace += [(c.part.after, " NOT VALID") for c in added]
    return Hit(replace=replace, values={"words": " ".join(found[0].words())}, at=found[0].part)
