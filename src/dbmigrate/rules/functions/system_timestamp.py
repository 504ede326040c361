"""SYSTIMESTAMP, the server's clock with time zone

The server's clock with time zone, which goes on within a transaction: `clock_timestamp()`.

```zh
SYSTIMESTAMP 带时区的服务器时钟
带时区的服务器时钟，在事务中继续前进：`clock_timestamp()`。
```
```oracle
SELECT COUNT(SYSTIMESTAMP) FROM dual
```
```postgres
SELECT COUNT(clock_timestamp())
```
```rows
1
```
```refused 42703
```
```quiet
SELECT 'SYSTIMESTAMP' AS t FROM dual
```
"""

from dbmigrate.engine.contract import name, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity


@rule("FN105", source="oracle", severity=Severity.REFUSED, fix=Fix.SAFE, on=name("SYSTIMESTAMP"))
def check(found: Expr) -> Hit | None:
    following = found.lexed.words[found.part.last + 1]
    if following == "(":  # SYSTIMESTAMP(3)
        return None
    return Hit(replace=[(found, "clock_timestamp()")])
