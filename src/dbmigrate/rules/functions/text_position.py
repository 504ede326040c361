"""CHARINDEX finds a text in another

STRPOS takes the arguments the other way round; it finds an empty text at position 1, CHARINDEX nowhere. With a start the
function dbmigrate.charindex is called. SQL Server compares by the collation, mostly without case, the target exactly.

```zh
CHARINDEX 查找文本的位置
STRPOS 的参数顺序相反；查找空文本时 STRPOS 返回 1，CHARINDEX 返回 0。带起始位置的改调函数 dbmigrate.charindex。SQL Server 按排序规则比较，多数不区分大小写；目标库精确比较。
```
```setup
CREATE TABLE visit (id INT NOT NULL, code VARCHAR(10) NOT NULL, sep VARCHAR(1) NOT NULL);
INSERT INTO visit VALUES (2, 'a-b-c', '-'), (4, 'abc', '');
```
```sqlserver
SELECT CHARINDEX('-', v.code), CHARINDEX(v.sep, v.code), CHARINDEX('-', v.code, v.id + 1) FROM visit v ORDER BY v.id
```
```postgres
SELECT strpos(v.code, '-'), dbmigrate.charindex(v.sep, v.code), dbmigrate.charindex('-', v.code, v.id + 1) FROM visit v ORDER BY v.id
```
```rows
2 | 2 | 4
0 | 0 | 0
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
from dbmigrate.rules.functions.operands import constant, in_computed_column


@rule("FN403", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=call("CHARINDEX"))
def check(found: Call, context: Context) -> Hit | None:
    if in_computed_column(context):
        return None
    if len(found.args) not in (2, 3):
        return Hit(fix=Fix.NONE)
    if len(found.args) == 2 and constant(found.args[0].node):
        return Hit(replace=[(found, "strpos({}, {})", found.args[1], found.args[0])])
    return Hit(replace=[(found.name_part, "dbmigrate.charindex")], helpers=("charindex",))
