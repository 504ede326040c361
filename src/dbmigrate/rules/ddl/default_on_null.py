'''default that also replaces NULL (DEFAULT ON NULL)

Oracle uses the default also where a statement writes NULL. PostgreSQL uses it only where the column is left out.

```zh
写入 NULL 时也用默认值（DEFAULT ON NULL）
Oracle 在写入 NULL 时也使用缺省值；PostgreSQL 只在省略该列时使用缺省值。
```
```oracle
CREATE TABLE visit (id NUMERIC(9), kind NUMERIC(9) DEFAULT ON NULL 7 NOT NULL)
```
```postgres
-- dbmigrate DD012 1: default that also replaces NULL (DEFAULT ON NULL)
CREATE TABLE visit (id NUMERIC(9), kind NUMERIC(9) DEFAULT 7 NOT NULL)
```
```then
INSERT INTO visit (id) VALUES (1);
SELECT id, kind FROM visit
```
```rows
1 | 7
```
```refused 42601
```
```quiet
CREATE TABLE visit (id INTEGER, kind INTEGER DEFAULT 7)
```
'''

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import Default


@rule("DD012", source="oracle", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(Default))
def check(default: Default) -> Hit | None:
    return Hit(replace=[(default.on_null, "")]) if default.on_null else None
