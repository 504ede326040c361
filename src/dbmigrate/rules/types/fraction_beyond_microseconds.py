"""{source} keeps more than 6 digits of a second

The target's times end at microseconds: it rounds the rest away with a warning.

```zh
{source} 的秒小数超过 6 位
目标库的时间精确到微秒，超出部分会被四舍五入（仅给出警告）。
```
```oracle
CREATE TABLE log (at TIMESTAMP(9), zoned TIMESTAMP(7) WITH TIME ZONE)
```
```postgres
CREATE TABLE log (at TIMESTAMP(6), zoned TIMESTAMP(6) WITH TIME ZONE)
```
```quiet
CREATE TABLE log (at TIMESTAMP(6), other TIMESTAMP, n VARCHAR(9))
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.types.spelling import number_part, shown
from dbmigrate.syntax.ddl.nodes import TypeName

MOST_DIGITS = 6  # PostgreSQL, "Date/Time Types"


@rule("TY011", source="oracle", severity=Severity.NOTE, on=node(TypeName))
def check(found: TypeName, context: Context) -> Hit | None:
    if found.user or not found.keyword.startswith("TIMESTAMP") or not found.numbers:
        return None
    if not found.numbers[0].isdigit() or int(found.numbers[0]) <= MOST_DIGITS:
        return None
    return Hit(replace=[(number_part(found), str(MOST_DIGITS))], values={"source": shown(found)})
