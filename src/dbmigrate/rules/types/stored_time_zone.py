"""{source}: the target does not store the zone

The target keeps the moment and shows it in the session's time zone. The offset or the region that a value was written
with is lost; comparisons and intervals are the same.

```zh
{source}：目标库不保存时区
目标库只保存时刻，按会话时区显示；写入时的时区或偏移量会丢失。比较和时间差的结果不变。
```
```oracle
CREATE TABLE log (at TIMESTAMP WITH TIME ZONE)
```
```postgres
CREATE TABLE log (at TIMESTAMP WITH TIME ZONE)
```
```quiet
CREATE TABLE log (at TIMESTAMP WITH LOCAL TIME ZONE, b TIMESTAMP)
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.types.spelling import is_declared, shape, shown
from dbmigrate.syntax.ddl.nodes import TypeName


@rule("TY013", source="oracle", severity=Severity.NOTE, on=node(TypeName))
def check(found: TypeName, context: Context) -> Hit | None:
    if found.user or shape(found) != "TIMESTAMP WITH TIME ZONE" or not is_declared(found, context):
        return None
    return Hit(values={"source": shown(found)})
