"""one ADD for several columns or constraints

The target wants the word before each of them.

```zh
一个 ADD 添加多个列或约束
目标库要求每一项前都写 ADD。
```
```setup
CREATE TABLE visit (id INT);
```
```sqlserver
ALTER TABLE visit ADD state INT, note VARCHAR(10), CONSTRAINT ck_state CHECK (state > 0)
```
```postgres
ALTER TABLE visit ADD state INT, ADD note VARCHAR(10), ADD CONSTRAINT ck_state CHECK (state > 0)
```
```then
INSERT INTO visit VALUES (1, 2, 'a');
SELECT state, note FROM visit
```
```rows
2 | a
```
```refused 42601
```
```quiet
ALTER TABLE visit ADD state INT
```
"""

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import AlterTable, Node

KINDS = ("add column", "add constraint")


@rule("DD222", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(AlterTable))
def check(statement: AlterTable) -> Hit | None:
    later: list[Node] = []
    for action in statement.actions:
        elements: tuple[Node, ...] = action.columns + action.constraints
        led = action.part.first == action.keyword.first
        if action.kind in KINDS:
            later += elements[1:] if led else elements
    return Hit(replace=[(element.part.before, "ADD ") for element in later]) if later else None
