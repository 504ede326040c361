'''supplemental log group

Tells Oracle which columns to write to its redo log, for replication. It means nothing to PostgreSQL.

```zh
附加日志组（SUPPLEMENTAL LOG）
指定 Oracle 重做日志中额外记录的列，供复制使用；对 PostgreSQL 没有意义，予以删除。
```
```oracle
CREATE TABLE visit (id NUMERIC(9), kind NUMERIC(9), SUPPLEMENTAL LOG GROUP lg_visit (id) ALWAYS)
```
```postgres
CREATE TABLE visit (id NUMERIC(9), kind NUMERIC(9))
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
CREATE TABLE visit (id INTEGER, supplemental INTEGER)
```
'''

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import DROP, Hit, Item, Severity
from dbmigrate.syntax.ddl.nodes import CreateTable, Phrase


@rule("DD006", source="oracle", severity=Severity.REFUSED, on=node(Phrase))
def check(phrase: Phrase, context: Context) -> Hit | None:
    above = context.path[-1] if context.path else None
    if phrase.kind != "supplemental log" or not isinstance(above, CreateTable):
        return None
    if phrase in above.elements:
        return Hit(replace=[(Item(phrase.part, above.chain), DROP)])
    return Hit(replace=[(phrase, "")])
