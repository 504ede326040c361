"""GOTO forward to {label}

PL/pgSQL knows no GOTO. The statements between become a block with the label as its name, which EXIT leaves: the code
goes on behind it.

```zh
向前跳转的 GOTO {label}
PL/pgSQL 没有 GOTO。中间的语句改为以标签命名的块，用 EXIT 离开该块，代码从块后继续执行。
```
```setup
CREATE TABLE ward (id INTEGER, beds INTEGER);
```
```sqlserver
CREATE PROCEDURE check_ward @id INTEGER AS
BEGIN
  IF @id < 0 GOTO failed
  INSERT INTO ward (id, beds) VALUES (@id, 1)
  RETURN
failed:
  INSERT INTO ward (id, beds) VALUES (0, -1)
END
```
```postgres
CREATE PROCEDURE check_ward (id INTEGER) AS $$
#variable_conflict use_column
BEGIN
  <<failed>> BEGIN
  IF check_ward.id < 0 THEN EXIT failed; END IF;
  INSERT INTO ward (id, beds) VALUES (check_ward.id, 1);
  RETURN;
END failed;
  INSERT INTO ward (id, beds) VALUES (0, -1);
END;
$$ LANGUAGE plpgsql
```
```then
CALL check_ward(5);
CALL check_ward(-5);
SELECT id, beds FROM ward
```
```rows
5 | 1
0 | -1
```
```refused 42601
```
```quiet
CREATE TABLE goto (id INTEGER)
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.tsql_judgement import is_written, understood
from dbmigrate.syntax.procedural.statements import Goto
from dbmigrate.syntax.procedural.tsql_statements import TsqlLabel

LOST: Final = "RAISE EXCEPTION USING ERRCODE = 'assert_failure', MESSAGE = 'dbmigrate PL223: GOTO';"  # its block is not there


@rule("PL223", source="sqlserver", severity=Severity.REFUSED, on=(node(Goto), node(TsqlLabel)), after=("PL215",))
def check(statement: Goto | TsqlLabel, context: Context) -> Hit | None:
    judgement = understood(context)
    if judgement is None or not is_written(statement, context):
        return None
    if isinstance(statement, Goto):
        target = judgement.jumps.get(statement.label.value.lower())
        if target is not None and target.goes_back(statement):
            return None  # PL270
        if target is not None and not is_written(target.first, context):
            return Hit(replace=[(statement, LOST)], values={"label": statement.label.text()}, fix=Fix.REVIEW)
        return Hit(replace=[(statement.keyword, "EXIT")], values={"label": statement.label.text()})
    jump = judgement.jumps.get(statement.name.value.lower())
    if jump is None:
        return None
    values = {"label": statement.name.text()}
    if not jump.is_used or not jump.has_block or not is_written(jump.first, context):
        return Hit(replace=[(statement, "")], values=values) if jump.last is None else None
    return Hit(
        replace=[
            (jump.first.part.to(statement.part).before, "<<{}>> BEGIN\n  ", statement.name),
            (statement, "END {};", statement.name),
        ],
        values=values,
    )
