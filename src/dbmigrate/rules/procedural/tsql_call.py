"""EXEC of {name}

PostgreSQL calls a procedure by CALL, with its arguments in parentheses and names before `=>`; what the procedure leaves
in its INOUT parameters comes back into the variables that were passed. The status of RETURN is the parameter
return_status. Arguments are cast where the target would not find the procedure for their types.

```zh
EXEC 调用 {name}
PostgreSQL 用 CALL 调用过程：参数写在括号中，按名称传递用 `=>`；过程写入 INOUT 参数的值会回到传入的变量。RETURN 的状态值通过参数 return_status 返回。若按实参类型找不到过程，则加上类型转换。
```
```notes
handed | its rows are handed on: a client reads them as PL250 and PL251 say | 其返回的结果集继续传出：客户端的读取方式见 PL250 和 PL251
lost | the rows that it gives are not handed on | 其返回的结果集不会传出
elsewhere | the procedure was not given | 未提供该过程
status | its status is not known: the variable gets 0 | 返回状态未知：变量取 0
```
```setup sqlserver
CREATE TABLE ward (id INTEGER, beds SMALLINT);
GO
CREATE PROCEDURE add_ward @id INTEGER, @beds SMALLINT = 5, @total INTEGER OUTPUT AS
BEGIN
  IF @id < 0 RETURN -1
  INSERT INTO ward (id, beds) VALUES (@id, @beds)
  SELECT @total = COUNT(*) FROM ward
END
```
```sqlserver
CREATE PROCEDURE add_two AS
BEGIN
  DECLARE @n INTEGER, @r INTEGER
  EXEC add_ward 1, 3, @n OUTPUT
  EXEC @r = add_ward @id = 2, @beds = 4, @total = @n OUTPUT
  INSERT INTO ward (id, beds) VALUES (@n, @r)
  EXEC @r = add_ward -1, 4, @n OUTPUT
  INSERT INTO ward (id, beds) VALUES (@n, @r)
END
```
```postgres
CREATE PROCEDURE add_two() AS $$
DECLARE
  n INTEGER;
  r INTEGER;
  called_status integer;
BEGIN
  CALL add_ward(1, 3::smallint, n, return_status => called_status);
  CALL add_ward(id => 2, beds => 4::smallint, total => n, return_status => r);
  INSERT INTO ward (id, beds) VALUES (n, r);
  CALL add_ward(-1, 4::smallint, n, return_status => r);
  INSERT INTO ward (id, beds) VALUES (n, r);
END;
$$ LANGUAGE plpgsql
```
```then
CALL add_two();
SELECT id, beds FROM ward
```
```rows
1 | 3
2 | 4
2 | 0
2 | -1
```
```refused 42601
```
```sqlserver
CREATE PROCEDURE add_one AS
EXEC add_ward @id = 7, @beds = 2
```
```postgres
CREATE PROCEDURE add_one() AS $$
BEGIN
EXECUTE 'CALL add_ward(id => $1::integer, beds => $2::smallint, total => NULL::integer)' USING 7, 2;
END;
$$ LANGUAGE plpgsql
```
```then
CALL add_one();
SELECT id, beds FROM ward
```
```rows
7 | 2
```
```setup sqlserver
CREATE TABLE ward (id INTEGER, beds INTEGER);
GO
CREATE PROCEDURE wards_from @id INTEGER AS
SELECT id, beds FROM ward WHERE id >= @id
```
```sqlserver
CREATE PROCEDURE wards_twice @id INTEGER AS
BEGIN
  INSERT INTO ward (id, beds) VALUES (@id, 1)
  EXEC wards_from @id
  EXEC wards_from @id = 2
END
```
```postgres
-- dbmigrate PL240 4: EXEC of wards_from (its rows are handed on: a client reads them as PL250 and PL251 say)
-- dbmigrate PL240 5: EXEC of wards_from (its rows are handed on: a client reads them as PL250 and PL251 say)
CREATE FUNCTION wards_twice (p_id INTEGER) RETURNS TABLE (id integer, beds integer) AS $$
#variable_conflict use_column
BEGIN
  INSERT INTO ward (id, beds) VALUES (p_id, 1);
  RETURN QUERY SELECT * FROM wards_from(p_id);
  RETURN QUERY SELECT * FROM wards_from(p_id => 2);
END;
$$ LANGUAGE plpgsql
```
```then
SELECT * FROM wards_twice(3)
```
```rows
3 | 1
3 | 1
```
```refused 42601
```
```quiet
SELECT 1 AS exec
```
"""

