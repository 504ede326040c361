"""a user, login or role: {kind}

Logins, users, roles and their members belong to the server and its domain. The target's administrator creates roles for
the people and applications that need them.

```zh
用户、登录名或角色：{kind}
登录名、用户、角色及其成员属于服务器和域环境，须由目标库管理员为相应人员和应用建立角色。
```
```sqlserver
CREATE USER nurse FOR LOGIN nurse WITH DEFAULT_SCHEMA = ward
```
```postgres
-- CREATE USER nurse FOR LOGIN nurse WITH DEFAULT_SCHEMA = ward
```
```refused 42601
```
```sqlserver
ALTER ROLE db_owner ADD MEMBER nurse
```
```postgres
-- ALTER ROLE db_owner ADD MEMBER nurse
```
```refused 42601
```
```quiet
CREATE TABLE role (id INT)
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.idle_statement import comment_marks
from dbmigrate.syntax.ddl.nodes import Environment

KINDS: Final = frozenset({"login", "user", "role", "server role", "application role", "authorization"})


@rule("DD218", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Environment))
def check(statement: Environment, context: Context) -> Hit | None:
    if statement.kind not in KINDS:
        return None
    return Hit(replace=comment_marks(statement, context), values={"kind": statement.kind})
