'''materialized view on a table that is there already

ON PREBUILT TABLE makes an existing table the container of the query's rows. PostgreSQL cannot do that: the table stays
a table, and whoever fills it now has to be replaced.

```zh
建立在已有表上的物化视图
ON PREBUILT TABLE 以已有的表保存查询结果。PostgreSQL 没有该功能：该表保留为普通表，其数据的刷新须另行实现。
```
```setup
CREATE TABLE mv_visit (id INTEGER);
INSERT INTO mv_visit VALUES (1)
```
```oracle
CREATE MATERIALIZED VIEW mv_visit ON PREBUILT TABLE REFRESH FORCE AS SELECT id FROM mv_visit
```
```postgres
-- dbmigrate DD023 1: materialized view on a table that is there already
-- CREATE MATERIALIZED VIEW mv_visit ON PREBUILT TABLE REFRESH FORCE AS SELECT id FROM mv_visit
```
```then
SELECT id FROM mv_visit
```
```rows
1
```
```refused 42601
```
```quiet
CREATE MATERIALIZED VIEW mv_other AS SELECT id FROM mv_visit
```
'''

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Fix, Hit, Severity
from dbmigrate.rules.ddl.oracle_left_out import is_left_out
from dbmigrate.syntax.ddl.nodes import CreateView


@rule("DD023", source="oracle", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(CreateView))
def check(view: CreateView) -> Hit | None:
    return Hit(replace=[(view, COMMENT_OUT)]) if is_left_out(view) else None
