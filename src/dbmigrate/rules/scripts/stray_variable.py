"""variable {name} outside of the batch that declares it

A variable of SQL Server lives for one batch, and psql has none of that kind. A statement that uses one has to become
code, or lose it. PostgreSQL reads `@` before a number as its absolute value, so nothing is left to chance.

```zh
语句使用了变量 {name}，但不在声明它的批中
SQL Server 变量只在一个批内有效，psql 没有此类变量。使用变量的语句须改写为代码块，或去掉变量。PostgreSQL 把数字前的 `@` 当作绝对值运算符，因此不作任何猜测。
```
```setup
CREATE TABLE visit (id INTEGER);
```
```sqlserver
UPDATE visit SET id = @new
```
```refused 42703
```
```quiet
SELECT @@ROWCOUNT AS n
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import Dml, Guard, Procedural


@rule("SE214", source="sqlserver", severity=Severity.REFUSED, fix=Fix.NONE, on=node(Dml))
def check(statement: Dml, context: Context) -> Hit | None:
    if context.above(Guard) is not None or context.above(Procedural) is not None:
        return None
    words = statement.words()
    name = next((w for w in words if w.startswith("@") and not w.startswith("@@")), "")
    return Hit(values={"name": name.lower()}) if name else None
