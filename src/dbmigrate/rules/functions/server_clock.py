"""{name} reads the server's clock

The local date and time without a time zone, at the moment of the call. PostgreSQL's own words for it stand still within
a transaction, so clock_timestamp() is taken.

```zh
{name} 读取服务器时钟
返回调用时刻的本地日期时间，不带时区。PostgreSQL 的同类关键字在一个事务内不变，因此采用 clock_timestamp()。
```
```setup
CREATE TABLE visit (id INT, created TIMESTAMP DEFAULT '2000-01-01');
```
```sqlserver
INSERT INTO visit (id, created) VALUES (1, GETDATE())
```
```postgres
INSERT INTO visit (id, created) VALUES (1, clock_timestamp()::timestamp(3))
```
```then
SELECT id, created > clock_timestamp()::timestamp - interval '1 hour' FROM visit
```
```rows
1 | t
```
```refused 42883
```
```quiet
SELECT id, created FROM visit
```
"""

from typing import Final

from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity

# Transact-SQL reference, "Date and time data types and functions": datetime has steps of about 3 ms, datetime2(7) of
# 100 ns, of which the target keeps 6 digits.
CLOCKS: Final = {
    "GETDATE": "clock_timestamp()::timestamp(3)",
    "SYSDATETIME": "clock_timestamp()::timestamp(6)",
    "GETUTCDATE": "(clock_timestamp() AT TIME ZONE 'UTC')::timestamp(3)",
    "SYSUTCDATETIME": "(clock_timestamp() AT TIME ZONE 'UTC')::timestamp(6)",
    "SYSDATETIMEOFFSET": "clock_timestamp()",
}


@rule(
    "FN200",
    source="sqlserver",
    severity=Severity.REFUSED,
    fix=Fix.SAFE,
    on=tuple(call(name) for name in CLOCKS),
)
def check(found: Call) -> Hit | None:
    name = found.lexed.tokens[found.name_part.first].text.upper()
    return None if found.args else Hit(replace=[(found, CLOCKS[name])], values={"name": name})
