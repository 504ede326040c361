"""name holds a character that the target takes only in quotes: {old} is written {new}

Oracle takes `#` in names, SQL Server takes `#` and `@`; PostgreSQL takes letters, digits, `_` and `$`.

```zh
名称含有目标库必须加引号的字符：{old} 写为 {new}
Oracle 的名称可含 `#`，SQL Server 的名称可含 `#` 和 `@`；PostgreSQL 只接受字母、数字、`_` 和 `$`。
```
```oracle
CREATE TABLE visit (id# NUMERIC(9))
```
```postgres
CREATE TABLE visit ("id#" NUMERIC(9))
```
```then
INSERT INTO visit VALUES (1);
SELECT "id#" FROM visit
```
```rows
1
```
```sqlserver
CREATE TABLE visit (id# INTEGER)
```
```postgres
CREATE TABLE visit ("id#" INTEGER)
```
```then
INSERT INTO visit VALUES (1);
SELECT "id#" FROM visit
```
```rows
1
```
```quiet
SELECT v.id_1 AS 编号 FROM visit v
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.identifiers.changes import Reason, hit
from dbmigrate.syntax.ddl.nodes import Name


@rule("ID008", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Name))
def check(name: Name, context: Context) -> Hit | None:
    return hit(name, context, Reason.CHARACTERS)
