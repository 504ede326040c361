"""GOTO back to {label}

PL/pgSQL knows no GOTO. The statements from the label on become a loop of its name; GOTO goes on with it from its
beginning, and behind the last such GOTO the loop is left.

```zh
向后跳转的 GOTO {label}
PL/pgSQL 没有 GOTO。从标签开始的语句改为以标签命名的循环：GOTO 改为从循环开头继续，最后一个 GOTO 之后离开循环。
```
```setup
CREATE TABLE ward (id INTEGER);
```
```sqlserver
CREATE PROCEDURE fill_wards @n INTEGER AS
BEGIN
  DECLARE @id INTEGER
  SET @id = 0
again:
  SET @id = @id + 1
  INSERT INTO ward (id) VALUES (@id)
  IF @id < @n GOTO again
  INSERT INTO ward (id) VALUES (-1)
END
```
```postgres
CREATE PROCEDURE fill_wards (n INTEGER) AS $$
DECLARE
  v_id INTEGER;
BEGIN
  v_id := 0;
<<again>> LOOP
  v_id := v_id + 1;
  INSERT INTO ward (id) VALUES (v_id);
  IF v_id < n THEN CONTINUE again; END IF;
EXIT again; END LOOP;
  INSERT INTO ward (id) VALUES (-1);
END;
$$ LANGUAGE plpgsql
```
```then
CALL fill_wards(2);
SELECT id FROM ward
```
```rows
1
2
-1
```
```refused 42601
```
```quiet
CREATE PROCEDURE fill_ward @n INTEGER AS
BEGIN
  IF @n < 0 GOTO done
  INSERT INTO ward (id) VALUES (@n)
done:
END
```
"""

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.tsql_judgement import is_written, understood
from dbmigrate.rules.procedural.tsql_jumps import Jump
from dbmigrate.syntax.procedural.statements import Goto
from dbmigrate.syntax.procedural.tsql_statements import TsqlLabel


@rule("PL270", source="sqlserver", severity=Severity.REFUSED, on=(node(Goto), node(TsqlLabel)), after=("PL215", "PL223"))
def check(statement: Goto | TsqlLabel, context: Context) -> Hit | None:
    judgement = understood(context)
    if judgement is None or not is_written(statement, context):
        return None
    name = statement.label if isinstance(statement, Goto) else statement.name
    jump = judgement.jumps.get(name.value.lower())
    if jump is None or jump.last is None:
        return None
    values, called = {"label": name.text()}, literal_template(name_of(jump))
    if isinstance(statement, Goto):
        return Hit(replace=[(statement.inner, f"CONTINUE {called}")], values=values) if jump.goes_back(statement) else None
    whole = statement.part.to(jump.last.part)
    ending = (whole.after, f"\nEXIT {called}; END LOOP;")
    if jump.has_block and is_written(jump.first, context):  # PL223 ends that block here
        return Hit(replace=[(statement.part.after, f"\n<<{called}>> LOOP"), ending], values=values)
    return Hit(replace=[(statement, f"<<{called}>> LOOP"), ending], values=values)


def name_of(jump: Jump) -> str:
    """The label's, or another one where it names a block already."""
    text = jump.label.name.text()
    return f"{text}_again" if jump.has_block else text
