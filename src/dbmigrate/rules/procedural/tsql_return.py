"""RETURN of a value: {value}

A trigger's function has to return a row, behind the event NULL will do. A procedure of PostgreSQL returns no status;
0, which says that all went well, can be left out. A text that is longer than the function's type is cut off by T-SQL;
PostgreSQL forgets the length of a result, so a cast cuts it off.

```zh
RETURN 返回值：{value}
触发器函数须返回一行，事件之后的触发器返回 NULL 即可。PostgreSQL 的过程没有返回状态；表示成功的 0 可以省略。函数结果超过声明长度时 T-SQL 会截断，而 PostgreSQL 不保留结果类型的长度，因此用类型转换截断。
```
```setup
CREATE TABLE ward (id INTEGER);
```
```sqlserver
CREATE PROCEDURE fill AS
BEGIN
  INSERT INTO ward (id) VALUES (1);
  RETURN 0;
END
```
```postgres
CREATE PROCEDURE fill() AS $$
BEGIN
  INSERT INTO ward (id) VALUES (1);
  RETURN;
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
```refused 42601
```
```sqlserver
CREATE FUNCTION short(@s VARCHAR(10)) RETURNS VARCHAR(2) AS
BEGIN
  RETURN @s;
END
```
```then
SELECT short('abc')
```
```rows
ab
```
```quiet
CREATE PROCEDURE fill AS
BEGIN
  RETURN;
END
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.tsql_cut import rounded
from dbmigrate.rules.procedural.tsql_judgement import understood
from dbmigrate.syntax.procedural.statements import Return
from dbmigrate.syntax.procedural.tsql_nodes import TsqlRoutine, TsqlTrigger


@rule("PL208", source="sqlserver", severity=Severity.REFUSED, on=node(Return))
def check(statement: Return, context: Context) -> Hit | None:
    if understood(context) is None:
        return None
    if context.above(TsqlTrigger) is not None:
        return Hit(replace=[(statement.keyword.after, " NULL")], values={"value": "NULL"})
    unit = context.above(TsqlRoutine)
    if statement.value is None or unit is None:
        return None
    values = {"value": " ".join(statement.value.text().split()) if unit.kind == "procedure" else ".."}
    if unit.kind == "procedure":
        return Hit(replace=[(statement.value, "")], values=values)
    type_ = unit.returns.type if unit.returns else None
    replace = rounded(type_, statement.value, context) if type_ else []
    return Hit(replace=replace, values=values, severity=Severity.DIFFERS) if replace else None
