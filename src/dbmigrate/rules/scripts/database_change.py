"""USE names the database that the script works in

A PostgreSQL connection stays in one database. A database besides the estate's own becomes a schema of its name: where
the estate makes objects in several, USE becomes the search path, else the line stays as a comment.

```zh
USE 指定脚本所在的数据库
PostgreSQL 的连接固定在一个数据库。除主库之外的数据库转为同名模式：若源代码在多个数据库中建对象，USE 转为设置搜索路径；否则该行保留为注释。
```
```sqlserver
USE his
```
```postgres
-- USE his
```
```setup
CREATE SCHEMA lis;
```
```sqlserver
USE his
GO
CREATE TABLE ward (id INT, label VARCHAR(5))
CREATE TABLE bed (id INT)
GO
USE lis
GO
CREATE TABLE ward (id INT)
GO
```
```postgres
SET search_path TO public, lis;

CREATE TABLE ward (id INT, label VARCHAR(5));
CREATE TABLE bed (id INT);

SET search_path TO lis, public;

CREATE TABLE ward (id INT);

```
```then
SELECT table_schema, count(*) FROM information_schema.columns WHERE table_name = 'ward' GROUP BY 1 ORDER BY 1
```
```rows
lis | 1
public | 2
```
```refused 42P07
```
```quiet
SELECT 1 AS uses
```
"""

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Fix, Hit, Severity
from dbmigrate.sources.session import used_database
from dbmigrate.syntax.script import Directive


@rule("SE012", source="sqlserver", severity=Severity.NOTE, on=node(Directive))
def check(line: Directive, context: Context) -> Hit | None:
    if line.command != "use":
        return None
    database, catalog = used_database(line.text()), context.catalog
    makes = context.names.databases
    if not makes or database not in makes | {catalog.database}:
        return Hit(replace=[(line, COMMENT_OUT)])
    path = context.names.load_path("" if database == catalog.database else f"{database}.dbo")
    return Hit(replace=[(line, literal_template(f"SET search_path TO {', '.join(path)};"))], fix=Fix.SAFE)
