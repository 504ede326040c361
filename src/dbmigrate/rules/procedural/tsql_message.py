"""PRINT in code

A message for the client: RAISE NOTICE sends one. NULL, which PRINT shows as an empty line, is shown as <NULL>.

```zh
代码中的 PRINT
向客户端发送消息：改为 RAISE NOTICE。PRINT 把 NULL 显示为空行，NOTICE 显示为 <NULL>。
```
```sqlserver
CREATE PROCEDURE hello @n INTEGER AS
BEGIN
  PRINT 'hello'
  PRINT @n
END
```
```postgres
CREATE PROCEDURE hello (n INTEGER) AS $$
BEGIN
  RAISE NOTICE '%', 'hello';
  RAISE NOTICE '%', n;
END;
$$ LANGUAGE plpgsql
```
```then
CALL hello(1);
SELECT 1
```
```rows
1
```
```refused 42601
```
```quiet
CREATE PROCEDURE hello @n INTEGER AS
BEGIN
  SET @n = 1
END
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.tsql_judgement import understood
from dbmigrate.syntax.procedural.tsql_statements import Print


@rule("PL209", source="sqlserver", severity=Severity.REFUSED, on=node(Print))
def check(statement: Print, context: Context) -> Hit | None:
    return Hit(replace=[(statement.keyword, "RAISE NOTICE '%',")]) if understood(context) else None
