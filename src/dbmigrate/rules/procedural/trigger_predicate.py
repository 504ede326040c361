"""{word} in a trigger

PL/pgSQL has the event in the variable TG_OP.

```zh
触发器中的 {word}
PL/pgSQL 用变量 TG_OP 表示触发事件。
```
```setup
CREATE TABLE ward (id INTEGER, code VARCHAR(10));
```
```oracle
CREATE TRIGGER ward_biu BEFORE INSERT OR UPDATE ON ward FOR EACH ROW
BEGIN
  IF inserting THEN
    :new.code := 'new';
  ELSIF updating AND NOT deleting THEN
    :new.code := 'changed';
  END IF;
END;
/
```
```then
INSERT INTO ward VALUES (1, 'a');
INSERT INTO ward VALUES (2, 'b');
UPDATE ward SET code = 'c' WHERE id = 2;
SELECT id, code FROM ward ORDER BY id
```
```rows
1 | new
2 | changed
```
```refused 42703
```
```quiet
SELECT id AS inserting FROM ward
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import name, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.syntax.procedural.nodes import Trigger

EVENTS: Final = {"INSERTING": "INSERT", "UPDATING": "UPDATE", "DELETING": "DELETE"}


@rule("PL032", source="oracle", severity=Severity.REFUSED, on=tuple(map(name, EVENTS)), kept=True)
def check(found: Expr, context: Context) -> Hit | None:
    word = found.text.upper()
    if context.above(Trigger) is None or context.declared(word):
        return None
    return Hit(replace=[(found, f"(TG_OP = '{EVENTS[word]}')")], values={"word": word})
