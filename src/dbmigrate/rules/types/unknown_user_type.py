"""type {type} is not in the estate

Its definition was not among the input, so nobody can say what it becomes. The name is kept: the target refuses it where
it has no type of that name. Give the scripts that make it as well.

```zh
类型 {type} 不在本次输入中
输入中没有该类型的定义，无法判断应改为什么类型。类型名原样保留：若目标库中没有同名类型则会报错。请一并提供建立该类型的脚本。
```
```oracle
CREATE TABLE visit (id VARCHAR(10), address his.address_t)
```
```refused 3F000
```
```sqlserver
CREATE TABLE visit (id INT, name dbo.ut_name)
```
```sqlserver
CREATE PROCEDURE p @name dbo.ut_name AS SET NOCOUNT ON
GO
```
```refused 42704
```
```quiet
CREATE TABLE visit (id INTEGER, name VARCHAR(10))
```
"""

from dbmigrate.catalog.keys import path_of
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.ddl.nodes import Procedural, TypeName


@rule("TY032", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(TypeName))
def check(found: TypeName, context: Context) -> Hit | None:
    if found.user is None or (context.source.name == "oracle" and context.above(Procedural)):
        return None  # code has types of its own, and PL001
    if context.catalog.user_type(path_of(found.user), context.schema) is not None:
        return None
    return Hit(values={"type": ".".join(found.user.values)}, fix=Fix.REVIEW)
