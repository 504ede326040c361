"""SET {option} in code

It only says what PostgreSQL does anyway, or what the client is told while the code runs.

```zh
代码中的 SET {option}
该设置要么是 PostgreSQL 的固有行为，要么只影响运行期间返回给客户端的消息。
```
```setup
CREATE TABLE ward (id INTEGER);
```
```sqlserver
CREATE PROCEDURE fill AS
BEGIN
  SET NOCOUNT ON;
  INSERT INTO ward (id) VALUES (1);
END
```
```postgres
CREATE PROCEDURE fill() AS $$
BEGIN
  INSERT INTO ward (id) VALUES (1);
END;
$$ LANGUAGE plpgsql
```
```then
CALL fill();
SELECT id FROM ward
```
```rows
1
```
```quiet
CREATE PROCEDURE fill AS
BEGIN
  INSERT INTO ward (id) VALUES (1);
END
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.tsql_judgement import understood
from dbmigrate.syntax.procedural.tsql_statements import SetOption


@rule("PL207", source="sqlserver", severity=Severity.REFUSED, on=node(SetOption))
def check(statement: SetOption, context: Context) -> Hit | None:
    if understood(context) is None:
        return None
    return Hit(replace=[(statement, "")], values={"option": " ".join(statement.option.words())})
