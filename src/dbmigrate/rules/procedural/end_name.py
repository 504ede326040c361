"""name behind END

PL/pgSQL knows a name there only where a label before the block says the same one; a routine has none.

```zh
END 之后的名称
PL/pgSQL 只有当块前有同名标签时才允许 END 后写名称；例程没有标签。
```
```oracle
CREATE FUNCTION one RETURN INTEGER IS
BEGIN
  RETURN 1;
END one;
/
```
```then
SELECT one()
```
```rows
1
```
```refused 42601
```
```quiet
CREATE FUNCTION one RETURN INTEGER IS
BEGIN
  <<inner>>
  BEGIN
    RETURN 1;
  END inner;
END;
/
```
"""

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.syntax.procedural.nodes import Block, key_of


@rule("PL011", source="oracle", severity=Severity.REFUSED, on=node(Block), unless="routine_is_as")
def check(block: Block) -> Hit | None:
    name = block.end_name
    if name is None or key_of(name) in [key_of(label.name) for label in block.labels]:
        return None
    return Hit(replace=[(name, "")])
