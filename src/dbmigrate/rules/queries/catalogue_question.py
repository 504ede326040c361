"""EXISTS asks SQL Server's catalogue whether there is an object

PostgreSQL's own catalogue answers the same: `to_regclass` for tables and views, pg_proc for routines, pg_attribute for
columns. Names are in small letters there.

```zh
EXISTS 查询系统目录中是否存在某对象
由 PostgreSQL 自己的系统目录回答：表、视图用 to_regclass，例程查 pg_proc，列查 pg_attribute；其中名称为小写。
```
```notes
name | the name is no constant, and compared in small letters | 名称不是常量，按小写比较
temporary | a temporary table is never found by its plain name | 按原名查不到临时表
```
```setup sqlserver
CREATE TABLE visit (id INT NOT NULL, Card VARCHAR(10));
```
```sqlserver
SELECT 1 WHERE EXISTS (SELECT * FROM sysobjects WHERE name = 'VISIT' AND xtype = 'U') AND NOT EXISTS (SELECT 1 FROM syscolumns WHERE id = OBJECT_ID('visit') AND name = 'fee')
```
```postgres
SELECT 1 WHERE (to_regclass('public.visit') IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass('public.visit') AND attname = 'fee' AND NOT attisdropped)
```
```rows
1
```
```sqlserver
SELECT CASE WHEN EXISTS (SELECT 1 FROM sys.columns c WHERE c.object_id = OBJECT_ID(N'dbo.visit') AND c.name = N'card') THEN 'yes' END UNION ALL SELECT (SELECT 'no' WHERE NOT EXISTS (SELECT 1 FROM sys.objects WHERE -- any
 name = 'p_find') AND EXISTS (SELECT 1 FROM sys.tables WHERE name = LOWER('VISIT')))
```
```postgres
-- dbmigrate QY233 2: EXISTS asks SQL Server's catalogue whether there is an object (the name is no constant, and compared in small letters)
SELECT CASE WHEN EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass('public.visit') AND attname = 'card' AND NOT attisdropped) THEN 'yes' END UNION ALL SELECT (SELECT 'no' WHERE NOT -- any
(to_regclass('public.p_find') IS NOT NULL OR EXISTS (SELECT 1 FROM pg_proc WHERE proname = 'p_find') OR EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'p_find') OR EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'p_find')) AND EXISTS (SELECT 1 FROM pg_class WHERE relname = lower(LOWER('VISIT')) AND relkind IN ('r', 'p')))
```
```rows
yes
no
```
```sqlserver
SELECT 1 WHERE EXISTS (SELECT * FROM dbo.sysobjects WHERE id = OBJECT_ID(N'[dbo].[visit]') AND OBJECTPROPERTY(id, N'IsUserTable') = 1)
```
```postgres
SELECT 1 WHERE (to_regclass('public.visit') IS NOT NULL)
```
```rows
1
```
```sqlserver
CREATE PROCEDURE f_check @t VARCHAR(30) AS
BEGIN
  IF EXISTS (SELECT 1 FROM sysobjects WHERE name = 'visit' AND xtype = 'U') UPDATE visit SET Card = @t WHERE id = 1
END
```
```then
INSERT INTO visit VALUES (1, NULL);
CALL f_check('x');
SELECT card FROM visit
```
```rows
x
```
```refused 42P01
```
```quiet
SELECT 1 WHERE EXISTS (SELECT 1 FROM visit WHERE id = 1) OR EXISTS (SELECT 1 FROM sys.indexes WHERE name = 'ix') OR EXISTS (SELECT 1 FROM sysobjects WHERE name LIKE 'v%')
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import rule, syntax
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.queries.catalogue_answers import answer


@rule("QY233", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=syntax("exists"))
def check(found: Expr, context: Context) -> Hit | None:
    assert isinstance(found.node, exp.Exists)
    made = answer(found.node, context)
    if made is None:
        return None
    places = [found.view(place) for place in made.places]
    query = found.view(found.node.this)
    doubt: dict[str, Any] = {"note": "name" if places else "temporary", "fix": Fix.REVIEW} if not made.sure else {}
    return Hit(replace=[(found, made.text, *places, query)], **doubt)
