"""{source} is bytea on the target

BINARY(n) fills a value with zero bytes up to its length; bytea stores what it is given. Values that are shorter than n
compare differently from then on.

```zh
{source} 在目标库中为 bytea
BINARY(n) 用零字节补足长度，bytea 按原样存储。短于 n 的值此后比较结果可能不同。
```
```sqlserver
CREATE TABLE token (hash BINARY(16))
```
```postgres
-- dbmigrate TY025 1: BINARY(16) is bytea on the target
CREATE TABLE token (hash bytea)
```
```then
INSERT INTO token VALUES ('ab');
SELECT hash = 'ab'::bytea FROM token
```
```rows
t
```
```refused 42704
```
```quiet
CREATE TABLE token (binary_name VARCHAR(10))
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.types.spelling import renamed, shown
from dbmigrate.syntax.ddl.nodes import TypeName


@rule("TY025", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(TypeName))
def check(found: TypeName, context: Context) -> Hit | None:
    if found.user or found.keyword != "BINARY":
        return None
    return renamed(found, context, "bytea", values={"source": shown(found)})
