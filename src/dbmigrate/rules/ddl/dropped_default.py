"""a default is dropped by the name of its constraint

The target has no such constraint. Where the name ends in a column of the table, that column's default is dropped.

```zh
按约束名删除默认值
目标库没有默认值约束。名称以本表某列名结尾时，改为删除该列的默认值。
```
```setup
CREATE TABLE visit (id INT, state INT CONSTRAINT DF_visit_state DEFAULT (7));
```
```sqlserver
ALTER TABLE visit DROP CONSTRAINT DF_visit_state
```
```postgres
-- dbmigrate DD225 1: a default is dropped by the name of its constraint
ALTER TABLE visit ALTER COLUMN state DROP DEFAULT
```
```then
INSERT INTO visit (id) VALUES (1);
SELECT state FROM visit
```
```rows
NULL
```
```refused 42704
```
```quiet
ALTER TABLE visit DROP CONSTRAINT ck_visit
```
"""

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import Action, AlterTable


@rule("DD225", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(Action), after=("DD224",))
def check(action: Action, context: Context) -> Hit | None:
    statement = context.above(AlterTable)
    if action.kind != "drop constraint" or statement is None or len(action.names) != 1:
        return None
    name, path = action.names[0].value.lower(), path_of(statement.name)
    table = context.catalog.table(path, context.schema)
    if not name.startswith("df") or table is None or any(c.name.lower() == name for c in table.all_constraints):
        return None
    columns = sorted((c for c in table.columns if name.endswith(f"_{c}")), key=len)
    if not columns:
        return None
    spelled = context.names.spell_column(path, table.columns[columns[-1]].name, schema=context.schema)
    keyword = Part(action.keyword.first, action.names[0].part.first - 1)
    return Hit(replace=[(keyword, "ALTER COLUMN"), (action.names[0], literal_template(f"{spelled} DROP DEFAULT"))])
