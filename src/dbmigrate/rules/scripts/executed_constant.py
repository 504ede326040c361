"""EXEC of a constant text

What must be the first statement of a batch in SQL Server stands in a string and is executed. PostgreSQL has no such
rule, so the statement itself is written.

```zh
EXEC 执行常量文本
SQL Server 要求某些语句必须是批中的第一条，因此放进字符串中执行。PostgreSQL 无此限制，直接写出该语句。
```
```sqlserver
EXEC('CREATE SCHEMA lis')
```
```postgres
CREATE SCHEMA IF NOT EXISTS lis
```
```refused 42601
```
```sqlserver
IF SCHEMA_ID('lis') IS NULL EXECUTE (N'CREATE SCHEMA lis')
```
```postgres
CREATE SCHEMA IF NOT EXISTS lis
```
```refused 42601
```
```quiet
SELECT 1 AS exec
```
"""

from typing import Any

from dbmigrate.engine.contract import STATEMENT, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import Node


@rule("SE219", source="sqlserver", severity=Severity.REFUSED, on=STATEMENT)
def check(statement: Node) -> Hit | None:
    found = getattr(statement.lexed, "executed", {})
    replace: list[tuple[Any, ...]] = []
    for opening, closing in found.items():
        replace += [(Part(opening, opening), ""), (Part(closing, closing), "")]
    return Hit(replace=replace) if replace else None
