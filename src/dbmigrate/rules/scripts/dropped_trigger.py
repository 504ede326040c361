"""DROP TRIGGER without the table

A trigger of PostgreSQL belongs to its table and calls a function; one of SQL Server becomes a function of its name, and a
trigger for each event that calls it (PL220). DROP FUNCTION .. CASCADE drops both, whatever the table.

```zh
DROP TRIGGER 未写表名
PostgreSQL 的触发器属于表并调用函数；SQL Server 的触发器改写为同名函数及按事件建立的触发器（PL220）。DROP FUNCTION .. CASCADE 一并删除，无须写出表名。
```
```setup sqlserver
CREATE TABLE visit (id INTEGER);
GO
CREATE TRIGGER tr_visit ON visit FOR INSERT, UPDATE AS DELETE FROM visit WHERE id IN (SELECT id FROM inserted)
GO
CREATE TRIGGER tr_other ON visit FOR DELETE AS PRINT 'x'
```
```sqlserver
DROP TRIGGER tr_visit
```
```postgres
DROP FUNCTION tr_visit() CASCADE
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
```sqlserver
DROP TRIGGER IF EXISTS tr_visit, dbo.[tr_other];
```
```postgres
DROP FUNCTION IF EXISTS tr_visit() CASCADE; DROP FUNCTION IF EXISTS public.tr_other() CASCADE;
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
```sqlserver
IF OBJECT_ID('dbo.tr_ward', 'TR') IS NOT NULL DROP TRIGGER dbo.tr_ward
```
```postgres
DROP FUNCTION IF EXISTS public.tr_ward() CASCADE
```
```then
SELECT 1
```
```rows
1
```
```refused 42601
```
```quiet
DROP TABLE visit
```
```notes
unknown | the estate does not define the trigger: it is dropped where it was made by way of a function of its name | 未找到该触发器的定义：仅当它由同名函数建立时才会被删除
database | it is a trigger on the database or the server | 这是数据库级或服务器级触发器
```
"""

from typing import Any

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import Drop, Guard

WHOLE = "() CASCADE"


@rule("SE220", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Drop), unless="tsql_trigger")
def check(drop: Drop, context: Context) -> Hit | None:
    if drop.on != "trigger":
        return None
    if any(extra.kind == "on" for extra in drop.extras):
        return Hit(note="database")
    word = Part(drop.keyword.last, drop.keyword.last)
    asked = any(extra.kind == "if exists" for extra in drop.extras)
    again = f"{WHOLE}; DROP FUNCTION{' IF EXISTS' if asked else ''}"
    replace: list[tuple[Any, ...]] = [(word, "FUNCTION"), (drop.names[-1].part.after, WHOLE)]
    replace += [(Part(name.part.last + 1, name.part.last + 1), again) for name in drop.names[:-1]]
    guarded = asked or isinstance(context.path[-1] if context.path else None, Guard)
    known = all(context.catalog.locate("trigger", path_of(name), context.schema) for name in drop.names)
    more: dict[str, Any] = {} if known or guarded else {"note": "unknown", "fix": Fix.REVIEW}
    return Hit(replace=replace, **more)
