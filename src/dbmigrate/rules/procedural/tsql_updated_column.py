"""UPDATE({column}) in a trigger

SQL Server asks whether the statement names the column; PostgreSQL's triggers that run once for a statement cannot tell,
but can compare the rows: it is true where a value has changed, and for INSERT.

```zh
触发器中的 UPDATE({column})
SQL Server 判断语句是否写到该列；PostgreSQL 的语句级触发器无法得知，但可以比较前后行：值确有变化或为 INSERT 时为真。
```
```setup
CREATE TABLE ward (id INTEGER PRIMARY KEY, beds INTEGER);
INSERT INTO ward (id, beds) VALUES (1, 10);
CREATE TABLE seen (id INTEGER);
```
```sqlserver
CREATE TRIGGER ward_beds ON ward AFTER INSERT, UPDATE AS
BEGIN
  IF UPDATE(beds)
    INSERT INTO seen (id) SELECT id FROM inserted
END
```
```then
UPDATE ward SET id = 3 WHERE id = 4;
UPDATE ward SET beds = 11 WHERE id = 1;
INSERT INTO ward (id, beds) VALUES (2, 20);
SELECT id FROM seen ORDER BY id
```
```rows
1
2
```
```refused 42703
```
```quiet
CREATE TABLE updated (id INTEGER)
```
"""

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.tsql_judgement import understood
from dbmigrate.rules.procedural.tsql_triggers import is_instead, rows_table
from dbmigrate.syntax.procedural.tsql_nodes import TsqlTrigger


@rule("PL221", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=call("UPDATE"))
def check(found: Call, context: Context) -> Hit | None:
    unit = context.above(TsqlTrigger)
    if unit is None or understood(context) is None or len(found.args) != 1 or unit.table is None:
        return None
    kinds = {e.kind for e in unit.events}
    column = found.args[0]
    values = {"column": column.text}
    if "update" not in kinds:
        return Hit(replace=[(found, "true" if kinds == {"insert"} else "TG_OP = 'INSERT'", column)], values=values)
    return Hit(replace=[(found, is_changed(unit, context), column, column)], values=values)


def is_changed(unit: TsqlTrigger, context: Context) -> str:
    """The template of a test whether a column was changed: its name stands at both places."""
    assert unit.table is not None
    kinds = {e.kind for e in unit.events}
    table = context.catalog.table(path_of(unit.table), context.schema)
    keys = table.primary_key.columns if table is not None and table.primary_key is not None else ()
    key = "".join(literal_template(context.names.spell(k, False, "column")) + ", " for k in keys)
    new, old = (rows_table(unit, rows, context) for rows in ("inserted", "deleted"))
    rows = f"SELECT {key}{{}}::text FROM {new} EXCEPT SELECT {key}{{}}::text FROM {old}"
    test = f"EXISTS ({rows})"
    if kinds != {"update"} or is_instead(unit):
        test = f"(TG_OP = 'INSERT' OR TG_OP = 'UPDATE' AND {test})"
    return test
