"""statement that no semicolon ends

T-SQL tells from the next word that a statement is over. PL/pgSQL wants a semicolon behind each, and none alone.

```zh
语句末尾没有分号
T-SQL 根据下一个词判断语句结束；PL/pgSQL 的每个语句后都要有分号，也不允许单独的分号。
```
```setup
CREATE TABLE ward (id INTEGER);
```
```sqlserver
CREATE PROCEDURE fill AS
BEGIN
  INSERT INTO ward (id) VALUES (1)
  INSERT INTO ward (id) VALUES (2);;
  BEGIN
    DELETE FROM ward WHERE id = 1
  END
END
```
```postgres
CREATE PROCEDURE fill() AS $$
BEGIN
  INSERT INTO ward (id) VALUES (1);
  INSERT INTO ward (id) VALUES (2);
  BEGIN
    DELETE FROM ward WHERE id = 1;
  END;
END;
$$ LANGUAGE plpgsql
```
```then
CALL fill();
SELECT id FROM ward
```
```rows
2
```
```refused 42601
```
```quiet
SELECT 1 AS n
SELECT 2 AS n
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.tsql_judgement import understood
from dbmigrate.rules.procedural.tsql_text import is_closed, only_block
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.procedural.statements import Goto, Leave, Return
from dbmigrate.syntax.procedural.tsql_nodes import TsqlBody
from dbmigrate.syntax.procedural.tsql_statements import (
    BeginEnd,
    CursorCommand,
    Embedded,
    Execute,
    InsertExecute,
    Nothing,
    Print,
    Raiserror,
    SetVariable,
    Throw,
    TsqlFetch,
    TsqlIf,
    TsqlSqlStatement,
    WaitFor,
    While,
)

ENDED: Final = (
    BeginEnd, CursorCommand, Embedded, Execute, Goto, InsertExecute, Leave, Nothing, Print, Raiserror, Return, SetVariable,
    Throw, TsqlFetch, TsqlSqlStatement, WaitFor,
)  # fmt: skip


@rule("PL206", source="sqlserver", severity=Severity.REFUSED, on=tuple(map(node, ENDED)), after=("PL212", "PL254"))
def check(statement: Node, context: Context) -> Hit | None:
    if understood(context) is None:
        return None
    if isinstance(statement, Nothing):
        return Hit(replace=[(statement, "")])
    above = context.path[-1] if context.path else None
    if (isinstance(statement, SetVariable) and statement.cursor) or (
        isinstance(statement, CursorCommand) and statement.kind == "deallocate"
    ):
        return None  # nothing is left of it
    if isinstance(above, InsertExecute):
        return None
    if is_closed(statement) or (isinstance(statement, BeginEnd) and is_shell(statement, above)):
        return None
    return Hit(replace=[(statement.part.after, ";")])


def is_shell(block: BeginEnd, above: Node | None) -> bool:
    """Its END is written by what stands around it."""
    if isinstance(above, TsqlBody):
        return only_block(above) is block
    return isinstance(above, (TsqlIf, While))
