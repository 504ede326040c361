"""IF asks for the object that its body makes or drops

PostgreSQL's DDL asks by itself: IF NOT EXISTS, IF EXISTS.

```zh
IF 判断的正是其主体要创建或删除的对象
PostgreSQL 的 DDL 自带该判断：IF NOT EXISTS、IF EXISTS。
```
```setup
CREATE TABLE visit (id INTEGER);
```
```sqlserver
IF OBJECT_ID('visit', 'U') IS NOT NULL DROP TABLE visit
```
```postgres
DROP TABLE IF EXISTS visit
```
```refused 42601
```
```sqlserver
IF NOT EXISTS (SELECT * FROM sys.columns WHERE object_id = OBJECT_ID('visit') AND name = 'state')
BEGIN
  ALTER TABLE visit ADD state INTEGER
END
```
```postgres
ALTER TABLE visit ADD COLUMN IF NOT EXISTS state INTEGER
```
```then
INSERT INTO visit VALUES (1, 2);
SELECT state FROM visit
```
```rows
2
```
```refused 42601
```
```sqlserver
IF NOT EXISTS (SELECT 1 FROM sysobjects WHERE name = 'ward') CREATE TABLE ward (id INTEGER)
```
```postgres
CREATE TABLE IF NOT EXISTS ward (id INTEGER)
```
```refused 42601
```
```quiet
IF OBJECT_ID('ward') IS NOT NULL DROP TABLE visit
```
"""

from typing import Any

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.idle_statement import is_left_out
from dbmigrate.rules.scripts.guard_form import short_form
from dbmigrate.syntax.ddl.nodes import Guard


@rule("SE210", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Guard))
def check(guard: Guard, context: Context) -> Hit | None:
    form = short_form(guard, context)
    if form is None or any(is_left_out(outer) for outer in (*context.path, guard)):
        return None
    replace: list[tuple[Any, ...]] = [(guard, "{}", guard.then[0])]
    return Hit(replace=[*replace, *form])
