"""name is a reserved word of the target: {old} is written {new}

The source takes the word as a name, PostgreSQL does not without quotes. The quoted name is in lower case, as unquoted
ones are.

```zh
名称是目标库的保留字：{old} 写为 {new}
源库允许该词作为名称，PostgreSQL 必须加引号。带引号的名称用小写，与不带引号的名称一致。
```
```oracle
CREATE TABLE visit (id NUMERIC(9), limit NUMERIC(9), offset NUMERIC(9))
```
```postgres
CREATE TABLE visit (id NUMERIC(9), "limit" NUMERIC(9), "offset" NUMERIC(9))
```
```then
INSERT INTO visit VALUES (1, 2, 3);
SELECT "limit" FROM visit
```
```rows
2
```
```refused 42601
```
```setup
CREATE TABLE visit (id INTEGER, "limit" INTEGER);
INSERT INTO visit VALUES (1, 2);
```
```sqlserver
SELECT limit FROM visit
```
```postgres
SELECT "limit" FROM visit
```
```rows
2
```
```quiet
SELECT id AS limits FROM visit WHERE id = 1
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.identifiers.changes import Reason, hit
from dbmigrate.syntax.ddl.nodes import Name


@rule("ID002", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Name))
def check(name: Name, context: Context) -> Hit | None:
    return hit(name, context, Reason.RESERVED)
