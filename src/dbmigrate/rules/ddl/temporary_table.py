'''global temporary table

Oracle keeps the definition for everybody and the rows for each session alone. A temporary table of PostgreSQL
belongs to the session that makes it. An ordinary table is written; until each session makes a temporary table of its
own, sessions see each other's rows and nothing empties them.

```zh
全局临时表
Oracle 的临时表定义全库共享、数据按会话隔离；PostgreSQL 的临时表属于建立它的会话。此处写成普通表：在改为各会话自建临时表之前，
会话之间会互相看到数据，且数据不会自动清空。
```
```oracle
CREATE GLOBAL TEMPORARY TABLE tmp_visit (id NUMERIC(9), memo VARCHAR(10)) ON COMMIT PRESERVE ROWS
```
```postgres
-- dbmigrate DD050 1: global temporary table
CREATE TABLE tmp_visit (id NUMERIC(9), memo VARCHAR(10))
```
```then
INSERT INTO tmp_visit VALUES (1, 'a');
SELECT count(*), (SELECT relpersistence FROM pg_class WHERE relname = 'tmp_visit') FROM tmp_visit
```
```rows
1 | p
```
```quiet
CREATE TABLE tmp_visit (id INTEGER, temporary INTEGER)
```
'''

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import CreateTable, Phrase


@rule(
    "DD050",
    source="oracle",
    severity=Severity.DIFFERS,
    fix=Fix.REVIEW,
    on=node(CreateTable),
    unless="global_temporary_table",
)
def check(table: CreateTable) -> Hit | None:
    temporary = [p for p in table.options if p.kind == "temporary"]
    if not temporary:
        return None
    commit = [p for p in table.tail if isinstance(p, Phrase) and p.kind == "on commit"]
    return Hit(replace=[(p, "") for p in [*temporary, *commit]])
