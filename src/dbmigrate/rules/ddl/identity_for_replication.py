"""IDENTITY with NOT FOR REPLICATION

A target that has SQL Server's IDENTITY need not know this option of it, which speaks of SQL Server's replication agents
(Transact-SQL Reference, "CREATE TABLE (Transact-SQL) IDENTITY (Property)"). Rows that another replication brings have to
keep their numbers as well: the tool that replicates must say so.

```zh
IDENTITY 带 NOT FOR REPLICATION
支持 IDENTITY 的目标库不一定支持该选项；它针对 SQL Server 的复制代理。其他复制工具写入的行若要保留编号，须在该工具中设置。
```
```example
tests/cases/sqlserver/identity_kept_without_replication.md
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import Identity


@rule("DD261", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Identity))
def check(found: Identity, context: Context) -> Hit | None:
    if not context.has("identity_seed_increment") or not found.extras:
        return None  # the whole of it is written anew (DD210)
    return Hit(replace=[(extra, "") for extra in found.extras])
