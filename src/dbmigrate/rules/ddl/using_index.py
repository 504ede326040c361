'''index named or described behind a constraint

`USING INDEX` names the index that serves a primary key or unique constraint, or says how to make one. PostgreSQL
makes the index itself, with the constraint's name.

```zh
约束后指定了索引（USING INDEX）
USING INDEX 指定主键或唯一约束使用的索引或其存储方式。PostgreSQL 自动建立同名索引，该子句被删除。
```
```oracle
CREATE TABLE visit (id VARCHAR(10), kind NUMERIC(9),
  CONSTRAINT pk_visit PRIMARY KEY (id) USING INDEX PCTFREE 10 TABLESPACE his_index,
  CONSTRAINT uk_visit UNIQUE (kind) USING INDEX (CREATE UNIQUE INDEX ix_kind ON visit (kind)))
```
```postgres
CREATE TABLE visit (id VARCHAR(10), kind NUMERIC(9),
  CONSTRAINT pk_visit PRIMARY KEY (id),
  CONSTRAINT uk_visit UNIQUE (kind))
```
```then
INSERT INTO visit VALUES (1, 2);
SELECT id, kind FROM visit
```
```rows
1 | 2
```
```refused 42601
```
```quiet
CREATE TABLE visit (id INTEGER CONSTRAINT pk_visit PRIMARY KEY)
```
```notes
made-index | the index gets the constraint's name and columns, not those written here | 索引采用约束的名称和列，不采用此处的定义
```
'''

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.ddl.ignored_storage import tablespace_of_using_index
from dbmigrate.rules.ddl.oracle_left_out import inside_left_out
from dbmigrate.syntax.ddl.nodes import Constraint, Phrase


@rule("DD003", source="oracle", severity=Severity.REFUSED, on=node(Phrase))
def check(phrase: Phrase, context: Context) -> Hit | None:
    if phrase.kind != "using index" or inside_left_out(context):
        return None
    stays, at = tablespace_of_using_index(phrase, context)
    if stays and isinstance(context.path[-1], Constraint):
        return Hit(replace=[(at, "")]) if at else None
    return Hit(replace=[(phrase, "")], note="made-index" if "CREATE" in phrase.words() else "")
