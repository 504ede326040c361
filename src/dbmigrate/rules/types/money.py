"""{source} is {target} on the target

The target's own money rounds to the currency's digits and prints by the locale, and there is no smallmoney. numeric
holds the same four digits.

```zh
{source} 在目标库中为 {target}
目标库自带的 money 按货币位数取整、按区域设置输出，且没有 smallmoney。numeric 保留同样的四位小数。
```
```sqlserver
CREATE TABLE fee (total MONEY, extra [smallmoney])
```
```postgres
CREATE TABLE fee (total numeric(19,4), extra numeric(10,4))
```
```then
INSERT INTO fee VALUES (12.3456, 1.5);
SELECT total, extra FROM fee
```
```rows
12.3456 | 1.5000
```
```refused 42601
```
```sqlserver
SELECT CAST(1.23456 AS money) AS m
```
```postgres
SELECT CAST(1.23456 AS numeric(19,4)) AS m
```
```rows
1.2346
```
```quiet
CREATE TABLE fee (total NUMERIC(19, 4), money INT)
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.types.spelling import renamed, stays
from dbmigrate.syntax.ddl.nodes import TypeName


@rule("TY021", source="sqlserver", severity=Severity.REFUSED, on=node(TypeName))
def check(found: TypeName, context: Context) -> Hit | None:
    if found.user or stays(found, context) or found.keyword not in ("MONEY", "SMALLMONEY"):
        return None
    return renamed(found, context, context.source.types[found.keyword].to)
