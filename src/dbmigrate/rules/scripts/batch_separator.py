"""a GO line

GO belongs to SQL Server's client tools, not to the language; psql knows no batches.

```zh
GO 批分隔行
GO 属于 SQL Server 客户端工具而非 SQL 语言；psql 没有批的概念。
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Fix, Severity

stage_rule("SE003", severity=Severity.REFUSED, fix=Fix.SAFE)
