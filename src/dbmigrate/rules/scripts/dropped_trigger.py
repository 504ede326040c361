"""DROP TRIGGER without the table

A trigger of PostgreSQL belongs to its table, which has to be named.

```zh
DROP TRIGGER 未写表名
PostgreSQL 的触发器属于表，删除时必须写出表名。
```
```setup
CREATE TABLE visit (id INTEGER);
CREATE TRIGGER tr_visit ON visit FOR INSERT AS DELETE FROM visit;
```
```sqlserver
DROP TRIGGER tr_visit
```
```postgres
DROP TRIGGER tr_visit ON public.visit
```
```sqlserver
DROP TRIGGER tr_ward
```
```quiet
DROP TABLE visit
```
```notes
unknown | the estate does not define the trigger: name its table | 未找到该触发器的定义：请写出其表名
several | one statement for each trigger | 每个触发器各写一条语句
database | it is a trigger on the database or the server | 这是数据库级或服务器级触发器
```
"""

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import Drop


@rule("SE220", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Drop))
def check(drop: Drop, context: Context) -> Hit | None:
    if drop.on != "trigger":
        return None
    if any(extra.kind == "on" for extra in drop.extras):
        return Hit(note="database")
    if len(drop.names) != 1:
        return Hit(note="several")
    catalog = context.catalog
    key = catalog.locate("trigger", path_of(drop.names[0]), context.schema)
    table = catalog.triggers[key].table if key else ()
    if not table:
        return Hit(note="unknown")
    on = context.names.object(table, "table", context.schema)
    return Hit(replace=[(drop.names[0].part.after, literal_template(f" ON {on}"))])
