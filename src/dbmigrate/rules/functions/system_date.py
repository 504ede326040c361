"""SYSDATE, the server's clock

The server's clock without fractions of a second. `clock_timestamp` also goes on within a transaction; the cast to
timestamp takes the session's time zone, which should be the one of the old server.

```zh
SYSDATE 服务器时钟
服务器时钟，不含秒的小数部分。`clock_timestamp` 在事务中同样前进；转换为 timestamp 时取会话时区，应与原服务器一致。
```
```oracle
SELECT COUNT(SYSDATE) FROM dual
```
```postgres
SELECT COUNT(date_trunc('second', clock_timestamp())::timestamp)
```
```rows
1
```
```refused 42703
```
```oracle
CREATE FUNCTION now_is RETURN NUMBER IS
BEGIN
  RETURN SYSDATE() - SYSDATE;
END;
/
```
```then
SELECT abs(now_is()) < 0.001
```
```rows
t
```
```refused 42883
```
```quiet
SELECT 'SYSDATE' AS sysdate_text FROM dual
```
"""

from dbmigrate.engine.contract import call, name, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity


@rule("FN104", source="oracle", severity=Severity.REFUSED, fix=Fix.SAFE, on=(name("SYSDATE"), call("SYSDATE")), unless="sysdate")
def check(found: Expr) -> Hit:
    return Hit(replace=[(found, "date_trunc('second', clock_timestamp())::timestamp")])
