"""EXEC of {name}

PostgreSQL calls a procedure by CALL, with its arguments in parentheses and names before `=>`; what the procedure leaves
in its INOUT parameters comes back into the variables that were passed. The status of RETURN is the parameter
return_status. Arguments are cast where the target would not find the procedure for their types.

```zh
EXEC 调用 {name}
PostgreSQL 用 CALL 调用过程：参数写在括号中，按名称传递用 `=>`；过程写入 INOUT 参数的值会回到传入的变量。RETURN 的状态值通过参数 return_status 返回。若按实参类型找不到过程，则加上类型转换。
```
```notes
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
EXECUTE 'CALL add_ward(id => $1::integer, beds => $2::smallint)' USING 7, 2;
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
```quiet
SELECT 1 AS exec
```
"""

from typing import Any

from dbmigrate.catalog.values import Signature
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.procedural.tsql_calls import (
    STATUS,
    argument_text,
    is_without_outputs,
    matched,
    signature_of,
    target_type,
)
from dbmigrate.rules.procedural.tsql_judgement import CALLED, is_written, understood
from dbmigrate.rules.procedural.tsql_prepared import is_prepared
from dbmigrate.rules.procedural.tsql_text import Replacement, is_closed
from dbmigrate.syntax.ddl.nodes import Name
from dbmigrate.syntax.procedural.tsql_statements import Execute, InsertExecute


@rule("PL240", source="sqlserver", severity=Severity.REFUSED, on=node(Execute), after=("ID001", "ID002", "ID003", "PL206"))
def check(call: Execute, context: Context) -> Hit | None:
    judgement = understood(context)
    if judgement is None or not is_written(call, context) or call.procedure is None or is_prepared(call):
        return None
    if context.path and isinstance(context.path[-1], InsertExecute):
        return None
    signature = signature_of(call, context)
    if signature is not None and is_without_outputs(call, signature):
        return Hit(replace=[in_text(call, signature, context)], values={"name": call.procedure.text()})
    replace = called(call, context)
    template, places = "", list[object]()
    if signature is not None and signature.status:
        template = f"{STATUS} => {{}}" if call.result else f"{STATUS} => {judgement.names[CALLED]}"
        places = [call.result] if call.result else []
        template = f", {template}" if call.arguments else template
    replace.append(in_brackets(call, call.procedure, template, places))
    if call.tail is not None:
        replace.append((call.tail, ""))
    head = Part(call.part.first, (call.equals or call.keyword).last)
    touching = call.lexed.tokens[head.last].end + 1 == call.lexed.tokens[head.last + 1].start
    replace.append((head, "CALL " if touching else "CALL"))
    note = "elsewhere" if signature is None else ""
    if call.result is not None and (signature is None or not signature.status):
        replace.append((call.part.after, " {} := 0;", call.result))
        note = note or ("status" if signature is None else "")
    more: dict[str, Any] = {"note": note, "fix": Fix.REVIEW} if note else {}
    return Hit(replace=replace, values={"name": call.procedure.text()}, **more)


def in_text(call: Execute, signature: Signature, context: Context) -> Replacement:
    """A CALL from a text may leave out INOUT parameters, and pass values that are no variables."""
    assert call.procedure is not None
    shown, values = [], []
    for k, (argument, given) in enumerate(matched(call, signature), 1):
        name = f"{context.names.spell(argument.name, False, 'param')} => " if given.name is not None else ""
        wanted = target_type(argument, context)
        shown.append(f"{name}${k}::{wanted}" if wanted else f"{name}${k}")
        values.append(given.value)
    using = " USING " + ", ".join("{}" for _ in values) if values else ""
    whole = Part(call.part.first, call.part.last - is_closed(call))
    text = literal_template(", ".join(shown))
    gone = [n for a in call.arguments for n in (a.name,) if n is not None]
    return (whole, f"EXECUTE 'CALL {{}}({text})'{using}", call.procedure, *values, *gone)


def in_brackets(call: Execute, name: Name, more: str, places: list[object]) -> Replacement:
    """The procedure's name and its arguments. `more`: a template of what stands behind them."""
    if not call.arguments:
        return (name.part.after, f"({more})", *places)
    listed = Part(call.arguments[0].part.first, call.arguments[-1].part.last)
    return (Part(name.part.first, listed.last), f"{{}}({{}}{more})", name, listed, *places)


def called(call: Execute, context: Context) -> list[Replacement]:
    signature = signature_of(call, context)
    by_argument = {id(given): a for a, given in matched(call, signature)} if signature else {}
    replace: list[Replacement] = []
    for given in call.arguments:
        replace += argument_text(given, by_argument.get(id(given)), context)
    return replace
