"""DROP INDEX names the table

An index of the target belongs to its schema; the table is not named.

```zh
DROP INDEX 写有表名
目标库的索引属于模式，删除时不写表名。
```
```setup
CREATE TABLE visit (id INT);
CREATE INDEX ix_visit ON visit (id);
```
```sqlserver
DROP INDEX ix_visit ON visit
```
```postgres
DROP INDEX ix_visit
```
```refused 42601
```
```sqlserver
DROP INDEX visit.ix_visit
```
```postgres
DROP INDEX ix_visit
```
```refused 3F000
```
```quiet
DROP TABLE visit
```
"""

from typing import Any

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import Drop


@rule("DD232", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Drop))
def check(drop: Drop) -> Hit | None:
    if drop.on != "index":
        return None
    replace: list[tuple[Any, ...]] = []
    for k, name in enumerate(drop.names):
        table = drop.tables[k] if k < len(drop.tables) else drop.table if len(drop.names) == 1 else None
        if table is not None:
            replace.append((Part(name.part.last + 1, table.part.last), ""))
        elif len(name.parts) > 1:
            replace.append((Part(name.parts[-2].first, name.parts[-1].first - 1), ""))
    return Hit(replace=replace) if replace else None
