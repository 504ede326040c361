"""a {kind} index

The target has no such index. Answers stay the same without it; where speed matters, an index of the target's own kinds
(GIN, GiST, BRIN) has to be chosen.

```zh
{kind} 索引
目标库没有这种索引。结果不受影响；如影响性能，须另选目标库的索引类型（GIN、GiST、BRIN）。
```
```setup
CREATE TABLE visit (id INT, note VARCHAR(10));
```
```sqlserver
CREATE CLUSTERED COLUMNSTORE INDEX cci_visit ON visit
```
```postgres
-- dbmigrate DD230 1: a columnstore index
-- CREATE CLUSTERED COLUMNSTORE INDEX cci_visit ON visit
```
```quiet
CREATE INDEX ix_visit ON visit (id)
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.idle_statement import INDEX_SORTS, comment_marks
from dbmigrate.syntax.ddl.nodes import CreateIndex


@rule("DD230", source="sqlserver", severity=Severity.SLOWER, fix=Fix.REVIEW, on=node(CreateIndex))
def check(index: CreateIndex, context: Context) -> Hit | None:
    kinds = [option.kind for option in index.options if option.kind in INDEX_SORTS]
    if not kinds:
        return None
    return Hit(replace=comment_marks(index, context), values={"kind": kinds[0]}, fix=Fix.REVIEW)
