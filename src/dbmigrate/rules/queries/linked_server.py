"""{object} lies on a linked server

A name of four parts reaches into another server. PostgreSQL does this with foreign tables (postgres_fdw, tds_fdw,
oracle_fdw), which must be set up first.

```zh
{object} 位于链接服务器
四段名称访问另一台服务器。PostgreSQL 须先用外部表（postgres_fdw、tds_fdw、oracle_fdw）配置。
```
```sqlserver
SELECT v.id FROM lis.labdb.dbo.visit v
```
```refused 42601
```
```quiet
SELECT 1 AS "a.b.c.d"
```
"""

from dbmigrate.engine.contract import STATEMENT, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import Node


@rule("QY221", source="sqlserver", severity=Severity.REFUSED, fix=Fix.NONE, on=STATEMENT)
def check(statement: Node) -> Hit | None:
    lexed, words = statement.lexed, statement.lexed.words
    for k in range(statement.part.first, statement.part.last - 4):
        if words[k] not in ("FROM", "JOIN", "INTO", "UPDATE") or not lexed.is_name(k + 1):
            continue
        last, parts = k + 1, 1
        while words[last + 1] == ".":
            last += 1
            parts += 1
            last += last + 1 < len(words) and words[last + 1] != "." and lexed.is_name(last + 1)
        if parts == 4:
            name = Part(k + 1, last)
            return Hit(values={"object": lexed.source(name)}, at=name)
    return None
