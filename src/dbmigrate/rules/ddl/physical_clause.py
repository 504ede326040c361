'''storage clause of Oracle: {clause}

Segments, tablespaces, LOB storage, logging, compression, parallel degree and the like say where Oracle keeps
rows, not what they mean. PostgreSQL refuses the words; they are removed.

```zh
Oracle 存储子句：{clause}
段、表空间、LOB 存储、日志、压缩、并行度等只说明 Oracle 把数据放在哪里，不影响数据含义。PostgreSQL 不接受这些子句，予以删除。
```
```oracle
CREATE TABLE visit (id NUMERIC(9), memo VARCHAR(10))
  SEGMENT CREATION IMMEDIATE PCTFREE 10 INITRANS 2 NOCOMPRESS LOGGING
  STORAGE (INITIAL 64K NEXT 1M)
  TABLESPACE his_data ENABLE ROW MOVEMENT
```
```postgres
CREATE TABLE visit (id NUMERIC(9), memo VARCHAR(10))
```
```then
INSERT INTO visit VALUES (1, 'a');
SELECT id, memo FROM visit
```
```rows
1 | a
```
```refused 42601
```
```oracle
CREATE INDEX ix_visit ON visit (id) TABLESPACE his_index ONLINE COMPUTE STATISTICS
```
```postgres
CREATE INDEX ix_visit ON visit (id)
```
```oracle
CREATE TABLE code (id VARCHAR(10) CONSTRAINT pk_code PRIMARY KEY, memo VARCHAR(10)) ORGANIZATION INDEX PCTTHRESHOLD 20
```
```postgres
CREATE TABLE code (id VARCHAR(10) CONSTRAINT pk_code PRIMARY KEY, memo VARCHAR(10))
```
```quiet
CREATE TABLE visit (id INTEGER, storage INTEGER, logging INTEGER)
```
```notes
index-organized | the rows lay in the primary key's index; here they lie in a heap beside it | 原表按主键索引组织存储；此处为普通堆表加主键索引
clustered | rows of several tables shared blocks; here each table has its own | 原来多张表共用数据块（簇）；此处各表独立存储
```
'''

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.ddl.ignored_storage import may_stay
from dbmigrate.rules.ddl.oracle_left_out import inside_left_out
from dbmigrate.syntax.ddl.nodes import Action, AlterTable, CreateTable, CreateType, Partitioning, Phrase

DROPPED: Final = frozenset(
    """physical online invalidation sharing annotations evaluation exchange substitutable reservable scope sort
    encrypt""".split()
)


@rule("DD001", source="oracle", severity=Severity.REFUSED, on=node(Phrase))
def check(phrase: Phrase, context: Context) -> Hit | None:
    if phrase.kind not in DROPPED or context.above(Partitioning) or inside_left_out(context):
        return None
    above = context.path[-1]
    if isinstance(above, CreateType) or (isinstance(above, CreateTable) and phrase in above.elements):
        return None
    action = context.above(Action)
    if action is not None and action.kind == "physical" and context.above(AlterTable):
        return None  # the whole action goes
    if may_stay(phrase, context):
        return None
    words = phrase.words()
    note = "index-organized" if words[:2] == ("ORGANIZATION", "INDEX") else "clustered" if words[0] == "CLUSTER" else ""
    return Hit(replace=[(phrase, "")], note=note, values={"clause": " ".join(filter(None, words[:2]))})
