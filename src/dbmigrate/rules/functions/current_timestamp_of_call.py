"""CURRENT_TIMESTAMP is local time without a zone

SQL Server's CURRENT_TIMESTAMP is GETDATE(): local time, read at each statement. PostgreSQL's has a time zone and stands
still within a transaction.

```zh
CURRENT_TIMESTAMP 为不带时区的本地时间
SQL Server 的 CURRENT_TIMESTAMP 等同 GETDATE()，逐语句取值；PostgreSQL 的带时区且在事务内不变。
```
```setup
CREATE TABLE visit (created TIMESTAMP);
```
```sqlserver
INSERT INTO visit (created) VALUES (CURRENT_TIMESTAMP)
```
```postgres
INSERT INTO visit (created) VALUES (clock_timestamp()::timestamp(3))
```
```then
SELECT created <> CURRENT_TIMESTAMP FROM visit
```
```rows
t
```
```quiet
SELECT 1 AS "CURRENT_TIMESTAMP"
```
"""

from dbmigrate.engine.contract import name, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity


@rule("FN201", source="sqlserver", severity=Severity.DIFFERS, fix=Fix.SAFE, on=name("CURRENT_TIMESTAMP"))
def check(found: Expr) -> Hit:
    return Hit(replace=[(found, "clock_timestamp()::timestamp(3)")])
