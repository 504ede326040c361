"""INSERT of the rows that a procedure gives: {name}

The procedure is a function on the target, so its rows are read like a table's.

```zh
插入过程返回的行：{name}
该过程在目标库改写为函数，因此可以像表一样读取其结果。
```
```setup sqlserver
CREATE TABLE ward (id INTEGER, beds INTEGER);
INSERT INTO ward (id, beds) VALUES (1, 10);
CREATE TABLE copied (id INTEGER, beds INTEGER);
GO
CREATE PROCEDURE large_wards @smallest INTEGER AS
SELECT id, beds FROM ward WHERE beds >= @smallest
```
```sqlserver
CREATE PROCEDURE copy_wards AS
BEGIN
  INSERT INTO copied (id, beds) EXEC large_wards 5
END
```
```postgres
CREATE PROCEDURE copy_wards() AS $$
BEGIN
  INSERT INTO copied (id, beds) SELECT * FROM large_wards(5);
END;
$$ LANGUAGE plpgsql
```
```then
CALL copy_wards();
SELECT id, beds FROM copied
```
```rows
1 | 10
```
```refused 42601
```
```quiet
CREATE TABLE filled (id INTEGER)
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.tsql_call import called, in_brackets
from dbmigrate.rules.procedural.tsql_judgement import is_written, understood
from dbmigrate.rules.procedural.tsql_shapes import NONE
from dbmigrate.syntax.procedural.tsql_statements import InsertExecute


@rule("PL242", source="sqlserver", severity=Severity.REFUSED, on=node(InsertExecute), after=("ID001", "ID002", "ID003"))
def check(statement: InsertExecute, context: Context) -> Hit | None:
    call = statement.call
    judgement = understood(context)
    if judgement is None or not is_written(statement, context) or call.procedure is None:
        return None
    shape = judgement.shapes.get(call.part.first, NONE)
    replace = [(call.keyword, "SELECT * FROM"), *called(call, shape, context)]
    if statement.into is None:
        replace.append((statement.keyword.after, " INTO"))
    replace.append(in_brackets(call, call.procedure, "", []))
    return Hit(replace=replace, values={"name": call.procedure.text()})
