"""members of package {name} under conditional compilation

A package becomes a schema, its routines become routines there. Which of them Oracle's compiler takes where they stand
between $IF and $END is decided when it compiles; what stands there is not written and has to be added by hand.

```zh
包 {name} 的成员位于条件编译中
包改写为模式，其中的例程写入该模式。位于 $IF 与 $END 之间的成员由 Oracle 编译器在编译时决定取舍；这些内容未写出，须人工补上。
```
```notes
taken | Oracle's compiler takes what stands there | Oracle 编译器采用其中的内容
unknown | it cannot be told which branch Oracle's compiler takes | 无法判断 Oracle 编译器采用哪个分支
```
```example tests/cases/oracle/conditional_members.md
```
```quiet
CREATE OR REPLACE PACKAGE BODY told IS
  PROCEDURE first IS
  BEGIN
    $IF $$debug $THEN
      NULL;
    $END
    NULL;
  END;
END told;
/
```
"""

from __future__ import annotations

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Fix, Hit, Severity
from dbmigrate.rules.procedural.judgement import judge
from dbmigrate.rules.procedural.plsql_conditions import left_members
from dbmigrate.syntax.procedural.nodes import Block, Conditional, Package


@rule("PL360", source="oracle", severity=Severity.REFUSED, fix=Fix.NONE, on=node(Conditional))
def check(found: Conditional, context: Context) -> Hit | None:
    package = context.path[0] if len(context.path) == 2 and isinstance(context.path[1], Block) else None
    if not isinstance(package, Package) or context.kept_code or judge(package, context).unclear:
        return None
    assert package.name
    note = left_members(found, package, context)
    return Hit([(found, COMMENT_OUT)], values={"name": package.name.text()}, note=note) if note else None
