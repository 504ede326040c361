"""a block that looks up the name of a constraint and drops it: {what}

SQL Server makes up names where a script gives none, so the script asks its catalog. A default of PostgreSQL has no name:
it is dropped by its column. The name of a primary key is looked up in PostgreSQL's catalog.

```zh
先查出约束名再删除的代码块：{what}
SQL Server 会为未命名的约束生成名称，脚本须先查系统目录。PostgreSQL 的默认值没有名称，按列删除；主键名称则在 PostgreSQL 系统目录中查找。
```
```setup
CREATE TABLE visit (id INTEGER, state INTEGER DEFAULT 7, CONSTRAINT pk_visit PRIMARY KEY (id));
```
```sqlserver
DECLARE @df sysname
SELECT @df = b.name FROM syscolumns a JOIN sysobjects b ON a.cdefault = b.id
 WHERE a.id = OBJECT_ID('visit') AND a.name = 'state'
IF @df IS NOT NULL
  EXEC('ALTER TABLE visit DROP CONSTRAINT ' + @df)
```
```postgres
ALTER TABLE public.visit ALTER COLUMN state DROP DEFAULT
```
```then
INSERT INTO visit (id) VALUES (1);
SELECT state FROM visit
```
```rows
NULL
```
```sqlserver
DECLARE @sql NVARCHAR(MAX), @pk NVARCHAR(200);
SELECT @pk = name FROM sys.key_constraints WHERE type = 'PK' AND parent_object_id = OBJECT_ID('dbo.visit');
SET @sql = 'ALTER TABLE dbo.visit DROP CONSTRAINT ' + @pk + ';';
EXEC sp_executesql @sql;
```
```then
INSERT INTO visit (id) VALUES (1), (1);
SELECT count(*) FROM visit
```
```rows
2
```
```quiet
CREATE TABLE ward (id INTEGER)
```
"""

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.scripts.existence import literal
from dbmigrate.syntax.ddl.nodes import Procedural
from dbmigrate.syntax.ddl.sqlserver_lookup import looked_up

KEY = """DO $dbmigrate$ DECLARE hit name;
BEGIN
SELECT conname INTO hit FROM pg_constraint WHERE contype = 'p' AND conrelid = to_regclass({table});
IF hit IS NOT NULL THEN EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', {table}, hit); END IF;
END $dbmigrate$"""


@rule("SE221", source="sqlserver", severity=Severity.REFUSED, on=node(Procedural))
def check(block: Procedural, context: Context) -> Hit | None:
    found = None if context.path else looked_up(block)
    if found is None:
        return None
    path, names = tuple(part.lower() for part in found.table), context.names
    table = names.object(path, "table", context.schema)
    if not found.column:
        text = KEY.replace("{table}", literal(table))
        return Hit(replace=[(block, literal_template(text))], values={"what": "PRIMARY KEY"})
    column = names.spell_column(path, found.column, schema=context.schema)
    text = f"ALTER TABLE {table} ALTER COLUMN {column} DROP DEFAULT"
    return Hit(replace=[(block, literal_template(text))], values={"what": found.column})
