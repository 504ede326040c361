"""a clause about where and how the data is stored

Filegroups, fill factors, compression, row GUID marks and the order of the rows on disk belong to SQL Server's storage.
They change no answer and go.

```zh
存储位置与存储方式子句
文件组、填充因子、压缩、行 GUID 标记及聚集方式属于 SQL Server 的物理存储，不影响结果，予以去除。
```
```sqlserver
CREATE TABLE visit (
  id INT NOT NULL,
  note VARCHAR(10) SPARSE NULL,
  PRIMARY KEY CLUSTERED (id) WITH (PAD_INDEX = OFF, FILLFACTOR = 90) ON [PRIMARY]
) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
```
```postgres
CREATE TABLE visit (
  id INT NOT NULL,
  note VARCHAR(10) NULL,
  PRIMARY KEY (id)
)
```
```then
INSERT INTO visit (id) VALUES (1);
SELECT id FROM visit
```
```rows
1
```
```refused 42601
```
```sqlserver
CREATE NONCLUSTERED INDEX ix_visit ON visit (id) INCLUDE (note) WITH (FILLFACTOR = 80) ON [PRIMARY]
```
```postgres
CREATE INDEX ix_visit ON visit (id) INCLUDE (note)
```
```refused 42601
```
```sqlserver
DROP INDEX ix_visit ON visit WITH (ONLINE = OFF)
```
```postgres
DROP INDEX ix_visit
```
```refused 42601
```
```quiet
CREATE TABLE visit (id INT PRIMARY KEY)
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.idle_statement import is_inside
from dbmigrate.syntax.ddl.nodes import (
    Action,
    Column,
    Constraint,
    CreateIndex,
    CreateTable,
    CreateType,
    Drop,
    Phrase,
)

KINDS: Final = frozenset(
    {"physical", "clustered", "rowguidcol", "sparse", "filestream", "hidden", "not for replication"}
)


@rule("DD200", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Phrase))
def check(phrase: Phrase, context: Context) -> Hit | None:
    parent = context.path[-1] if context.path else None
    holds = isinstance(parent, (Action, Column, Constraint, CreateIndex, CreateTable, CreateType, Drop))
    if phrase.kind not in KINDS or not holds or is_inside(context):
        return None
    return Hit(replace=[(phrase, "")])
