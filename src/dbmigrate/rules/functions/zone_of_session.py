"""{name} shows a time zone

Oracle shows the zone of the session, or that of the database, as hours from UTC. PostgreSQL has one zone for the session.

```zh
{name} 返回时区
Oracle 返回会话或数据库的时区偏移量；PostgreSQL 只有会话时区。
```
```oracle
SELECT SESSIONTIMEZONE FROM dual
```
```postgres
SELECT to_char(current_timestamp, 'TZH:TZM')
```
```rows
+08:00
```
```refused 42703
```
```oracle
SELECT LENGTH(DBTIMEZONE) FROM dual
```
```postgres
-- dbmigrate FN362 1: DBTIMEZONE shows a time zone
SELECT LENGTH(to_char(current_timestamp, 'TZH:TZM'))
```
```rows
6
```
```refused 42703
```
```quiet
SELECT 'SESSIONTIMEZONE' FROM dual
```
"""

from dbmigrate.engine.contract import name, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity


@rule("FN362", source="oracle", severity=Severity.REFUSED, on=(name("SESSIONTIMEZONE"), name("DBTIMEZONE")))
def check(found: Expr) -> Hit:
    word = found.text.upper()
    fix = Fix.REVIEW if word == "DBTIMEZONE" else Fix.SAFE
    return Hit(replace=[(found, "to_char(current_timestamp, 'TZH:TZM')")], values={"name": word}, fix=fix)
