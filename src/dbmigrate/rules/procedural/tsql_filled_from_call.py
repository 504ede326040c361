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
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.procedural.tsql_call import called, in_brackets
from dbmigrate.rules.procedural.tsql_judgement import TsqlJudgement, is_written, understood
from dbmigrate.rules.procedural.tsql_shapes import NONE
from dbmigrate.rules.procedural.tsql_text import Replacement, is_closed
from dbmigrate.syntax.procedural.tsql_statements import InsertExecute


@rule("PL242", source="sqlserver", severity=Severity.REFUSED, on=node(InsertExecute), after=("ID001", "ID002", "ID003"))
def check(statement: InsertExecute, context: Context) -> Hit | None:
    call = statement.call
    judgement = understood(context)
    if judgement is None or not is_written(statement, context) or call.procedure is None:
        return None
    if call.procedure.kind == "variable":
        return None  # PL321
    shape = judgement.shapes.get(call.part.first, NONE)
    if shape.kind == "cursors":
        return from_cursors(statement, called(call, shape, context), judgement)
    replace = [(call.keyword, "SELECT * FROM"), *called(call, shape, context)]
    if statement.into is None:
        replace.append((statement.keyword.after, " INTO"))
    replace.append(in_brackets(call, call.procedure, "", []))
    return Hit(replace=replace, values={"name": call.procedure.text()})


def from_cursors(statement: InsertExecute, arguments: list[Replacement], judgement: TsqlJudgement) -> Hit:
    """Its results are cursors, whose rows a helper puts into the table."""
    call, columns = statement.call, statement.columns
    assert call.procedure is not None
    whole = Part(statement.part.first, call.part.last - is_closed(call))
    places: list[object] = [statement.table, *([columns] if columns is not None else []), call.procedure]
    listed = "{}" if call.arguments else ""
    if call.arguments:
        places.append(Part(call.arguments[0].part.first, call.arguments[-1].part.last))
    into = "{} {}" if columns is not None else "{}"
    counted = judgement.names.get("@@rowcount")
    start = f"{counted} :=" if counted else "PERFORM"
    text = f"{start} dbmigrate.fill('{into}', ARRAY(SELECT * FROM {{}}({listed})))"
    return Hit(replace=[(whole, text, *places), *arguments], values={"name": call.procedure.text()}, helpers=("fill",))
