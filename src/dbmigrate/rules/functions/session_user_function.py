"""{name} names who is connected

The target has one kind of user, its roles. The answer is the role's name, which need not be what the login was called.

```zh
{name} 返回当前连接的用户
目标库只有角色一种用户，结果为角色名，与原登录名不一定相同。
```
```sqlserver
SELECT CASE WHEN SUSER_SNAME() IS NULL THEN 0 ELSE 1 END
```
```postgres
-- dbmigrate FN203 1: SUSER_SNAME names who is connected
SELECT CASE WHEN session_user::text IS NULL THEN 0 ELSE 1 END
```
```rows
1
```
```refused 42883
```
```quiet
SELECT 1
```
"""

from typing import Final

from dbmigrate.engine.contract import call, name, rule
from dbmigrate.engine.views import Call, Expr
from dbmigrate.model import Fix, Hit, Severity

ANSWERS: Final = {
    "SUSER_SNAME": "session_user::text",
    "SUSER_NAME": "session_user::text",
    "ORIGINAL_LOGIN": "session_user::text",
    "SYSTEM_USER": "session_user::text",
    "USER_NAME": "current_user::text",
    "HOST_NAME": "host(inet_client_addr())",
    "APP_NAME": "current_setting('application_name')",
    "DB_NAME": "current_database()::text",
}


@rule(
    "FN203",
    source="sqlserver",
    severity=Severity.REFUSED,
    fix=Fix.REVIEW,
    on=(*(call(word) for word in ANSWERS), name("SYSTEM_USER")),
)
def check(found: Expr) -> Hit | None:
    word = found.lexed.tokens[found.part.first].text.upper()
    if isinstance(found, Call) and found.args:
        return Hit(values={"name": word})
    return Hit(replace=[(found, ANSWERS[word])], values={"name": word})
