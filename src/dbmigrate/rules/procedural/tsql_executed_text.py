r"""a text is executed: {what}

EXECUTE runs a text in PL/pgSQL. Its SQL is SQL Server's, made while the code runs: no rule has seen it. A helper writes what
differs in most of such texts (hints of locks, N'..', [names], dbo., #tables, ISNULL, LEN, GETDATE, CONVERT, EXEC); all else fails or must be
looked at. A text that declares a cursor opens it, for the query behind FOR. Rows are handed out as a cursor where a constant begins the text with SELECT; else they are lost.

```zh
执行动态文本：{what}
PL/pgSQL 用 EXECUTE 执行文本。其中的 SQL 是运行时拼成的 SQL Server 语句，未经任何规则改写；辅助函数只改写此类文本中最常见的差异（锁提示、N'..'、[名称]、dbo.、#临时表、ISNULL、LEN、GETDATE、CONVERT、EXEC），其余会报错或须复核。声明游标的文本改为直接打开该游标（FOR 之后的查询）。文本以常量 SELECT 开头时，结果集以游标返回；否则丢失。
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
  EXECUTE dbmigrate.executed(sql);
  sql := 'UPDATE ward SET beds = @n WHERE id = @id';
  EXECUTE dbmigrate.executed(sql, ARRAY['@n', '@id']) USING 7, 1;
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
```setup
CREATE TABLE ward (id INTEGER, beds INTEGER);
INSERT INTO ward (id, beds) VALUES (1, 10);
INSERT INTO ward (id, beds) VALUES (2, 20);
```
```sqlserver
CREATE PROCEDURE count_beds @id INTEGER, @beds INTEGER OUTPUT, @n INTEGER OUTPUT AS
BEGIN
  DECLARE @sql NVARCHAR(200) = N'SELECT @b = ISNULL(SUM(beds), 0), @c = COUNT(*) FROM [dbo].[ward] (NOLOCK) WHERE id >= @id'
  EXEC sp_executesql @sql, N'@id INTEGER, @b INTEGER OUTPUT, @c INTEGER OUT', @id, @beds OUTPUT, @c = @n OUTPUT
  CREATE TABLE #found (id INTEGER)
  INSERT INTO #found (id) EXEC ('SELECT id FROM dbo.ward WHERE beds > 10')
  UPDATE ward SET beds = 0 FROM #found f WHERE f.id = ward.id
END
```
```then
CREATE TABLE said (beds INTEGER, n INTEGER);
DO $$ DECLARE b INTEGER; n INTEGER; BEGIN CALL count_beds(1, b, n); INSERT INTO said VALUES (b, n); END $$;
SELECT said.beds, said.n, ward.beds FROM said, ward ORDER BY ward.id
```
```rows
30 | 2 | 10
30 | 2 | 0
```
```refused 42601
```
```sqlserver
CREATE PROCEDURE close_wards AS
BEGIN
  DECLARE @rc INTEGER, @n INTEGER
  EXEC @rc = sys.sp_executesql N'UPDATE ward SET beds = 5'
  EXECUTE @rc = sp_executesql N'SELECT @n = COUNT(*) FROM ward WHERE beds > @x', N'@x INT, @n INT OUT', 1, @n OUT
  UPDATE ward SET beds = beds + @n WHERE @rc = 0
END
```
```then
CALL close_wards();
SELECT id, beds FROM ward ORDER BY id
```
```rows
1 | 7
2 | 7
```
```refused 42601
```
```quiet
SELECT 1 AS executed
```
"""

from collections.abc import Iterable

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.procedural.tsql_called_rows import has_out
from dbmigrate.rules.procedural.tsql_calls import RESULTS
from dbmigrate.rules.procedural.tsql_judgement import EXECUTED, RESULT, TsqlJudgement, is_written, understood
from dbmigrate.rules.procedural.tsql_prepared_types import defined_types, passed
from dbmigrate.rules.procedural.tsql_select import CURSORS
from dbmigrate.rules.procedural.tsql_text import Replacement, is_closed
from dbmigrate.syntax.procedural.tsql_executed_cursors import declared_by, executed_cursors, text_of
from dbmigrate.syntax.procedural.tsql_nodes import TsqlUnit
from dbmigrate.syntax.procedural.tsql_prepared import Prepared, is_prepared, prepared
from dbmigrate.syntax.procedural.tsql_statements import Execute, InsertExecute


