"""statement behind which the code asks for @@ERROR

In SQL Server most errors end their statement only; the code asks @@ERROR and goes on. In PL/pgSQL an error ends the
code. So the statement gets a block of its own, whose handler puts the error's number into a variable: what the statement
did is taken back, and what was done before stays, as in SQL Server. The message goes to the client as a warning.

```zh
语句之后检查 @@ERROR
SQL Server 中大多数错误只终止该语句，代码随后读取 @@ERROR 并继续；PL/pgSQL 中错误会终止代码。因此为该语句单独建立一个块，其异常处理把错误号存入变量：只撤销该语句所做的修改，之前的修改保留，与 SQL Server 一致。错误信息以警告发给客户端。
```
```setup
CREATE TABLE ward (id INTEGER PRIMARY KEY);
CREATE TABLE seen (what INTEGER);
```
```sqlserver
CREATE PROCEDURE add_wards @n INTEGER AS
BEGIN
  INSERT INTO seen (what) VALUES (1)
  INSERT INTO ward (id) VALUES (@n)
  IF @@ERROR <> 0
  BEGIN
    INSERT INTO seen (what) VALUES (2)
    RETURN
  END
  INSERT INTO seen (what) VALUES (3)
END
```
```postgres
-- dbmigrate PL216 5: @@ERROR in code (errors that end the whole batch in SQL Server, such as failed conversions, come to the check as well)
CREATE PROCEDURE add_wards (n INTEGER) AS $$
DECLARE
  error_code integer;
BEGIN
  INSERT INTO seen (what) VALUES (1);
  BEGIN
  INSERT INTO ward (id) VALUES (n);
  error_code := 0;
  EXCEPTION WHEN OTHERS THEN error_code := dbmigrate.caught(SQLSTATE, SQLERRM);
  END;
  IF error_code <> 0 THEN
    INSERT INTO seen (what) VALUES (2);
    RETURN;
  END IF;
  INSERT INTO seen (what) VALUES (3);
END;
$$ LANGUAGE plpgsql
```
```then
CALL add_wards(5);
CALL add_wards(5);
SELECT what FROM seen
```
```rows
1
3
1
2
```
```refused 23505
```
```quiet
CREATE PROCEDURE add_ward @n INTEGER AS
BEGIN
  INSERT INTO ward (id) VALUES (@n)
END
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.placing import WRITTEN_BEFORE
from dbmigrate.rules.procedural.tsql_errors import CATCHABLE, ERROR
from dbmigrate.rules.procedural.tsql_judged import ROWCOUNT
from dbmigrate.rules.procedural.tsql_judgement import is_written, understood
from dbmigrate.rules.procedural.tsql_text import indent
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.procedural.tsql_statements import TsqlIf

WRITTEN_FIRST: Final = ("PL204", "PL206", "PL211", "PL212", "PL254", "PL240", "PL241", "PL243", "PL250", "PL251", "PL324")


@rule(
    "PL252",
    source="sqlserver",
    severity=Severity.REFUSED,
    on=tuple(map(node, (*CATCHABLE, TsqlIf))),
    after=(*WRITTEN_BEFORE, *WRITTEN_FIRST),
)
def check(statement: Node, context: Context) -> Hit | None:
    judgement = understood(context)
    name = judgement.names.get(ERROR.lower()) if judgement else None
    if judgement is None or name is None or not is_written(statement, context):
        return None
    line = "\n" + indent(statement.lexed, statement.part)
    if isinstance(statement, TsqlIf):
        if statement.part.first not in judgement.errors.reset:
            return None
        return Hit(replace=[(statement.part.before, f"{name} := 0;{line}")])
    if statement.part.first not in judgement.errors.checked:
        return None
    counted = judgement.names.get(ROWCOUNT.lower())
    more = f" {counted} := 0;" if counted else ""
    handler = f"EXCEPTION WHEN OTHERS THEN {name} := dbmigrate.caught(SQLSTATE, SQLERRM);{more}"
    return Hit(
        replace=[
            (statement.part.before, f"BEGIN{line}"),
            (statement.part.after, f"{line}{name} := 0;{line}{handler}{line}END;"),
        ],
        helpers=("caught", "error_number"),
    )
