"""EXEC of the procedure that {name} names

Which procedure it is is known only when the code runs. The runtime looks for it in the target's catalogue, passes the
arguments as texts that are cast to its parameters' types, and gives back what its OUTPUT parameters and its RETURN hand out.

```zh
EXEC 调用变量 {name} 所指的过程
运行时才知道调用哪个过程。运行时函数在目标库的系统目录中查找该过程，参数以文本传入并转换为其形参类型，再取回 OUTPUT 参数和 RETURN 的值。
```
```notes
late | which one it is is known only when the code runs; rows that it gives are not handed on | 运行时才知道是哪个过程；其结果集不会传出
```
```setup
CREATE TABLE ward (id INTEGER, beds INTEGER);
```
```setup sqlserver
CREATE TABLE ward (id INTEGER, beds INTEGER);
GO
CREATE PROCEDURE add_ward @id INTEGER, @beds SMALLINT = 5, @total INTEGER OUTPUT AS
BEGIN
  IF @id < 0 RETURN -1
  INSERT INTO ward (id, beds) VALUES (@id, @beds)
  SELECT @total = COUNT(*) FROM ward
END
GO
CREATE PROCEDURE clear_wards AS
DELETE FROM ward WHERE id > 100
GO
CREATE PROCEDURE wards_from @id INTEGER AS
SELECT id FROM ward WHERE id >= @id
```
```sqlserver
CREATE PROCEDURE run_ward @what SYSNAME, @id INTEGER AS
BEGIN
  DECLARE @n INTEGER, @r INTEGER
  EXEC @r = @what @id, 3, @n OUTPUT
  INSERT INTO ward (id, beds) VALUES (@n, @r)
  SET @what = 'dbo.add_ward'
  EXEC @what @total = @n OUT, @id = 9
  INSERT INTO ward (id, beds) VALUES (@n + 100, NULL)
  SET @what = '[clear_wards]'
  EXEC @what
  SET @what = 'wards_from'
  EXEC @r = @what 1
END
```
```postgres
-- dbmigrate PL321 4: EXEC of the procedure that @what names (which one it is is known only when the code runs; rows that it gives are not handed on)
-- dbmigrate PL321 7: EXEC of the procedure that @what names (which one it is is known only when the code runs; rows that it gives are not handed on)
-- dbmigrate PL321 10: EXEC of the procedure that @what names (which one it is is known only when the code runs; rows that it gives are not handed on)
-- dbmigrate PL321 12: EXEC of the procedure that @what names (which one it is is known only when the code runs; rows that it gives are not handed on)
CREATE PROCEDURE run_ward (what varchar(128), id INTEGER) AS $$
#variable_conflict use_column
DECLARE
  n INTEGER;
  r INTEGER;
  called_values text[];
BEGIN
  what := what::varchar(128);
  called_values := dbmigrate.call_named(what, ARRAY['', '', ''], ARRAY[CAST(run_ward.id AS text), CAST(3 AS text), CAST(n AS text)]); n := called_values[4]; r := called_values[1];
  INSERT INTO ward (id, beds) VALUES (n, r);
  what := ('dbo.add_ward')::varchar(128);
  called_values := dbmigrate.call_named(what, ARRAY['total', 'id'], ARRAY[CAST(n AS text), CAST(9 AS text)]); n := called_values[2];
  INSERT INTO ward (id, beds) VALUES (n + 100, NULL);
  what := ('[clear_wards]')::varchar(128);
  PERFORM dbmigrate.call_named(what, ARRAY[]::text[], ARRAY[]::text[]);
  what := ('wards_from')::varchar(128);
  called_values := dbmigrate.call_named(what, ARRAY[''], ARRAY[CAST(1 AS text)]); r := called_values[1];
END;
$$ LANGUAGE plpgsql
```
```then
CALL run_ward('add_ward', 7);
CALL run_ward('add_ward', -1);
SELECT id, beds FROM ward ORDER BY 1, 2
```
```rows
1 | 0
7 | 3
9 | 5
9 | 5
NULL | -1
```
```refused 42601
```
```quiet
CREATE TABLE what (id INTEGER)
```
"""

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.procedural.tsql_judgement import CALLED_VALUES, is_written, understood
from dbmigrate.rules.procedural.tsql_text import is_closed
from dbmigrate.syntax.procedural.tsql_statements import Execute, InsertExecute


@rule("PL321", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(Execute), after=("PL206",))
def check(call: Execute, context: Context) -> Hit | None:
    judgement = understood(context)
    if judgement is None or not is_written(call, context):
        return None
    if call.procedure is None or call.procedure.kind != "variable" or isinstance(context.path[-1], InsertExecute):
        return None
    names, values = [], list[object]()
    back = ""
    targets: list[object] = []
    row = literal_template(judgement.names.get(CALLED_VALUES, ""))
    for k, argument in enumerate(call.arguments):
        names.append(literal_template(argument.name.value.lstrip("@").lower()) if argument.name is not None else "")
        values.append(argument.value)
        if argument.output is not None:
            back += f"; {{}} := {row}[{k + 2}]"
            targets.append(argument.value)
    if call.result is not None:
        back += f"; {{}} := {row}[1]"
        targets.append(call.result)
    given = ", ".join("CAST({} AS text)" for _ in values)
    asked = ", ".join(f"'{name}'" for name in names)
    lists = f"ARRAY[{asked}], ARRAY[{given}]" if values else "ARRAY[]::text[], ARRAY[]::text[]"
    before = f"{row} :=" if back else "PERFORM"
    whole = Part(call.part.first, call.part.last - is_closed(call))
    gone = [a.name for a in call.arguments if a.name is not None]
    template = f"{before} dbmigrate.call_named({{}}, {lists}){back}"
    replace = (whole, template, call.procedure, *values, *targets, *gone)
    return Hit(replace=[replace], values={"name": call.procedure.text()}, note="late", helpers=("call_named",))
