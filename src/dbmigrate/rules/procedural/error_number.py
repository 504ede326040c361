"""SQLCODE is a number of Oracle's

PostgreSQL has SQLSTATE codes of five characters. A function of the runtime gives the number of the same error in
Oracle; errors that have no counterpart are -600. Outside of handlers SQLCODE is always 0 ("SQLCODE Function"); the target has no
such name there.

```zh
SQLCODE 是 Oracle 的错误号
PostgreSQL 使用五个字符的 SQLSTATE。运行时函数给出 Oracle 中同一错误的错误号；没有对应的为 -600。在异常处理之外 SQLCODE 恒为 0，目标库在该处没有对应的名称。
```
```notes
outside | where a handler calls this routine Oracle tells of the error that the handler has caught: hand it over as an argument | 若由异常处理段调用该例程，Oracle 给出所捕获的错误：应作为参数传入
kept | the target runs this code as it is, and gives numbers of its own | 目标库原样执行该代码，给出的是它自己的错误号
```
```oracle
CREATE FUNCTION checked(p_n INTEGER) RETURN NUMBER IS
BEGIN
  IF p_n > 10 THEN
    RAISE_APPLICATION_ERROR(-20017, 'too many');
  END IF;
  RAISE NO_DATA_FOUND;
EXCEPTION
  WHEN OTHERS THEN
    RETURN SQLCODE;
END;
/
```
```then
SELECT checked(11), checked(3)
```
```rows
-20017 | 100
```
```refused 42703
```
```oracle
CREATE FUNCTION kept(p_n INTEGER) RETURN NUMBER IS
BEGIN
  IF SQLCODE <> 0 THEN
    RETURN NULL;
  END IF;
  RETURN SQLCODE;
END;
/
```
```then
SELECT kept(11)
```
```rows
0
```
```refused 42703
```
```quiet
SELECT id AS sqlcode FROM ward
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import name, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.procedural.nodes import CodeUnit, Handler, Routine


@rule("PL064", source="oracle", severity=Severity.REFUSED, fix=Fix.REVIEW, on=name("SQLCODE"), kept=True)
def check(found: Expr, context: Context) -> Hit | None:
    if context.above(CodeUnit) is None or context.declared("SQLCODE") is not None:
        return None
    if context.above(Handler) is None:
        routine = context.above(Routine) is not None
        return Hit(replace=[(found, "0")], note="outside" if routine else "", fix=Fix.REVIEW if routine else Fix.SAFE)
    if context.kept_code:
        return Hit(note="kept", fix=Fix.REVIEW, severity=Severity.DIFFERS)
    return Hit(replace=[(found, "dbmigrate.sqlcode(SQLSTATE)")], helpers=("sqlcode",))
