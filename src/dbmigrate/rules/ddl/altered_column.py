"""ALTER COLUMN with a type and NULL or NOT NULL

The target changes type and nullability by two actions. SQL Server makes a column nullable where neither is written.

```zh
ALTER COLUMN 同时修改类型与可空性
目标库用两个动作分别修改。SQL Server 未写明时列变为可空。
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
```quiet
ALTER TABLE visit ADD state INT NOT NULL
```
"""

from typing import Any

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import Action


@rule("DD223", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Action))
def check(action: Action) -> Hit | None:
    if action.kind != "modify column" or action.columns[0].type is None:
        return None
    column = action.columns[0]
    assert column.type is not None
    replace: list[tuple[Any, ...]] = [(column.type.part.before, "TYPE ")]
    if stated := column.constraint("not null"):
        replace.append((column.type.part.after, ", ALTER COLUMN {} SET NOT NULL", column.name))
    else:
        replace.append((column.type.part.after, ", ALTER COLUMN {} DROP NOT NULL", column.name))
        stated = column.constraint("null")
    return Hit(replace=replace + ([(stated, "")] if stated else []))
