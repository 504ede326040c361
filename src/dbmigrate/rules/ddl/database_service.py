"""an object that only SQL Server has: {kind}

Assemblies, queues, full-text indexes, encryption keys, row filters, external tables and the like have no counterpart
that could be written from the statement alone. What the application does with them needs a decision; their DROP is left
out without one.

```zh
只有 SQL Server 才有的对象：{kind}
程序集、队列、全文索引、加密密钥、行级安全策略、外部表等无法仅凭语句改写；应用如何使用它们须人工决定。对应的 DROP 语句直接注释掉。
```
```sqlserver
CREATE XML SCHEMA COLLECTION report_schema AS '<a/>'
```
```postgres
-- dbmigrate DD226 1: an object that only SQL Server has: xml schema collection
-- CREATE XML SCHEMA COLLECTION report_schema AS '<a/>'
```
```refused 42601
```
```sqlserver
DROP FULLTEXT INDEX ON visit
```
```postgres
-- DROP FULLTEXT INDEX ON visit
```
```refused 42601
```
```quiet
CREATE TABLE queue (service INT)
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.idle_statement import comment_marks
from dbmigrate.syntax.ddl.nodes import Environment

KINDS: Final = frozenset(
    {
        "assembly",
        "xml schema collection",
        "certificate",
        "symmetric key",
        "asymmetric key",
        "column master key",
        "column encryption key",
        "event notification",
        "message type",
        "contract",
        "queue",
        "service",
        "security policy",
        "fulltext index",
        "external data source",
        "external file format",
        "external table",
        "external library",
        "external language",
        "external model",
        "external stream",
        "signature",
        "counter signature",
    }
)


@rule("DD226", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(Environment))
def check(statement: Environment, context: Context) -> Hit | None:
    if statement.kind not in KINDS:
        return None
    fix = Fix.SAFE if statement.words()[0] == "DROP" else Fix.REVIEW
    return Hit(replace=comment_marks(statement, context), values={"kind": statement.kind}, fix=fix)
