'''schema before the name of a new index

PostgreSQL puts an index into the schema of its table and takes no schema in CREATE INDEX.

```zh
CREATE INDEX 的索引名带有模式
PostgreSQL 把索引建在表所在的模式中，CREATE INDEX 的索引名前不能写模式。
```
```setup
CREATE TABLE visit (id INTEGER, sex INTEGER);
INSERT INTO visit VALUES (1, 2)
```
```oracle
CREATE UNIQUE INDEX public.ix_sex ON visit (sex)
```
```postgres
CREATE UNIQUE INDEX ix_sex ON visit (sex)
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
CREATE INDEX ix_sex ON visit (sex)
```
'''

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.ddl.oracle_left_out import is_left_out
from dbmigrate.syntax.ddl.nodes import CreateIndex


@rule("DD033", source="oracle", severity=Severity.REFUSED, on=node(CreateIndex))
def check(index: CreateIndex) -> Hit | None:
    parts = index.name.parts
    if len(parts) < 2 or is_left_out(index):
        return None
    return Hit(replace=[(Part(parts[0].first, parts[-1].first - 1), "")])
