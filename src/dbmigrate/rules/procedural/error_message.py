"""SQLERRM is the message of the target

Oracle's message begins with ORA and the number of the error. A function of the runtime puts the number of the same
error in front of the message; the text of errors of the server itself is the target's. Outside of handlers SQLERRM is
always the message of success ("SQLERRM Function"); the target has no such name there.

```zh
SQLERRM 为目标库的错误信息
Oracle 的错误信息以 ORA 和错误号开头。运行时函数把对应的错误号放在信息前面；服务器自身错误的文字为目标库的文字。在异常处理之外 SQLERRM 恒为“成功”信息，目标库在该处没有对应的名称。
```
```notes
outside | where a handler calls this routine Oracle tells of the error that the handler has caught: hand it over as an argument | 若由异常处理段调用该例程，Oracle 给出所捕获的错误：应作为参数传入
kept | the target runs this code as it is, and gives messages of its own | 目标库原样执行该代码，给出的是它自己的信息
```
```oracle
CREATE FUNCTION checked(p_n INTEGER) RETURN VARCHAR IS
BEGIN
  RAISE_APPLICATION_ERROR(-20017, 'too many');
EXCEPTION
  WHEN OTHERS THEN
    RETURN SQLERRM;
END;
/
```
```then
SELECT checked(11)
```
```rows
ORA-20017: too many
```
```oracle
CREATE FUNCTION told(p_n INTEGER) RETURN VARCHAR IS
BEGIN
  RETURN SQLERRM;
END;
/
```
```then
SELECT told(11)
```
```rows
ORA-0000: normal, successful completion
```
```refused 42703
```
```quiet
SELECT id AS sqlerrm FROM ward
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import name, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.procedural.nodes import CodeUnit, Handler, Routine

SUCCESS: Final = "ORA-0000: normal, successful completion"


@rule("PL065", source="oracle", severity=Severity.DIFFERS, fix=Fix.REVIEW, on=name("SQLERRM"), kept=True)
def check(found: Expr, context: Context) -> Hit | None:
    if context.above(CodeUnit) is None or context.declared("SQLERRM") is not None:
        return None
    if context.above(Handler) is None:
        routine = context.above(Routine) is not None
        note, fix = ("outside", Fix.REVIEW) if routine else ("", Fix.SAFE)
        return Hit(replace=[(found, f"'{SUCCESS}'")], note=note, fix=fix, severity=Severity.REFUSED)
    if context.kept_code:
        return Hit(note="kept", fix=Fix.REVIEW)
    return Hit(replace=[(found, "dbmigrate.sqlerrm(SQLSTATE, SQLERRM)")], helpers=("sqlerrm",))
