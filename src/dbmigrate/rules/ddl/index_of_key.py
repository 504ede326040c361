'''index {name} is the one behind the constraint of that name

DBMS_METADATA and export tools write the index of a primary key or unique constraint as a statement of its own.
PostgreSQL makes it with the constraint; the statement is left out.

```zh
索引 {name} 就是同名约束的索引
DBMS_METADATA 和导出工具把主键、唯一约束的索引另写成一条语句。PostgreSQL 随约束自动建立同名索引，该语句被注释掉。
```
```oracle
CREATE TABLE visit (id VARCHAR(10), memo VARCHAR(10));
CREATE UNIQUE INDEX pk_visit ON visit (id);
ALTER TABLE visit ADD CONSTRAINT pk_visit PRIMARY KEY (id)
```
```postgres
CREATE TABLE visit (id VARCHAR(10), memo VARCHAR(10));
-- CREATE UNIQUE INDEX pk_visit ON visit (id);
ALTER TABLE visit ADD CONSTRAINT pk_visit PRIMARY KEY (id)
```
```then
SELECT indexname FROM pg_indexes WHERE tablename = 'visit'
```
```rows
pk_visit
```
```refused 42P07
```
```quiet
CREATE TABLE visit (id VARCHAR(10), memo VARCHAR(10), CONSTRAINT pk_visit PRIMARY KEY (id));
CREATE UNIQUE INDEX ux_visit ON visit (memo)
```
'''

from dbmigrate.catalog.elements import index as index_value
from dbmigrate.catalog.elements import key_behind
from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Hit, Severity
from dbmigrate.rules.ddl.oracle_left_out import is_left_out
from dbmigrate.syntax.ddl.nodes import CreateIndex


@rule("DD047", source="oracle", severity=Severity.REFUSED, on=node(CreateIndex))
def check(index: CreateIndex, context: Context) -> Hit | None:
    path, catalog = path_of(index.table), context.catalog
    table = catalog.table(path, context.schema)
    if table is None:
        table = catalog.stubs.get((catalog.owner(path[:-1], context.schema), path[-1]))
    if table is None or is_left_out(index) or key_behind("oracle", table, index_value(index, "")) is None:
        return None
    return Hit(replace=[(index, COMMENT_OUT)], values={"name": index.name.value})
