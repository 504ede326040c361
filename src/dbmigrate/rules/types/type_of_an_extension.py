"""{source} needs an extension or a decision on the target

Spatial types belong to PostGIS, vectors to pgvector; self-describing types have no counterpart. The column is written as
text, so that the table and its other columns load: a spatial value can be loaded as its text (WKT), but whatever works
with it has to be written anew, or the extension's type put in its place.

```zh
{source} 在目标库中需要扩展或人工决定
空间类型属于 PostGIS，向量属于 pgvector，自描述类型没有对应类型。该列写为 text，使表及其他列能够建立；空间值可按文本（WKT）装载，
但使用它的代码须重写，或改用扩展的类型。
```
```oracle
CREATE TABLE site (id VARCHAR(10), place MDSYS.SDO_GEOMETRY)
```
```postgres
-- dbmigrate TY031 1: MDSYS.SDO_GEOMETRY needs an extension or a decision on the target
CREATE TABLE site (id VARCHAR(10), place text)
```
```then
INSERT INTO site VALUES ('a', 'POINT(1 2)');
SELECT id, place FROM site
```
```rows
a | POINT(1 2)
```
```refused 3F000
```
```sqlserver
CREATE TABLE site (id INT, place GEOGRAPHY)
```
```postgres
-- dbmigrate TY031 1: GEOGRAPHY needs an extension or a decision on the target
CREATE TABLE site (id INT, place text)
```
```then
INSERT INTO site VALUES (1, 'POINT(1 2)');
SELECT id, place FROM site
```
```rows
1 | POINT(1 2)
```
```refused 42704
```
```quiet
CREATE TABLE site (id INTEGER, place VARCHAR(10))
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.types.spelling import is_declared, shown
from dbmigrate.syntax.ddl.nodes import TypeName

ELSEWHERE = ("TABLE", "CURSOR")  # SQL Server: variables of a batch, no types of a column


@rule("TY031", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(TypeName))
def check(found: TypeName, context: Context) -> Hit | None:
    row = context.source.types.get(found.keyword)
    if found.user or row is None or row.to or found.keyword in ELSEWHERE:
        return None
    values = {"source": shown(found)}
    return Hit(replace=[(found.part, "text")], values=values) if is_declared(found, context) else Hit(values=values)
