"""{source} needs an extension or a decision on the target

Spatial types belong to PostGIS, vectors to pgvector; self-describing types have no counterpart. The declaration stays
as it is, so that it fails until somebody decides.

```zh
{source} 在目标库中需要扩展或人工决定
空间类型属于 PostGIS，向量属于 pgvector，自描述类型没有对应类型。声明保持原样，在作出决定之前加载会失败。
```
```oracle
CREATE TABLE site (id VARCHAR(10), place MDSYS.SDO_GEOMETRY)
```
```sqlserver
CREATE TABLE site (id INT, place GEOGRAPHY)
```
```quiet
CREATE TABLE site (id INTEGER, place VARCHAR(10))
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.types.spelling import shown
from dbmigrate.syntax.ddl.nodes import TypeName

ELSEWHERE = ("TABLE", "CURSOR")  # SQL Server: variables of a batch, no types of a column


@rule("TY031", severity=Severity.REFUSED, fix=Fix.NONE, on=node(TypeName))
def check(found: TypeName, context: Context) -> Hit | None:
    row = context.source.types.get(found.keyword)
    if found.user or row is None or row.to or found.keyword in ELSEWHERE:
        return None
    return Hit(values={"source": shown(found)})
