'''upkeep of an index

Rebuilding, shrinking, renaming its storage or switching it off does not change what an index means; PostgreSQL has
no such statement. It is left out.

```zh
索引维护语句
重建、收缩、修改存储或停用索引不改变索引的含义；PostgreSQL 没有这样的语句，予以注释。
```
```oracle
ALTER INDEX ix_sex REBUILD TABLESPACE his_index ONLINE
```
```postgres
-- ALTER INDEX ix_sex REBUILD TABLESPACE his_index ONLINE
```
```refused 42601
```
```quiet
ALTER INDEX ix_sex RENAME TO ix_gender
```
'''

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Hit, Severity
from dbmigrate.rules.ddl.oracle_left_out import is_left_out
from dbmigrate.syntax.ddl.nodes import AlterIndex


@rule("DD035", source="oracle", severity=Severity.REFUSED, on=node(AlterIndex))
def check(index: AlterIndex) -> Hit | None:
    return Hit(replace=[(index, COMMENT_OUT)]) if is_left_out(index) else None
