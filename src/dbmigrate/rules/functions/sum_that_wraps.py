"""SUM of integers may wrap around on the target

Where sums of integers are integers (KingbaseES, sqlserver mode), a sum that is too large comes out as another number and
nothing fails; SQL Server reports error 8115. The sum is made of bigint values.

```zh
整数求和在目标库可能溢出回绕
目标库（KingbaseES sqlserver 模式）整数之和仍为整数，过大时得到错误的数值且不报错；SQL Server 报 8115 错误。改为对 bigint 求和。
```
```notes
type | the type is not known: {cause} | 类型未知：{cause}
```
```example tests/cases/sqlserver/kept_sums.md
```
```quiet
SELECT SUM(n) AS n FROM t
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.types.values import Kind


@rule("FN903", source="sqlserver", severity=Severity.DIFFERS, on=call("SUM"))
def check(found: Call, context: Context) -> Hit | None:
    if len(found.args) != 1 or context.target.capability("sum_of_integers_widens").has != "no":
        return None
    given = context.types.of(found.args[0])
    if not given.is_known:
        return Hit(note="type", values={"cause": given.cause}, fix=Fix.REVIEW)
    if given.kind is not Kind.NUMBER or not given.is_whole or given.target == "bigint":
        return None
    return Hit(replace=[(found.args[0], "CAST({} AS bigint)", found.args[0])])