@rule("PL243", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(Execute), after=("PL206",))
def check(call: Execute, context: Context) -> Hit | None:
    judgement, unit = understood(context), context.above(TsqlUnit)
    if judgement is None or unit is None or not is_written(call, context):
        return None
    above = context.path[-1]
    if isinstance(above, InsertExecute):
        if not call.texts:
            return None
        return Hit(replace=[filled(above)], values={"what": "INSERT EXEC"}, helpers=("executed",))
    cursor = declared_by(call, unit)
    if cursor and cursor in executed_cursors(unit):
        return opened(call, cursor, context)
    if call.texts:
        text = "{}" if len(call.texts) == 1 else " || ".join("{}" for _ in call.texts)
        whole = Part(call.part.first, call.part.last - is_closed(call))
        template = handing(call, f"EXECUTE dbmigrate.executed({text})", judgement, unit)
        return Hit(replace=[(whole, template, *call.texts)], values={"what": "EXEC"}, helpers=("executed",))
    found = prepared(call, unit) if is_prepared(call) else None
    if found is None:
        return None
    whole = Part(call.part.first, call.part.last - is_closed(call))
    template, places = executed(call, found, judgement, unit, context)
    template = handing(call, template, judgement, unit)
    if call.result is not None:  # an error never comes here
        template, places = f"{template}; {{}} := 0", [*places, call.result]
    definition = [a.value for a in call.arguments[1:2]]  # is not written, and takes its own edits along
    named = [a.name for a in call.arguments if a.name is not None]
    replace = (whole, template, *places, *definition, *named)
    return Hit(replace=[replace], values={"what": "sp_executesql"}, helpers=("executed",))


def opened(call: Execute, cursor: str, context: Context) -> Hit:
    """Its query is what stands behind FOR."""
    given = call.texts or tuple(piece for piece in (text_of(call),) if piece is not None)
    text = " || ".join("{}" for _ in given)
    query = f"regexp_replace({text}, '^.*?\\mcursor\\M.*?\\mfor\\M', '', 'i')"
    name = literal_template(context.names.spell(cursor, False, "plvar"))
    template = f"OPEN {name} FOR EXECUTE dbmigrate.executed({query})"
    whole = Part(call.part.first, call.part.last - is_closed(call))
    return Hit(replace=[(whole, template, *given)], values={"what": "DECLARE CURSOR"}, helpers=("executed",))


def handing(call: Execute, template: str, judgement: TsqlJudgement, unit: TsqlUnit) -> str:
    """The rows of a query are handed out as a cursor."""
    if judgement.modes.get(call.part.first) != CURSORS:
        return template
    name = literal_template(judgement.names[RESULT])
    handed = f"{RESULTS} := {RESULTS} || {name}" if has_out(unit) else f"RETURN NEXT {name}"
    return f"{name} := NULL; OPEN {name} FOR {template}; {handed}"


def executed(
    call: Execute, found: Prepared, judgement: TsqlJudgement, unit: TsqlUnit, context: Context
) -> tuple[str, list[object]]:
    """A loop over its rows where it assigns: without a row the variables keep what they hold, the last row counts."""
    text: list[object] = [call.arguments[0].value]
    more = f", {names(found.names)}" if found.names else ""
    more += f", {names(found.outputs)}" if found.outputs else ""
    types = defined_types(call, context)
    shown = [passed(v, types.get(n, ""), unit, context) for n, v in zip(found.names, found.values, strict=True)]
    using = " USING " + ", ".join(shown) if shown else ""
    run = f"EXECUTE dbmigrate.executed({{}}{more}){using}"
    places = [*text, *found.values]
    if not found.outputs:
        return run, places
    row = literal_template(judgement.names[EXECUTED])
    lines = " ".join(f"{{}} := {row}.o{k};" for k in range(1, len(found.outputs) + 1))
    return f"FOR {row} IN {run} LOOP {lines} END LOOP", [*places, *(found.target(n) for n in found.outputs)]


def names(found: Iterable[str]) -> str:
    return "ARRAY[" + ", ".join(f"'{literal_template(n)}'" for n in found) + "]"


def filled(statement: InsertExecute) -> Replacement:
    """INSERT of what a text gives, as one text."""
    call = statement.call
    columns = " {}" if statement.columns is not None else ""
    whole = Part(statement.part.first, statement.part.last)
    text = " || ".join("{}" for _ in call.texts)
    places = [statement.table, *([statement.columns] if statement.columns is not None else []), *call.texts]
    return whole, f"EXECUTE 'INSERT INTO {{}}{columns} ' || dbmigrate.executed({text}, rows => true)", *places
