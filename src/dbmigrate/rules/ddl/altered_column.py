"""ALTER COLUMN with a type and NULL or NOT NULL

The target changes type and nullability by two actions. SQL Server makes a column nullable where neither is written. Text
becomes another type on the target only where USING says how.

```zh
ALTER COLUMN 同时修改类型与可空性
目标库用两个动作分别修改。SQL Server 未写明时列变为可空。文本列改为其他类型时，目标库须用 USING 写明转换。
```
```setup
CREATE TABLE visit (id INT NOT NULL, note VARCHAR(10) NULL);
```
```sqlserver
ALTER TABLE visit ALTER COLUMN note VARCHAR(20) NOT NULL
```
```postgres
ALTER TABLE visit ALTER COLUMN note TYPE VARCHAR(20), ALTER COLUMN note SET NOT NULL
```
```then
INSERT INTO visit VALUES (1, 'a longer text');
SELECT note FROM visit
```
```rows
a longer text
```
```refused 42601
```
```sqlserver
ALTER TABLE visit ALTER COLUMN note VARCHAR(20)
```
```postgres
ALTER TABLE visit ALTER COLUMN note TYPE VARCHAR(20), ALTER COLUMN note DROP NOT NULL
```
```refused 42601
```
```setup
CREATE TABLE visit (id INT NOT NULL, note VARCHAR(10) NULL);
INSERT INTO visit VALUES (1, '7');
```
```sqlserver
ALTER TABLE visit ALTER COLUMN note INT NULL
```
```postgres
ALTER TABLE visit ALTER COLUMN note TYPE INT USING note::integer, ALTER COLUMN note DROP NOT NULL
```
```then
SELECT note + 1 FROM visit
```
```rows
8
```
```refused 42601
```
```quiet
ALTER TABLE visit ADD state INT NOT NULL
```
"""

from typing import Any

from dbmigrate.catalog.elements import key_of, sql_type
from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.computed_column import spelled
from dbmigrate.syntax.ddl.nodes import Action, AlterTable, Column
from dbmigrate.types.sqlserver import TEXTS, plain


@rule("DD223", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Action))
def check(action: Action, context: Context) -> Hit | None:
    if action.kind != "modify column" or action.columns[0].type is None:
        return None
    column = action.columns[0]
    assert column.type is not None
    stated = column.constraint("not null")
    verb = "SET" if stated else "DROP"
    template, places = f", ALTER COLUMN {{}} {verb} NOT NULL", [column.name]
    made = sql_type(column.type)
    target = spelled(plain(made), context) if made and not made.user and was_text(column, context) else ""
    if target:
        template, places = f" USING {{}}::{target}{template}", [column.name, column.name]
    replace: list[tuple[Any, ...]] = [(column.type.part.before, "TYPE "), (column.type.part.after, template, *places)]
    stated = stated or column.constraint("null")
    return Hit(replace=replace + ([(stated, "")] if stated else []))


def was_text(column: Column, context: Context) -> bool:
    """The column held text before one of the estate's own changes, and becomes something else here."""
    statement = context.above(AlterTable)
    table = context.catalog.table(path_of(statement.name), context.schema) if statement else None
    known = table.columns.get(key_of(column.name)) if table else None
    made = sql_type(column.type)
    becomes_text = made is not None and plain(made).keyword in TEXTS
    return known is not None and not becomes_text and any(plain(t).keyword in TEXTS for t in known.earlier)
