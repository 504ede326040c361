"""a key that says how its columns are sorted

PostgreSQL takes ASC and DESC in an index, not in a primary key or unique constraint. An index can be read backwards, so
that only a mix of ascending and descending columns loses something.

```zh
主键或唯一约束中的列排序方向
PostgreSQL 的索引可写 ASC/DESC，主键与唯一约束不可写。索引可反向读取，仅升降序混用时有损失。
```
```sqlserver
CREATE TABLE visit (id INT NOT NULL, PRIMARY KEY (id ASC))
```
```postgres
CREATE TABLE visit (id INT NOT NULL, PRIMARY KEY (id))
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
```quiet
CREATE INDEX ix ON visit (id ASC)
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import Constraint, Names, Phrase


@rule("DD205", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Phrase))
def check(phrase: Phrase, context: Context) -> Hit | None:
    around = context.path[-2:]
    in_key = len(around) == 2 and isinstance(around[0], Constraint) and isinstance(around[1], Names)
    return Hit(replace=[(phrase, "")]) if in_key and phrase.kind == "order" else None
