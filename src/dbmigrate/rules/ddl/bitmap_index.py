'''bitmap index

PostgreSQL has no bitmap indexes; a plain index answers the same, is larger on columns with few values, and the
planner combines several of them in memory.

```zh
位图索引
PostgreSQL 没有位图索引；改为普通索引，结果相同，但在取值很少的列上占用更大空间，优化器会在内存中组合多个索引。
```
```setup
CREATE TABLE visit (id INTEGER, sex INTEGER);
INSERT INTO visit VALUES (1, 2)
```
```oracle
CREATE BITMAP INDEX ix_sex ON visit (sex)
```
```postgres
CREATE INDEX ix_sex ON visit (sex)
```
```then
SELECT id, sex FROM visit
```
```rows
1 | 2
```
```refused 42601
```
```quiet
CREATE INDEX bitmap ON visit (sex)
```
'''

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.ddl.oracle_left_out import is_left_out
from dbmigrate.syntax.ddl.nodes import CreateIndex


@rule("DD030", source="oracle", severity=Severity.REFUSED, on=node(CreateIndex))
def check(index: CreateIndex) -> Hit | None:
    found = [p for p in index.options if p.kind in ("bitmap", "multivalue")]
    return Hit(replace=[(p, "") for p in found]) if found and not is_left_out(index) else None
