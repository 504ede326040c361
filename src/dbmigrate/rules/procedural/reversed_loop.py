"""loop in reverse order

Oracle writes the lower bound first also behind REVERSE; PL/pgSQL counts down from the first bound to the second, and
runs the loop not once where the lower one stands first.

```zh
逆序循环
Oracle 在 REVERSE 后仍先写下界；PL/pgSQL 从第一个界递减到第二个界，若先写下界则循环一次也不执行。
```
```notes
unknown | the target runs this code as it is; ask it whether it counts as Oracle does | 目标库原样执行该代码；请在目标库上确认其计数方向与 Oracle 一致
```
```oracle
CREATE FUNCTION digits RETURN INTEGER IS
  v INTEGER := 0;
BEGIN
  FOR i IN REVERSE 1..3 LOOP
    v := v * 10 + i;
  END LOOP;
  RETURN v;
END;
/
```
```then
SELECT digits()
```
```rows
321
```
```quiet
CREATE FUNCTION digits RETURN INTEGER IS
  v INTEGER := 0;
BEGIN
  FOR i IN 1..3 LOOP
    v := v * 10 + i;
  END LOOP;
  RETURN v;
END;
/
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.procedural.statements import Loop, Range


@rule("PL022", source="oracle", severity=Severity.DIFFERS, on=node(Loop), kept=True)
def check(loop: Loop, context: Context) -> Hit | None:
    limits = loop.source
    if loop.reverse is None or not isinstance(limits, Range):
        return None
    if context.kept_code and context.target.capability("reversed_loop_from_low").has == "unknown":
        return Hit(at=loop.reverse, note="unknown", fix=Fix.REVIEW, severity=Severity.NOTE)
    return Hit(replace=[(limits, "{}..{}", limits.high, limits.low)], at=loop.reverse)
