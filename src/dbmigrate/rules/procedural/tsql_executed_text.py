r"""a text is executed: {what}

EXECUTE runs a text in PL/pgSQL. Its SQL is SQL Server's, made while the code runs: no rule has seen it. Rows that it
gives are not handed to the client.

```zh
执行动态文本：{what}
PL/pgSQL 用 EXECUTE 执行文本。其中的 SQL 是运行时拼成的 SQL Server 语句，未经任何规则改写；其结果集不会返回给客户端。
```
```setup
CREATE TABLE ward (id INTEGER, beds INTEGER);
```
```sqlserver
CREATE PROCEDURE fill_ward @name NVARCHAR(30) AS
BEGIN
  DECLARE @sql NVARCHAR(200)
  SET @sql = N'INSERT INTO ' + @name + N' (id) VALUES (1)'
  EXEC (@sql)
  SET @sql = N'UPDATE ward SET beds = @n WHERE id = @id'
  EXEC sp_executesql @sql, N'@n INTEGER, @id INTEGER', @n = 7, @id = 1
END
```
```postgres
-- dbmigrate PL243 5: a text is executed: EXEC
-- dbmigrate PL243 7: a text is executed: sp_executesql
CREATE PROCEDURE fill_ward (name varchar(30)) AS $$
DECLARE
  sql varchar(200);
BEGIN
  name := name::varchar(30);
  sql := ('INSERT INTO ' || name || ' (id) VALUES (1)')::varchar(200);
  EXECUTE (sql);
  sql := 'UPDATE ward SET beds = @n WHERE id = @id';
  EXECUTE regexp_replace(regexp_replace(sql, '@n\M', '$1', 'gi'), '@id\M', '$2', 'gi') USING 7, 1;
END;
$$ LANGUAGE plpgsql
```
```then
CALL fill_ward('ward');
SELECT id, beds FROM ward
```
```rows
1 | 7
```
```refused 42601
```
```quiet
SELECT 1 AS executed
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.procedural.tsql_calls import is_prepared, prepared
from dbmigrate.rules.procedural.tsql_judgement import is_written, understood
from dbmigrate.rules.procedural.tsql_text import is_closed
from dbmigrate.syntax.procedural.tsql_statements import Execute, InsertExecute


@rule("PL243", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(Execute), after=("PL206",))
def check(call: Execute, context: Context) -> Hit | None:
    if understood(context) is None or not is_written(call, context) or isinstance(context.path[-1], InsertExecute):
        return None
    if call.texts:
        return Hit(replace=[(call.keyword, "EXECUTE")], values={"what": "EXEC"})
    values = prepared(call) if is_prepared(call) else None
    if values is None:
        return None
    text = "{}"
    for k, (name, _) in enumerate(values, 1):
        text = f"regexp_replace({text}, '{name}\\M', '${k}', 'gi')"
    using = " USING " + ", ".join("{}" for _ in values) if values else ""
    whole = Part(call.part.first, call.part.last - is_closed(call))
    definition = [a.value for a in call.arguments[1:2]]  # is not written, and takes its own edits along
    places = [call.arguments[0].value, *(value for _, value in values), *definition]
    return Hit(replace=[(whole, f"EXECUTE {text}{using}", *places)], values={"what": "sp_executesql"})
