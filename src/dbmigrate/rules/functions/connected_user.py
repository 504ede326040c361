"""USER names who is connected

Oracle's users are in upper case, PostgreSQL's roles in lower case, and the role need not be called like the old user.

```zh
USER 返回当前用户
Oracle 的用户名为大写，PostgreSQL 的角色名为小写，且角色名未必与原用户名相同。
```
```oracle
SELECT CASE WHEN USER = UPPER(USER) THEN 1 ELSE 0 END FROM dual
```
```postgres
-- dbmigrate FN108 1: USER names who is connected
SELECT CASE WHEN upper(current_user) = UPPER(upper(current_user)) THEN 1 ELSE 0 END
```
```rows
1
```
```quiet
SELECT 'USER' FROM dual
```
"""

from dbmigrate.engine.contract import name, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity


@rule("FN108", source="oracle", severity=Severity.DIFFERS, fix=Fix.REVIEW, on=name("USER"))
def check(found: Expr) -> Hit:
    return Hit(replace=[(found, "upper(current_user)")])
