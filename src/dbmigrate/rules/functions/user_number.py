"""UID is the number of who is connected

PostgreSQL numbers its roles as well, but the numbers are others, and a role need not stand for the user of the same name.

```zh
UID 返回当前用户的编号
PostgreSQL 的角色也有编号，但数值不同，且角色未必对应原用户。
```
```oracle
SELECT COUNT(*) FROM dual WHERE UID > 0
```
```postgres
-- dbmigrate FN359 1: UID is the number of who is connected
SELECT COUNT(*) WHERE (SELECT oid::bigint FROM pg_roles WHERE rolname = current_user) > 0
```
```rows
1
```
```refused 42703
```
```quiet
SELECT 'UID' FROM dual
```
"""

from dbmigrate.engine.contract import name, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity


@rule("FN359", source="oracle", severity=Severity.REFUSED, fix=Fix.REVIEW, on=name("UID"))
def check(found: Expr) -> Hit:
    return Hit(replace=[(found, "(SELECT oid::bigint FROM pg_roles WHERE rolname = current_user)")])
