"""{object} lies on a linked server

A name of four parts reaches into another server. Here its database is a schema, like every other database: foreign tables
must be made there (postgres_fdw, tds_fdw, oracle_fdw; IMPORT FOREIGN SCHEMA), or the data brought into it. What is changed
there is part of the same transaction then.

```zh
{object} 位于链接服务器
四段名称访问另一台服务器。转换后其数据库与其他数据库一样对应一个模式：须在该模式中建立外部表（postgres_fdw、tds_fdw、oracle_fdw，IMPORT FOREIGN SCHEMA），或将数据并入。此后对其修改属于同一事务。
```
```setup
CREATE SCHEMA labdb;
CREATE TABLE labdb.visit (id INTEGER);
INSERT INTO labdb.visit VALUES (7);
```
```sqlserver
SELECT v.id FROM lis.labdb.dbo.visit v
```
```postgres
-- dbmigrate QY221 1: lis.labdb.dbo.visit lies on a linked server
SELECT v.id FROM labdb.visit v
```
```rows
7
```
```refused 0A000
```
```sqlserver
UPDATE lis.labdb..visit SET id = 8 WHERE id = 7
```
```postgres
-- dbmigrate QY221 1: lis.labdb..visit lies on a linked server
UPDATE labdb.visit SET id = 8 WHERE id = 7
```
```then
SELECT id FROM labdb.visit
```
```rows
8
```
```quiet
SELECT v.id FROM labdb.dbo.visit v
```
"""

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import Name

COMPONENTS = 4


@rule("QY221", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(Name))
def check(name: Name) -> Hit | None:
    if len(name.parts) < COMPONENTS - 1 or name.kind == "column" or len(path_of(name)) != COMPONENTS:
        return None
    server = Part(name.parts[0].first, name.parts[1].first - 1)
    return Hit(replace=[(server, "")], values={"object": name.lexed.source(name.part)}, at=name.part)
