"""OBJECT_ID in code

to_regclass tells of a table or view in the same way: NULL where there is none. Temporary tables are in pg_temp.

```zh
代码中的 OBJECT_ID
to_regclass 同样在对象不存在时返回 NULL。临时表位于 pg_temp。
```
```notes
kind | it asks for something that is no table or view | 查询的不是表或视图
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
from dbmigrate.rules.functions.operands import constant
from dbmigrate.rules.procedural.tsql_judgement import understood
from dbmigrate.syntax.procedural.tsql_nodes import TsqlUnit

RELATIONS: Final = frozenset({"U", "V"})


@rule("PL226", source="sqlserver", severity=Severity.REFUSED, on=call("OBJECT_ID"))
def check(found: Call, context: Context) -> Hit | None:
    if context.above(TsqlUnit) is None or understood(context) is None or not found.args:
        return None
    text = constant(found.args[0].node)
    kind = constant(found.args[1].node) if len(found.args) > 1 else "U"
    if text is None:
        return Hit(note="text", fix=Fix.NONE)
    if (kind or "").strip().upper() not in RELATIONS:
        return Hit(note="kind", fix=Fix.NONE)
    name = written(text, context).replace("'", "''")
    return Hit(replace=[(found, literal_template(f"to_regclass('{name}')"), *found.args)])


def written(text: str, context: Context) -> str:
    """The name as the target spells it."""
    parts = [p.strip().strip('[]"') for p in text.split(".")]
    name = parts[-1]
    if name.startswith("#"):
        return 'pg_temp."' + name.lower() + '"'
    spelled = context.names.spell(name, False, "table")
    owner = parts[-2].lower() if len(parts) > 1 and parts[-2] else ""
    return f"{context.names.schema(owner)}.{spelled}" if owner else spelled
