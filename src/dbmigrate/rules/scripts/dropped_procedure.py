"""DROP PROC, the short word

PostgreSQL knows the long word alone.

```zh
DROP PROC 使用了缩写
PostgreSQL 只接受完整的 PROCEDURE。
```
```setup
CREATE PROCEDURE close_visit() LANGUAGE sql AS 'SELECT 1';
```
```sqlserver
DROP PROC close_visit
```
```postgres
DROP PROCEDURE close_visit
```
```refused 42601
```
```quiet
DROP PROCEDURE close_visit
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.scripts.dropped_row_procedure import kinds_of
from dbmigrate.syntax.ddl.nodes import Drop


@rule("SE212", source="sqlserver", severity=Severity.REFUSED, on=node(Drop))
def check(drop: Drop, context: Context) -> Hit | None:
    word = Part(drop.keyword.first + 1, drop.keyword.first + 1)
    if drop.words(word) != ("PROC",) or "FUNCTION" in kinds_of(drop, context):
        return None  # SE230
    return Hit(replace=[(word, "PROCEDURE")])
