"""UPDATING({column}) asks whether the statement sets the column

PL/pgSQL sees the rows only: it asks whether the value has changed. A statement that sets the column to the value that
it had is no longer seen.

```zh
UPDATING({column}) 判断语句是否更新该列
PL/pgSQL 只能看到新旧行，因此改为判断值是否变化；把列更新为原值的语句不再被识别。
```
```setup
CREATE TABLE ward (id INTEGER, code VARCHAR(10));
```
```oracle
CREATE TRIGGER ward_biu BEFORE INSERT OR UPDATE ON ward FOR EACH ROW
BEGIN
  IF UPDATING('CODE') THEN
    :new.id := 7;
  END IF;
END;
/
```
```then
INSERT INTO ward VALUES (1, 'a');
INSERT INTO ward VALUES (2, 'b');
UPDATE ward SET code = 'c' WHERE id = 2;
UPDATE ward SET id = 3 WHERE id = 1;
SELECT id, code FROM ward ORDER BY id
```
```rows
3 | a
7 | c
```
```refused 42883
```
```oracle
CREATE TRIGGER ward_bu BEFORE INSERT OR UPDATE OF code ON ward
BEGIN
  IF UPDATING('CODE') THEN
    raise_application_error(-20001, 'closed');
  END IF;
END;
/
```
```then
INSERT INTO ward VALUES (1, 'a');
SELECT id, code FROM ward
```
```rows
1 | a
```
```refused 42883
```
```quiet
CREATE TRIGGER ward_biu BEFORE INSERT OR UPDATE ON ward FOR EACH ROW
BEGIN
  IF UPDATING THEN
    :new.id := 7;
  END IF;
END;
/
```
"""

from sqlglot import exp

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.trigger_columns import only_column
from dbmigrate.syntax.procedural.nodes import Trigger


@rule("PL033", source="oracle", severity=Severity.REFUSED, fix=Fix.REVIEW, on=call("UPDATING"), kept=True)
def check(found: Call, context: Context) -> Hit | None:
    trigger = context.above(Trigger)
    column = found.args[0].node if len(found.args) == 1 else None
    if trigger is None or trigger.table is None or not isinstance(column, exp.Literal):
        return None
    if only_column(trigger) == column.this.upper():
        return Hit(replace=[(found, "(TG_OP = 'UPDATE')")], values={"column": column.this}, fix=Fix.SAFE)
    if trigger.each_row is None:
        return None  # trigger_columns.py
    name = context.names.spell_column(path_of(trigger.table), column.this.upper(), True, schema=context.schema)
    text = f"(TG_OP = 'UPDATE' AND NEW.{name} IS DISTINCT FROM OLD.{name})"
    return Hit(replace=[(found, literal_template(text))], values={"column": column.this})
