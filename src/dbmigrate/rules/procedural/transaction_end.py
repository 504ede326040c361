"""{word} in {kind} {name}

PostgreSQL ends a transaction in a procedure only where CALL has begun it: not where the client has an open transaction
block or a function or a trigger calls. The search path cannot be set for such a procedure: it finds the names that it
does not qualify through the caller's.

```zh
{kind} {name} 中的 {word}
PostgreSQL 的过程只有在由 CALL 自身开始的事务中才能结束事务：客户端已打开事务块、或由函数、触发器调用时不行。这类过程不能设置搜索路径，未加限定的名称按调用者的搜索路径查找。
```
```oracle
CREATE PROCEDURE clear_ward IS
BEGIN
  DELETE FROM ward;
  COMMIT;
END;
/
```
```quiet
CREATE PROCEDURE clear_ward IS
BEGIN
  DELETE FROM ward;
END;
/
```
"""

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.judged_transactions import is_autonomous, is_plain
from dbmigrate.syntax.ddl.nodes import below
from dbmigrate.syntax.procedural.nodes import Routine
from dbmigrate.syntax.procedural.statements import Transaction


@rule("PL067", source="oracle", severity=Severity.NOTE, on=node(Routine), kept=True)
def check(unit: Routine) -> Hit | None:
    found = [t for t in below(unit, Transaction) if isinstance(t, Transaction) and is_plain(t)]
    if not found or unit.body is None or is_autonomous(unit):
        return None
    values = {"word": found[0].kind.upper(), "kind": unit.kind, "name": unit.name.text() if unit.name else ""}
    return Hit(values=values, at=found[0].part)
