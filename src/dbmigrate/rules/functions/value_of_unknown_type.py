"""{function} of a value whose type is not known

Dates and numbers are rounded by different functions on the target. Where the type of the value cannot be told from what
was given ({cause}), a runtime function of that name takes either and the server chooses.

```zh
{function} 的参数类型未知
目标库对日期和数值使用不同的取整函数。无法从所给内容判断类型时（{cause}），改用同名的运行时函数，由服务器按实际类型选择。
```
```setup
CREATE VIEW outside AS SELECT * FROM (VALUES (timestamp '2024-05-16 13:14:15', 12.75)) AS v (at, price);
```
```oracle
SELECT TRUNC(at), ROUND(price) FROM outside
```
```postgres
SELECT dbmigrate.trunc(at), dbmigrate.round(price) FROM outside
```
```rows
2024-05-16 00:00:00 | 13
```
```refused 42883
```
```oracle
SELECT TRUNC(at, 'MM'), TRUNC(price, 1) FROM outside
```
```postgres
SELECT dbmigrate.trunc(at, 'MM'), TRUNC(price, 1) FROM outside
```
```rows
2024-05-01 00:00:00 | 12.7
```
```refused 42883
```
```quiet
SELECT TRUNC(1.5), ROUND(at, 0) FROM outside
```
"""

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Hit, Severity


@rule("FN302", source="oracle", severity=Severity.REFUSED, on=(call("TRUNC"), call("ROUND")))
def check(found: Call, context: Context) -> Hit | None:
    if len(found.args) not in (1, 2):
        return None
    type_ = context.types.of(found.args[0])
    second = found.args[1].node if len(found.args) > 1 else None
    if type_.is_known or (isinstance(second, exp.Literal) and not second.is_string):
        return None
    name = found.node.name.lower()
    values = {"function": name.upper(), "cause": type_.cause}
    return Hit(replace=[(found.name_part, f"dbmigrate.{name}")], values=values, helpers=(name,))
