"""an index on the view {view}

SQL Server keeps the rows of an indexed view. A plain view of the target answers the same and computes them each time; a
materialized view would need refreshing.

```zh
视图 {view} 上的索引
SQL Server 会保存索引视图的行；目标库普通视图每次计算，结果相同。物化视图则需要刷新。
```
```setup
CREATE TABLE visit (id INT);
CREATE VIEW v_visit AS SELECT id FROM visit;
```
```sqlserver
CREATE UNIQUE CLUSTERED INDEX ix_v ON v_visit (id)
```
```postgres
-- dbmigrate DD231 1: an index on the view v_visit
-- CREATE UNIQUE CLUSTERED INDEX ix_v ON v_visit (id)
```
```quiet
CREATE INDEX ix_visit ON visit (id)
```
"""

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.idle_statement import comment_marks, is_left_out, is_on_view
from dbmigrate.syntax.ddl.nodes import CreateIndex


@rule("DD231", source="sqlserver", severity=Severity.SLOWER, fix=Fix.REVIEW, on=node(CreateIndex))
def check(index: CreateIndex, context: Context) -> Hit | None:
    if is_left_out(index) or not is_on_view(index, context):
        return None
    view = context.catalog.view(path_of(index.table), context.schema)
    values = {"view": view.name if view else index.table.value}
    return Hit(replace=comment_marks(index, context), values=values, fix=Fix.REVIEW)
