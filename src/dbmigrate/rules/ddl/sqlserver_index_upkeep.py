"""upkeep of indexes and statistics: {action}

Rebuilding, reorganising and the statistics of columns change no answer; the target looks after its own. An index that is
switched off stays in use there: a unique one goes on refusing duplicates.

```zh
索引与统计信息的维护：{action}
重建、重组索引以及列统计信息不影响查询结果，目标库自行维护。被停用的索引在目标库仍然有效：唯一索引继续拒绝重复值。
```
```setup
CREATE TABLE visit (id INT);
```
```sqlserver
ALTER INDEX ALL ON visit REBUILD;
CREATE STATISTICS st_visit ON visit (id);
DROP STATISTICS visit.st_visit
```
```postgres
-- ALTER INDEX ALL ON visit REBUILD;
-- CREATE STATISTICS st_visit ON visit (id);
-- DROP STATISTICS visit.st_visit
```
```refused 42601
```
```sqlserver
ALTER INDEX ix_visit ON visit DISABLE
```
```postgres
-- dbmigrate DD236 1: upkeep of indexes and statistics: DISABLE (the index stays in use)
-- ALTER INDEX ix_visit ON visit DISABLE
```
```refused 42601
```
```quiet
CREATE INDEX ix_visit ON visit (id)
```
```notes
disabled | the index stays in use | 该索引仍然有效
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.idle_statement import comment_marks
from dbmigrate.syntax.ddl.nodes import Environment


@rule("DD236", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Environment))
def check(statement: Environment, context: Context) -> Hit | None:
    words = statement.words()
    is_statistics = statement.kind == "statistics" and words[0] in ("CREATE", "DROP")
    if statement.kind != "index state" and not is_statistics:
        return None
    off = statement.setting == "DISABLE"
    values = {"action": statement.setting or "STATISTICS"}
    return Hit(comment_marks(statement, context), "disabled" if off else "", values, Fix.REVIEW if off else Fix.SAFE)
