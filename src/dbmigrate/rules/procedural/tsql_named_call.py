"""EXEC of the procedure that {name} names

Which procedure it is is known only when the code runs. The runtime looks for it in the target's catalogue, passes the
arguments as texts that are cast to its parameters' types, and gives back what its OUTPUT parameters and its RETURN hand out.

```zh
EXEC 调用变量 {name} 所指的过程
运行时才知道调用哪个过程。运行时函数在目标库的系统目录中查找该过程，参数以文本传入并转换为其形参类型，再取回 OUTPUT 参数和 RETURN 的值。
```
```notes
late | which one it is is known only when the code runs; rows that it gives are not handed on | 运行时才知道是哪个过程；其结果集不会传出
filled | which one it is is known only when the code runs; its rows are looked for then | 运行时才知道是哪个过程，届时才取其结果集
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
```setup sqlserver
CREATE TABLE ward (id INTEGER, beds INTEGER);
INSERT INTO ward (id, beds) VALUES (1, 10), (2, 20), (3, 30);
GO
CREATE PROCEDURE wards_from @id INTEGER AS
SELECT id, beds FROM ward WHERE id >= @id
GO
CREATE PROCEDURE wards_and_beds AS
BEGIN
  SELECT id, beds FROM ward WHERE id = 1
  SELECT 9, 90
END
GO
CREATE PROCEDURE wards_counted @n INTEGER OUTPUT AS
BEGIN
  SELECT id, beds FROM ward WHERE id <= 2
  SET @n = 2
  RETURN 5
END
```
```sqlserver
CREATE PROCEDURE fill_ward @what SYSNAME AS
BEGIN
  DECLARE @n INTEGER, @k INTEGER, @r INTEGER
  CREATE TABLE #found (id INTEGER, beds INTEGER, at INTEGER IDENTITY(1, 1))
  INSERT INTO #found (id, beds) EXEC @what 2
  SET @k = @@ROWCOUNT
  SET @what = 'wards_and_beds'
  INSERT #found (id, beds) EXEC @what
  SET @what = 'dbo.wards_counted'
  INSERT INTO #found (id, beds) EXEC @r = @what @n = @n OUTPUT
  SELECT id, beds FROM #found
  UNION ALL
  SELECT -@k, @n * 100 + @r
  ORDER BY 1, 2
END
```
```postgres
-- dbmigrate PL321 5: EXEC of the procedure that @what names (which one it is is known only when the code runs; its rows are looked for then)
-- dbmigrate PL321 8: EXEC of the procedure that @what names (which one it is is known only when the code runs; its rows are looked for then)
-- dbmigrate PL321 10: EXEC of the procedure that @what names (which one it is is known only when the code runs; its rows are looked for then)
-- dbmigrate PL250 11: procedure that gives rows: id, beds
CREATE FUNCTION fill_ward (what varchar(128)) RETURNS TABLE (id integer, beds integer) AS $$
#variable_conflict use_column
DECLARE
  n INTEGER;
  k INTEGER;
  r INTEGER;
  rowcount integer;
  called_values text[];
BEGIN
  what := what::varchar(128);
  PERFORM 'PRAGMA:TABLE: "#found" (id INTEGER, beds INTEGER, at INTEGER)'; DROP TABLE IF EXISTS pg_temp."#found"; CREATE TEMPORARY TABLE "#found" (id INTEGER, beds INTEGER, at INTEGER GENERATED BY DEFAULT AS IDENTITY);
  called_values := dbmigrate.call_named(what, ARRAY[''], ARRAY[CAST(2 AS text)], '"#found" (id, beds)'); rowcount := called_values[3];
  k := rowcount;
  what := ('wards_and_beds')::varchar(128);
  called_values := dbmigrate.call_named(what, ARRAY[]::text[], ARRAY[]::text[], '"#found" (id, beds)'); rowcount := called_values[2];
  what := ('dbo.wards_counted')::varchar(128);
  called_values := dbmigrate.call_named(what, ARRAY['n'], ARRAY[CAST(n AS text)], '"#found" (id, beds)'); n := called_values[2]; r := called_values[1]; rowcount := called_values[3];
  RETURN QUERY SELECT given.id::integer, given.beds::integer FROM (SELECT id, beds FROM "#found"
  UNION ALL
  SELECT -k, n * 100 + r
  ORDER BY 1 NULLS FIRST, 2 NULLS FIRST) AS given (id, beds);
END;
$$ LANGUAGE plpgsql
```
```then
SELECT id, beds FROM fill_ward('wards_from')
```
```rows
-2 | 205
1 | 10
1 | 10
2 | 20
2 | 20
3 | 30
9 | 90
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
from dbmigrate.rules.procedural.tsql_judged import ROWCOUNT
from dbmigrate.rules.procedural.tsql_judgement import CALLED_VALUES, is_written, understood
from dbmigrate.rules.procedural.tsql_text import is_closed
from dbmigrate.syntax.procedural.tsql_statements import Execute, InsertExecute

ON = (node(Execute), node(InsertExecute))


@rule("PL321", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=ON, after=("PL206",))
def check(statement: Execute | InsertExecute, context: Context) -> Hit | None:
    judgement = understood(context)
    call = statement.call if isinstance(statement, InsertExecute) else statement
    if judgement is None or not is_written(statement, context):
        return None
    if (
        call.procedure is None
        or call.procedure.kind != "variable"
        or (context.path and isinstance(context.path[-1], InsertExecute))
    ):
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
    filled: list[object] = []
    if isinstance(statement, InsertExecute):
        filled = [statement.table, *([statement.columns] if statement.columns is not None else [])]
        if ROWCOUNT.lower() in judgement.names:
            row = row or literal_template(judgement.names[CALLED_VALUES])
            back += f"; {literal_template(judgement.names[ROWCOUNT.lower()])} := {row}[{len(values) + 2}]"
    given = ", ".join("CAST({} AS text)" for _ in values)
    asked = ", ".join(f"'{name}'" for name in names)
    lists = f"ARRAY[{asked}], ARRAY[{given}]" if values else "ARRAY[]::text[], ARRAY[]::text[]"
    lists += f", '{' '.join('{}' for _ in filled)}'" if filled else ""
    before = f"{row} :=" if back else "PERFORM"
    whole = Part(statement.part.first, statement.part.last - is_closed(call))
    gone: list[object] = [a.name for a in call.arguments if a.name is not None]
    gone += [statement.into] if isinstance(statement, InsertExecute) and statement.into is not None else []
    template = f"{before} dbmigrate.call_named({{}}, {lists}){back}"
    replace = (whole, template, call.procedure, *values, *filled, *targets, *gone)
    note = "filled" if filled else "late"
    return Hit(replace=[replace], values={"name": call.procedure.text()}, note=note, helpers=("call_named", "fill"))
