"""RETURN of a value: {value}

A trigger's function has to return a row, behind the event NULL will do. A procedure of PostgreSQL returns no status;
0, which says that all went well, can be left out; another one is handed out by a parameter, return_status, or, by a function that
gives rows, in the setting dbmigrate.return_status, which its callers read. A text that is longer than the function's type is cut
off by T-SQL; PostgreSQL forgets the length of a result, so a cast cuts it off.

```zh
RETURN 返回值：{value}
触发器函数须返回一行，事件之后的触发器返回 NULL 即可。PostgreSQL 的过程没有返回状态；表示成功的 0 可以省略，其他状态通过参数 return_status 返回；返回结果集的函数则放在设置 dbmigrate.return_status 中，由调用方读取。函数结果超过声明长度时 T-SQL 会截断，而 PostgreSQL 不保留结果类型的长度，因此用类型转换截断。
```
```notes
kept | a function that gives rows hands its status out in the setting dbmigrate.return_status | 返回结果集的函数把返回状态放在设置 dbmigrate.return_status 中
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
```sqlserver
CREATE PROCEDURE judge_ward @n INTEGER AS
BEGIN
  IF @n > 5 RETURN 7
  RETURN
END
```
```postgres
CREATE PROCEDURE judge_ward (n INTEGER, INOUT return_status integer DEFAULT 0) AS $$
BEGIN
  return_status := 0;
  IF n > 5 THEN return_status := 7; RETURN; END IF;
  RETURN;
END;
$$ LANGUAGE plpgsql
```
```then
CALL judge_ward(6)
```
```rows
7
```
```sqlserver
CREATE PROCEDURE wards_from @id INTEGER AS
BEGIN
  SELECT id FROM ward WHERE id >= @id
  IF @id < 0 RETURN -2.7
END
```
```then
SELECT count(*) FROM wards_from(-1);
SELECT current_setting('dbmigrate.return_status')
```
```rows
-2
```
```quiet
CREATE PROCEDURE fill AS
BEGIN
  RETURN;
END
```
"""

from typing import Any, Final

from dbmigrate.catalog.values import SqlType
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.engine.views import view
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.placing import WRITTEN_BEFORE
from dbmigrate.rules.procedural.tsql_calls import NO_STATUS, STATUS, keeping_status
from dbmigrate.rules.procedural.tsql_cut import rounded
from dbmigrate.rules.procedural.tsql_judgement import TsqlJudgement, understood
from dbmigrate.rules.procedural.tsql_passed import passed
from dbmigrate.rules.procedural.tsql_routine import has_parameters_out
from dbmigrate.rules.procedural.tsql_tables import returned_table
from dbmigrate.rules.procedural.tsql_text import Replacement
from dbmigrate.rules.procedural.tsql_triggers import returning
from dbmigrate.syntax.ddl.nodes import Piece
from dbmigrate.syntax.procedural.statements import Return
from dbmigrate.syntax.procedural.tsql_nodes import TsqlRoutine, TsqlTrigger
from dbmigrate.syntax.procedural.tsql_results import has_status
from dbmigrate.syntax.sql import parse
from dbmigrate.types.values import Kind, Type

STATUS_TYPE: Final = Type(Kind.NUMBER, SqlType("INT"), "integer")


@rule("PL208", source="sqlserver", severity=Severity.REFUSED, on=node(Return), after=WRITTEN_BEFORE)
def check(statement: Return, context: Context) -> Hit | None:
    judgement = understood(context)
    if judgement is None:
        return None
    trigger = context.above(TsqlTrigger)
    if trigger is not None:
        return Hit(replace=[(statement.keyword, returning(trigger, context))], values={"value": "NULL"})
    unit = context.above(TsqlRoutine)
    table = returned_table(unit) if unit is not None else None
    if table is not None:
        name = literal_template(judgement.names[table.name.value.lower()])
        return Hit(replace=[(statement.keyword, f"RETURN QUERY SELECT * FROM {name}; RETURN")], values={"value": ".."})
    function = unit is not None and unit.kind == "procedure" and is_function(unit, judgement)
    if statement.value is None or unit is None:
        silent = function and unit is not None and has_status(unit)
        text = f"{keeping_status(NO_STATUS)} RETURN"
        return Hit(replace=[(statement.keyword, text)], values={"value": "0"}) if silent else None
    values = {"value": " ".join(statement.value.text().split()) if unit.kind == "procedure" else ".."}
    if unit.kind == "procedure":
        if not has_status(unit):
            return Hit(replace=[(statement.value, "")], values=values)
        part, number = statement.value.part, whole_number(statement.value, context)
        if not function:
            replace = [(statement.keyword, f"{STATUS} :="), *number, (part.after, "; RETURN")]
            return Hit(replace=replace, values=values)
        before, after = keeping_status("({})::integer::text").split("{}")
        more: dict[str, Any] = {"note": "kept", "fix": Fix.REVIEW} if statement.value.text() != "0" else {}
        replace = [(statement.keyword, ""), (part.before, before), *number, (part.after, f"{after} RETURN")]
        return Hit(replace=replace, values=values, **more)
    type_ = unit.returns.type if unit.returns else None
    replace = rounded(type_, statement.value, context) if type_ else []
    return Hit(replace=replace, values=values, severity=Severity.DIFFERS) if replace else None


def is_function(unit: TsqlRoutine, judgement: TsqlJudgement) -> bool:
    return bool(judgement.columns) or (judgement.hands_out_cursors and not has_parameters_out(unit))


def whole_number(value: Piece, context: Context) -> list[Replacement]:
    """A status is an integer: fractions are cut off (Transact-SQL Reference, "RETURN")."""
    tree = parse(value.lexed, value.part, value.into)
    if tree.root is None:
        return []
    given = context.types.reader(tree).type(tree.root)
    if not given.is_number or given.is_whole:
        return []
    return passed(view(tree, tree.root), value.part, STATUS_TYPE, "integer", context)
