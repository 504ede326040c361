"""{old} of a trigger is {new}

PL/pgSQL has no colon before the rows of a trigger.

```zh
触发器中的 {old} 写作 {new}
PL/pgSQL 中触发器的新旧行前不加冒号。
```
```setup
CREATE TABLE ward (id INTEGER, code VARCHAR(10));
CREATE SEQUENCE ward_seq;
```
```oracle
CREATE TRIGGER ward_bi BEFORE INSERT ON ward FOR EACH ROW
BEGIN
  IF :new.id IS NULL THEN
    SELECT ward_seq.NEXTVAL INTO :new.id FROM dual;
  END IF;
END;
/
```
```then
INSERT INTO ward (code) VALUES ('a');
SELECT id, code FROM ward
```
```rows
1 | a
```
```refused 42601
```
```quiet
SELECT id FROM ward
```
"""

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.syntax.ddl.nodes import Name
from dbmigrate.syntax.procedural.nodes import Trigger

ROWS = {":NEW": "NEW", ":OLD": "OLD"}


@rule("PL031", source="oracle", severity=Severity.REFUSED, on=node(Name))
def check(name: Name, context: Context) -> Hit | None:
    trigger = context.above(Trigger)
    if trigger is None or trigger.table is None or not name.text().startswith(":"):
        return None
    row, point, column = name.value.partition(".")
    if len(name.parts) > 1 or row.upper() not in ROWS or not point:
        return None
    spelled = context.names.spell_column(path_of(trigger.table), column, schema=context.schema)
    new = f"{ROWS[row.upper()]}.{spelled}"
    return Hit(replace=[(name, literal_template(new))], values={"old": name.text(), "new": new})
