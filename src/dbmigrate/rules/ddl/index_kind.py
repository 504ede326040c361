'''kind of index without counterpart: {kind}

Reverse-key indexes spread neighbouring keys over blocks; LOCAL and GLOBAL say how an index on a partitioned table is
cut. PostgreSQL's index on a partitioned table is always cut like its table. The words are removed.

```zh
没有对应物的索引类型：{kind}
反向键索引把相邻的键分散到不同数据块；LOCAL、GLOBAL 说明分区表索引的分区方式。PostgreSQL 分区表的索引总是随表分区，这些词被删除。
```
```setup
CREATE TABLE visit (id INTEGER, sex INTEGER);
INSERT INTO visit VALUES (1, 2)
```
```oracle
CREATE INDEX ix_sex ON visit (sex) REVERSE
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
```oracle
CREATE INDEX ix_sex ON visit (sex) LOCAL (PARTITION p1 TABLESPACE his_index, PARTITION p2)
```
```postgres
CREATE INDEX ix_sex ON visit (sex)
```
```quiet
CREATE INDEX ix_sex ON visit (sex DESC)
```
'''

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.ddl.oracle_left_out import inside_left_out
from dbmigrate.syntax.ddl.nodes import CreateIndex, Phrase

KINDS: Final = frozenset({"reverse", "local", "global"})


@rule("DD031", source="oracle", severity=Severity.REFUSED, on=node(Phrase))
def check(phrase: Phrase, context: Context) -> Hit | None:
    if phrase.kind not in KINDS or inside_left_out(context) or not isinstance(context.path[-1], CreateIndex):
        return None
    return Hit(replace=[(phrase, "")], values={"kind": phrase.words()[0]})
