"""WAITFOR in code

DELAY waits for so long, TIME until the server's clock shows that time of day, if need be on the next day.

```zh
代码中的 WAITFOR
DELAY 等待指定时长，TIME 等到服务器时钟到达当天（或次日）的指定时刻。
```
```sqlserver
CREATE PROCEDURE wait_a_moment AS
BEGIN
  WAITFOR DELAY '00:00:00.010'
  PRINT 'waited'
END
```
```postgres
CREATE PROCEDURE wait_a_moment() AS $$
BEGIN
  PERFORM pg_sleep_for('00:00:00.010');
  RAISE NOTICE '%', 'waited';
END;
$$ LANGUAGE plpgsql
```
```then
CALL wait_a_moment();
SELECT 1
```
```rows
1
```
```refused 42601
```
```sqlserver
CREATE PROCEDURE wait_until AS
BEGIN
  DECLARE @at DATETIME
  SET @at = DATEADD(ms, 50, GETDATE())
  WAITFOR TIME @at
  PRINT 'waited'
END
```
```then
CREATE TABLE waited AS SELECT clock_timestamp() AS since;
CALL wait_until();
SELECT clock_timestamp() - since BETWEEN interval '0.03 s' AND interval '5 s' FROM waited
```
```rows
t
```
```quiet
CREATE TABLE waitfor (id INTEGER)
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.procedural.tsql_judgement import is_written, understood
from dbmigrate.rules.procedural.tsql_text import is_closed
from dbmigrate.syntax.procedural.tsql_statements import WaitFor


@rule("PL218", source="sqlserver", severity=Severity.REFUSED, on=node(WaitFor))
def check(statement: WaitFor, context: Context) -> Hit | None:
    if understood(context) is None or not is_written(statement, context) or statement.value is None:
        return None
    whole = Part(statement.part.first, statement.part.last - is_closed(statement))
    if statement.words()[1] == "TIME":
        until = "extract(epoch FROM ({})::time - clock_timestamp()::time)"
        return Hit(replace=[(whole, f"PERFORM pg_sleep(mod({until} + 86400, 86400))", statement.value)])
    cast = "" if statement.value.text().startswith("'") else "::interval"
    return Hit(replace=[(whole, f"PERFORM pg_sleep_for({{}}{cast})", statement.value)])
