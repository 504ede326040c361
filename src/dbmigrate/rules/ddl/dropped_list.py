"""one DROP for several columns or constraints

The target wants DROP COLUMN or DROP CONSTRAINT before each name.

```zh
一个 DROP 删除多个列或约束
目标库要求每个名称前写明 DROP COLUMN 或 DROP CONSTRAINT。
```
```setup
CREATE TABLE visit (id INT, state INT, note VARCHAR(10), CONSTRAINT ck_id CHECK (id > 0));
```
```sqlserver
ALTER TABLE visit DROP COLUMN state, note
```
```postgres
ALTER TABLE visit DROP COLUMN state, DROP COLUMN note
```
```then
INSERT INTO visit VALUES (1);
SELECT id FROM visit
```
```rows
1
```
```refused 42601
```
```sqlserver
ALTER TABLE visit DROP CONSTRAINT ck_id, COLUMN note
```
```postgres
ALTER TABLE visit DROP CONSTRAINT ck_id, DROP COLUMN note
```
```refused 42601
```
```quiet
ALTER TABLE visit DROP COLUMN state
```
"""

from typing import Any

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.dropped_default import defaulted
from dbmigrate.syntax.ddl.nodes import AlterTable

WORDS = {"drop column": "DROP COLUMN", "drop constraint": "DROP CONSTRAINT"}


@rule("DD224", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(AlterTable))
def check(statement: AlterTable, context: Context) -> Hit | None:
    replace: list[tuple[Any, ...]] = []
    for action in statement.actions:
        word = WORDS.get(action.kind)
        if word is None or len(action.names) > 1 and action.extras:
            continue
        written = " ".join(action.words(action.keyword))
        own = [n for n in action.names if action.kind != "drop constraint" or not defaulted(n, statement, context)]
        if written != word and own[:1] == list(action.names[:1]):
            replace.append((action.keyword, word))
        replace += [(name.part.before, f"{word} ") for name in own if name is not action.names[0]]
    return Hit(replace=replace) if replace else None
