"""owner or schema has another name on the target: {old} becomes {new}

SQL Server's `dbo` is PostgreSQL's `public`; a database becomes a schema, since one PostgreSQL connection sees one
database. The configuration's table [schemas] names others.

```zh
属主或模式在目标库中名称不同：{old} 改为 {new}
SQL Server 的 `dbo` 对应 PostgreSQL 的 `public`；PostgreSQL 的一个连接只能访问一个数据库，因此数据库转为模式。
配置中的 [schemas] 可指定其他对应关系。
```
```oracle
CREATE TABLE his.visit (id NUMERIC(9))
```
```options
schemas.his=public
```
```postgres
CREATE TABLE public.visit (id NUMERIC(9))
```
```then
INSERT INTO visit VALUES (1);
SELECT id FROM visit
```
```rows
1
```
```refused 3F000
```
```sqlserver
CREATE TABLE dbo.visit (id INTEGER)
```
```postgres
CREATE TABLE public.visit (id INTEGER)
```
```then
INSERT INTO visit VALUES (1);
SELECT id FROM visit
```
```rows
1
```
```refused 3F000
```
```quiet
SELECT v.id FROM visit v
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.identifiers.changes import Reason, hit
from dbmigrate.syntax.ddl.nodes import Name


@rule("ID004", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Name))
def check(name: Name, context: Context) -> Hit | None:
    return hit(name, context, Reason.SCHEMA)
