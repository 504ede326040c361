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
```oracle
CREATE TRIGGER ward_bu BEFORE UPDATE ON ward REFERENCING NEW AS n OLD AS o FOR EACH ROW WHEN (n.code <> o.code)
BEGIN
  :n.code := :o."CODE";
END;
/
```
```then
INSERT INTO ward VALUES (1, 'a');
UPDATE ward SET id = 2, code = 'b';
SELECT id, code FROM ward
```
```rows
2 | a
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
from dbmigrate.rules.procedural.judged_triggers import row_names
from dbmigrate.syntax.ddl.nodes import Name
from dbmigrate.syntax.procedural.nodes import Trigger


@rule("PL031", source="oracle", severity=Severity.REFUSED, on=node(Name), kept=True, words=("TRIGGER",))
def check(name: Name, context: Context) -> Hit | None:
    trigger = context.above(Trigger)
    if trigger is None or trigger.table is None:
        return None
    if len(name.parts) == 1:
        return fused(name, trigger, context)
    first, rows = name.values[0].upper(), {alias: row for row, alias in row_names(trigger).items()}
    colon = first.startswith(":")
    row = rows.get(first.removeprefix(":"), "")
    if not row or not (colon or is_in_condition(name, trigger)) or first == row:
        return None
    return Hit(replace=[(name.parts[0], row)], values={"old": name.text(), "new": f"{row}.{name.value}"})


def fused(name: Name, trigger: Trigger, context: Context) -> Hit | None:
    """`:new.code`, which is one word for the tokenizer."""
    assert trigger.table
    row, point, column = name.value.partition(".")
    if not row.startswith(":") or row[1:].upper() not in ("NEW", "OLD") or not point:
        return None
    quoted, column = column.startswith('"'), column.strip('"')
    spelled = context.names.spell_column(path_of(trigger.table), column, quoted, schema=context.schema)
    new = f"{row[1:].upper()}.{spelled}"
    return Hit(replace=[(name, literal_template(new))], values={"old": name.text(), "new": new})


def is_in_condition(name: Name, trigger: Trigger) -> bool:
    """In WHEN the rows have no colon."""
    part = trigger.condition.part if trigger.condition else None
    return part is not None and part.first <= name.part.first <= part.last
