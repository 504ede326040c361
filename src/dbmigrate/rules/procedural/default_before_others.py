"""default of the parameter {name}, which others without one follow

PostgreSQL takes a default only where every parameter behind it has one. It is removed: a call that leaves the argument
out fails and has to name it.

```zh
参数 {name} 的默认值之后还有无默认值的参数
PostgreSQL 要求默认值之后的参数都有默认值。此默认值被删除：省略该参数的调用会报错，需要补上。
```
```oracle
CREATE FUNCTION fee(p_days INTEGER DEFAULT 1, p_rate INTEGER) RETURN INTEGER IS
BEGIN
  RETURN p_days * p_rate;
END;
/
```
```then
SELECT fee(2, 3)
```
```rows
6
```
```refused 42P13
```
```quiet
CREATE FUNCTION fee(p_rate INTEGER, p_days INTEGER DEFAULT 1) RETURN INTEGER IS
BEGIN
  RETURN p_days * p_rate;
END;
/
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.procedural.nodes import CursorDeclaration, Parameter, Parameters


@rule("PL072", source="oracle", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(Parameters), kept=True)
def check(found: Parameters, context: Context) -> Hit | None:
    if context.above(CursorDeclaration) is not None:
        return None
    items = [i for i in found.items if isinstance(i, Parameter)]
    last = max((k for k, i in enumerate(items) if i.default is None), default=-1)
    lost = [i for i in items[: max(last, 0)] if i.default is not None and i.default_word is not None]
    if not lost:
        return None
    replace = [(i.default_word.to(i.default.part), "") for i in lost if i.default_word and i.default]
    return Hit(replace=replace, values={"name": lost[0].name.text()}, at=lost[0].default_word)
