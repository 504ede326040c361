"""a statement about the server: {kind}

Audits, endpoints, resource limits, event sessions, credentials and the like set up SQL Server as a server. They change
nothing in the database that moves.

```zh
针对服务器的语句：{kind}
审计、端点、资源限制、事件会话、凭据等用于设置 SQL Server 服务器本身，不改变被迁移的数据库。
```
```sqlserver
CREATE FULLTEXT CATALOG his_catalog AS DEFAULT
```
```postgres
-- CREATE FULLTEXT CATALOG his_catalog AS DEFAULT
```
```refused 42601
```
```quiet
CREATE TABLE endpoint (id INT)
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
        "availability group",
        "backup device",
        "broker priority",
        "credential",
        "cryptographic provider",
        "database audit specification",
        "database encryption key",
        "database scoped credential",
        "endpoint",
        "event session",
        "external resource pool",
        "fulltext catalog",
        "fulltext stoplist",
        "master key",
        "remote service binding",
        "resource governor",
        "resource pool",
        "route",
        "search property list",
        "sensitivity classification",
        "server audit",
        "server audit specification",
        "server configuration",
        "service master key",
        "workload classifier",
        "workload group",
    }
)


@rule("DD227", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Environment))
def check(statement: Environment, context: Context) -> Hit | None:
    if statement.kind not in KINDS:
        return None
    return Hit(replace=comment_marks(statement, context), values={"kind": statement.kind})
