"""NOCOPY of a parameter

A hint to pass a large value by reference. PL/pgSQL has none.

```zh
参数的 NOCOPY
提示大值按引用传递；PL/pgSQL 没有对应写法。
```
```oracle
CREATE PROCEDURE twice(p_n IN OUT NOCOPY INTEGER) IS
BEGIN
  p_n := p_n * 2;
END;
/
```
```then
CALL twice(4)
```
```rows
8
```
```refused 42601
```
```quiet
CREATE PROCEDURE twice(p_n IN OUT INTEGER) IS
BEGIN
  p_n := p_n * 2;
END;
/
```
"""

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.syntax.procedural.nodes import Parameter


@rule("PL013", source="oracle", severity=Severity.REFUSED, on=node(Parameter), unless="nocopy", kept=True)
def check(parameter: Parameter) -> Hit | None:
    return Hit(replace=[(parameter.no_copy, "")], at=parameter.no_copy) if parameter.no_copy else None
