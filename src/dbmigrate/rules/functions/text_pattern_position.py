"""PATINDEX finds a LIKE pattern in a text

The function dbmigrate.patindex turns the pattern into a regular expression. SQL Server compares by the collation, mostly
without case, the target exactly.

```zh
PATINDEX 查找 LIKE 模式的位置
函数 dbmigrate.patindex 把模式转换为正则表达式。SQL Server 按排序规则比较，多数不区分大小写；目标库精确比较。
```
```setup
CREATE TABLE visit (code VARCHAR(20));
INSERT INTO visit VALUES ('ab1'), ('%_x'), ('a.b');
```
```sqlserver
SELECT PATINDEX('%[0-9]%', v.code), PATINDEX('a_', v.code), PATINDEX('%[^a-z]_', v.code), PATINDEX(N'%.b', v.code) FROM visit v
```
```postgres
SELECT dbmigrate.patindex('%[0-9]%', v.code), dbmigrate.patindex('a_', v.code), dbmigrate.patindex('%[^a-z]_', v.code), dbmigrate.patindex('%.b', v.code) FROM visit v
```
```rows
3 | 0 | 0 | 0
0 | 0 | 2 | 0
0 | 0 | 2 | 2
```
```refused 42883
```
```quiet
SELECT v.code FROM visit v
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.functions.operands import in_computed_column


@rule("FN409", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=call("PATINDEX"))
def check(found: Call, context: Context) -> Hit | None:
    if in_computed_column(context):
        return None
    return Hit(replace=[(found.name_part, "dbmigrate.patindex")], helpers=("patindex",))