from typing import Any

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.procedural.tsql_called_rows import Handed, handed_on
from dbmigrate.rules.procedural.tsql_calls import (
    KEPT_STATUS,
    STATUS,
    argument_text,
    is_made_as_text,
    matched,
    signature_of,
)
from dbmigrate.rules.procedural.tsql_judgement import CALLED, is_written, understood
from dbmigrate.rules.procedural.tsql_passed import helpers_of
from dbmigrate.rules.procedural.tsql_shapes import NONE, Shape
from dbmigrate.rules.procedural.tsql_text import Replacement
from dbmigrate.rules.procedural.tsql_text_call import in_text
from dbmigrate.syntax.ddl.nodes import Name
from dbmigrate.syntax.procedural.tsql_descriptions import description_of
from dbmigrate.syntax.procedural.tsql_nodes import TsqlUnit
from dbmigrate.syntax.procedural.tsql_prepared import is_prepared
from dbmigrate.syntax.procedural.tsql_renames import renaming
from dbmigrate.syntax.procedural.tsql_statements import Execute, InsertExecute


@rule("PL240", source="sqlserver", severity=Severity.REFUSED, on=node(Execute), after=("ID001", "ID002", "ID003", "PL206"))
def check(call: Execute, context: Context) -> Hit | None:
    judgement = understood(context)
    if judgement is None or not is_written(call, context) or call.procedure is None or is_prepared(call):
        return None
    if call.procedure.kind == "variable":
        return None  # PL321
    if renaming(call) is not None or description_of(call) is not None:
        return None  # PL271, PL311
    if context.path and isinstance(context.path[-1], InsertExecute):
        return None
    unit, signature = context.above(TsqlUnit), signature_of(call, context)
    shape = judgement.shapes.get(call.part.first, NONE)
    assert unit is not None
    values = {"name": call.procedure.text()}
    if signature is not None and is_made_as_text(call, signature, unit, context):
        return Hit(replace=[in_text(call, signature, judgement, unit, shape, context)], values=values)
    handed = handed_on(call, shape, judgement, unit) if shape.kind else Handed("CALL")
    replace = called(call, shape, context)
    added, places = [handed.argument] if handed.argument else [], list[object]()
    status = signature is not None and signature.status and not shape.is_function
    if status:
        added.append(f"{STATUS} => {{}}" if call.result else f"{STATUS} => {judgement.names[CALLED]}")
        places = [call.result] if call.result else []
    template = ", ".join(added)
    template = f", {template}" if call.arguments and template else template
    replace.append(in_brackets(call, call.procedure, template, places, handed.closing))
    if call.tail is not None:
        replace.append((call.tail, ""))
    head = Part(call.part.first, (call.equals or call.keyword).last)
    touching = call.lexed.tokens[head.last].end + 1 == call.lexed.tokens[head.last + 1].start
    replace.append((head, f"{handed.before} " if touching else handed.before))
    note, behind, named = "elsewhere" if signature is None else handed.note, handed.behind, list[object]()
    if call.result is not None and not status:
        kept = signature is not None and signature.status and shape.is_function
        value = f"current_setting('{KEPT_STATUS}')::integer" if kept else "0"
        behind, named = f" {{}} := {value};{behind}", [call.result]
        unknown = signature is None or (signature.status and not kept)
        note = note or ("status" if unknown else "")
    if behind:
        replace.append((call.part.after, behind, *named))
    more: dict[str, Any] = {"note": note, "fix": Fix.REVIEW} if note else {}
    return Hit(replace=replace, values=values, helpers=helpers_of(replace), **more)


def in_brackets(call: Execute, name: Name, more: str, places: list[object], closing: str = "") -> Replacement:
    """The procedure's name and its arguments. `more`: a template of what stands behind them."""
    if not call.arguments:
        return (name.part.after, f"({more}){closing}", *places)
    listed = Part(call.arguments[0].part.first, call.arguments[-1].part.last)
    return (Part(name.part.first, listed.last), f"{{}}({{}}{more}){closing}", name, listed, *places)


def called(call: Execute, shape: Shape, context: Context) -> list[Replacement]:
    signature = signature_of(call, context)
    by_argument = {id(given): a for a, given in matched(call, signature)} if signature else {}
    replace: list[Replacement] = []
    for given in call.arguments:
        replace += argument_text(given, by_argument.get(id(given)), shape.names, context)
    return replace
