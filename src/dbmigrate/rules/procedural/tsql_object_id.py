"""OBJECT_ID in code

to_regclass tells of a table or view in the same way: NULL where there is none. Temporary tables are in pg_temp. Routines,
triggers (by their functions) and constraints are looked up in the catalogue by their names; what the name means is known where
the estate makes the object.

```zh
代码中的 OBJECT_ID
to_regclass 同样在对象不存在时返回 NULL。临时表位于 pg_temp。例程、触发器（按其函数）和约束则按名称查系统目录；若由所给脚本创建，则名称所指的种类已知。
```
```notes
kind | it asks for something that is no table, view, routine, trigger or constraint | 查询的不是表、视图、例程、触发器或约束
text | the name is not a constant | 名称不是常量
```
```setup
CREATE TABLE ward (id INTEGER);
```
```sqlserver
CREATE PROCEDURE fresh_ward @n INTEGER OUTPUT AS
BEGIN
  IF OBJECT_ID('tempdb..#w') IS NOT NULL
    DROP TABLE #w
  CREATE TABLE #w (id INTEGER)
  SET @n = 0
  IF OBJECT_ID(N'dbo.ward', 'U') IS NOT NULL SET @n = 1
END
```
```postgres
CREATE PROCEDURE fresh_ward (INOUT n INTEGER) AS $$
BEGIN
  IF to_regclass('pg_temp."#w"') IS NOT NULL THEN
    DROP TABLE "#w";
  END IF;
  PERFORM 'PRAGMA:TABLE: "#w" (id INTEGER)'; DROP TABLE IF EXISTS pg_temp."#w"; CREATE TEMPORARY TABLE "#w" (id INTEGER);
  n := 0;
  IF to_regclass('public.ward') IS NOT NULL THEN n := 1; END IF;
END;
$$ LANGUAGE plpgsql
```
```then
CALL fresh_ward(NULL)
```
```rows
1
```
```refused 42883
```
```setup sqlserver
CREATE TABLE ward (id INTEGER CONSTRAINT ck_ward CHECK (id > 0));
GO
CREATE TRIGGER ward_log ON ward FOR DELETE AS PRINT 'x'
GO
CREATE PROCEDURE clear_ward AS DELETE FROM ward
```
```sqlserver
CREATE PROCEDURE what_is_there @n INTEGER OUTPUT AS
BEGIN
  SET @n = 0
  IF OBJECT_ID('ward_log') IS NOT NULL SET @n = @n + 1
  IF OBJECT_ID('dbo.clear_ward', 'P') IS NOT NULL SET @n = @n + 10
  IF OBJECT_ID('ck_ward', 'C') IS NOT NULL SET @n = @n + 100
  IF OBJECT_ID('ward') IS NOT NULL SET @n = @n + 1000
  IF OBJECT_ID('not_given') IS NOT NULL OR OBJECT_ID('ward', 'P') IS NOT NULL SET @n = @n + 10000
  IF OBJECT_ID('what_is_there') IS NOT NULL SET @n = @n + 100000
END
```
```then
CALL what_is_there(NULL)
```
```rows
101111
```
```refused 42883
```
```quiet
CREATE TABLE object_id (id INTEGER)
```
"""

from typing import Final

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.dml.global_tables import is_shared
from dbmigrate.rules.functions.operands import constant
from dbmigrate.rules.procedural.tsql_judgement import understood
from dbmigrate.rules.scripts.existence import literal
from dbmigrate.syntax.procedural.tsql_nodes import TsqlUnit

RELATIONS: Final = frozenset({"U", "V"})
ROUTINES: Final = frozenset({"P", "FN", "IF", "TF", "TR"})  # a trigger's function has its name
CONSTRAINTS: Final = frozenset({"C", "F", "PK", "UQ"})


@rule("PL226", source="sqlserver", severity=Severity.REFUSED, on=call("OBJECT_ID"))
def check(found: Call, context: Context) -> Hit | None:
    if context.above(TsqlUnit) is None or understood(context) is None or not found.args:
        return None
    text = constant(found.args[0].node)
    if text is None:
        return Hit(note="text", fix=Fix.NONE) if len(found.args) > 1 else None  # SE231
    kind = (constant(found.args[1].node) or "?").strip().upper() if len(found.args) > 1 else kind_of(text, context)
    name = literal(written(text, context))
    bare = literal(context.names.spell(text.split(".")[-1].strip().strip('[]"'), False, "table").strip('"'))
    if kind in RELATIONS:
        asked = f"to_regclass({name})"
    elif kind in ROUTINES:
        asked = f"(SELECT oid FROM pg_proc WHERE proname = {bare} LIMIT 1)"
    elif kind in CONSTRAINTS:
        asked = f"(SELECT oid FROM pg_constraint WHERE conname = {bare} LIMIT 1)"
    elif kind:
        return Hit(note="kind", fix=Fix.NONE)
    else:
        asked = f"coalesce(to_regclass({name})::oid, (SELECT oid FROM pg_proc WHERE proname = {bare} LIMIT 1))"
    return Hit(replace=[(found, literal_template(asked), *found.args)])


def kind_of(text: str, context: Context) -> str:
    """Of what the estate makes under the name; "" where it makes nothing."""
    path = tuple(part.strip().strip('[]"').lower() for part in text.split(".") if part.strip())
    if path and path[-1].startswith("#"):
        return "U"
    shelves = (("table", "U"), ("view", "V"), ("routine", "P"), ("trigger", "TR"))
    return next((kind for shelf, kind in shelves if context.catalog.locate(shelf, path[-2:], context.schema)), "")


def written(text: str, context: Context) -> str:
    """The name as the target spells it."""
    parts = [p.strip().strip('[]"') for p in text.split(".")]
    name = parts[-1]
    if name.startswith("#"):
        quoted = '"' + name.lower() + '"'
        return quoted if is_shared(name, context) else f"pg_temp.{quoted}"
    spelled = context.names.spell(name, False, "table")
    owner = parts[-2].lower() if len(parts) > 1 and parts[-2] else ""
    return f"{context.names.schema(owner)}.{spelled}" if owner else spelled
