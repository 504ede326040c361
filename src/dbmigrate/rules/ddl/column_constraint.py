"""a constraint behind a column that the target wants as one of the table

SQL Server takes the words FOREIGN KEY behind a column as well, and a key with columns of its own without the comma before
it. The target knows REFERENCES alone in that place, and wants the comma.

```zh
写在列后、目标库要求写成表级的约束
SQL Server 允许列后写 FOREIGN KEY 字样，也允许带列清单的键前面没有逗号；目标库在列后只接受 REFERENCES，并要求逗号。
```
```setup
CREATE TABLE ward (id INT PRIMARY KEY);
INSERT INTO ward VALUES (1);
```
```sqlserver
CREATE TABLE bed (
  id INT NOT NULL,
  ward INT CONSTRAINT fk_ward FOREIGN KEY REFERENCES ward(id)
  CONSTRAINT pk_bed PRIMARY KEY (id)
)
```
```postgres
CREATE TABLE bed (
  id INT NOT NULL,
  ward INT CONSTRAINT fk_ward REFERENCES ward(id),
  CONSTRAINT pk_bed PRIMARY KEY (id)
)
```
```then
INSERT INTO bed VALUES (1, 1);
SELECT id, ward FROM bed
```
```rows
1 | 1
```
```refused 42601
```
```setup
CREATE TABLE bed (id INT);
```
```sqlserver
ALTER TABLE bed ADD code INT NOT NULL CONSTRAINT uk_bed PRIMARY KEY (id, code)
```
```postgres
ALTER TABLE bed ADD code INT NOT NULL, ADD CONSTRAINT uk_bed PRIMARY KEY (id, code)
```
```refused 42601
```
```quiet
CREATE TABLE bed (id INT PRIMARY KEY, ward INT REFERENCES ward(id), FOREIGN KEY (id) REFERENCES ward (id))
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import AlterTable, Column, Constraint, CreateType

KEYS: Final = frozenset({"primary key", "unique", "foreign key"})


@rule("DD238", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Constraint))
def check(constraint: Constraint, context: Context) -> Hit | None:
    inline = bool(context.path) and isinstance(context.path[-1], Column)
    if not inline or constraint.kind not in KEYS or context.above(CreateType) is not None:
        return None
    if constraint.columns is not None:
        before = Part(constraint.part.first - 1, constraint.part.first - 1)
        return Hit(replace=[(before.after, ", ADD" if context.above(AlterTable) else ",")])
    if constraint.kind == "foreign key" and constraint.keyword is not None:
        return Hit(replace=[(constraint.keyword, "")])
    return None
