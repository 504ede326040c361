"""method {name} of a type replaces one of the type above

Where the target has Oracle's object types, their bodies stay as they are. Whether it knows types below others, and
methods that replace those of the type above, is not said; some refuse the word.

```zh
类型方法 {name} 覆盖上级类型的方法
目标库支持 Oracle 对象类型时类型体保持原样；是否支持子类型及覆盖（OVERRIDING）上级方法没有依据，有的产品不接受该词。
```
```example tests/cases/oracle/kept_type.md
```
```quiet
CREATE FUNCTION one RETURN NUMBER IS
BEGIN
  RETURN 1;
END;
/
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.procedural.nodes import Routine


@rule("PL301", source="oracle", severity=Severity.REFUSED, fix=Fix.NONE, on=node(Routine), kept=True)
def check(unit: Routine, context: Context) -> Hit | None:
    if not context.kept_code or unit.member is None or "OVERRIDING" not in unit.member.words():
        return None
    return Hit(values={"name": unit.name.text() if unit.name else ""}, at=unit.member.part)
