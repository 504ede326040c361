"""SQLERRM of a number is the message behind that number

With an argument SQLERRM gives the message of a number, whatever error there is ("SQLERRM Function"): 0 is success, 1 an
exception of the code itself, 100 NO_DATA_FOUND, another positive number no error of Oracle's. A function of the runtime
knows the commonest ones. Where the number is that of the error that the handler has caught, as in SQLERRM(SQLCODE), it
gives that error's own message.

```zh
带错误号的 SQLERRM 给出该错误号的信息
带参数的 SQLERRM 给出该错误号的信息，与当前错误无关：0 为成功，1 为用户定义的异常，100 为 NO_DATA_FOUND，其他正数不是 Oracle 的错误。运行时函数含有常见错误号的信息；若错误号正是异常处理段捕获的错误（如 SQLERRM(SQLCODE)），则给出该错误自身的信息。
```
```notes
kept | the target runs this code as it is, and gives messages of its own | 目标库原样执行该代码，给出的是它自己的信息
```
```oracle
CREATE FUNCTION told_again(p_n INTEGER) RETURN VARCHAR IS
  v_code NUMBER;
BEGIN
  IF p_n > 0 THEN
    RAISE_APPLICATION_ERROR(-20017, 'too many');
  END IF;
  RETURN SQLERRM(0) || '; ' || SQLERRM(100) || '; ' || SQLERRM(-1) || '; ' || SQLERRM(7);
EXCEPTION
  WHEN OTHERS THEN
    v_code := SQLCODE;
    RETURN SQLERRM(SQLCODE) || '; ' || SQLERRM(v_code) || '; ' || SQLERRM(-1422);
END;
/
```
```then
SELECT told_again(0) UNION ALL SELECT told_again(11)
```
```rows
ORA-0000: normal, successful completion; ORA-01403: no data found; ORA-00001: unique constraint (.) violated;  -7: non-ORACLE exception
ORA-20017: too many; ORA-20017: too many; ORA-01422: exact fetch returns more than requested number of rows
```
```refused 42883
```
```quiet
SELECT id AS sqlerrm FROM ward
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.procedural.nodes import CodeUnit, Handler


@rule("PL190", source="oracle", severity=Severity.REFUSED, fix=Fix.REVIEW, on=call("SQLERRM"), kept=True)
def check(found: Call, context: Context) -> Hit | None:
    if context.above(CodeUnit) is None or len(found.args) != 1:
        return None
    if context.kept_code:
        return Hit(note="kept", severity=Severity.DIFFERS)
    caught = "SQLSTATE, SQLERRM" if context.above(Handler) is not None else "NULL, NULL"
    template = f"dbmigrate.sqlerrm_of({{}}, {caught})"
    return Hit(replace=[(found, template, found.args[0])], helpers=("sqlcode", "sqlerrm", "sqlerrm_of"))
