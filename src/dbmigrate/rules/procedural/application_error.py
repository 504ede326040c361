"""RAISE_APPLICATION_ERROR is an exception with SQLSTATE {state}

PostgreSQL has error codes of five characters. -20000 to -20999 become 45000 to 45999, a class that the server itself
does not use; programs that look at the error number have to look at that code.

```zh
RAISE_APPLICATION_ERROR 改为 SQLSTATE 为 {state} 的异常
PostgreSQL 的错误码为五个字符。-20000 至 -20999 对应 45000 至 45999（服务器自身不用的类别）；判断错误号的程序需改为判断该错误码。
```
```oracle
CREATE FUNCTION checked(p_n INTEGER) RETURN INTEGER IS
BEGIN
  IF p_n > 10 THEN
    RAISE_APPLICATION_ERROR(-20017, 'too many');
  END IF;
  RETURN p_n;
END;
/
```
```then
CREATE TABLE seen (what text);
DO $$ BEGIN PERFORM checked(11); EXCEPTION WHEN SQLSTATE '45017' THEN INSERT INTO seen VALUES (SQLERRM); END $$;
SELECT checked(3), what FROM seen
```
```rows
3 | too many
```
```refused 42601
```
```quiet
CREATE TABLE raise_application_error (id INTEGER)
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.syntax.procedural.statements import CallStatement

CLASS: Final = "45"


@rule(
    "PL040",
    source="oracle",
    severity=Severity.REFUSED,
    fix=Fix.REVIEW,
    on=call("RAISE_APPLICATION_ERROR"),
)
def check(found: Call, context: Context) -> Hit | None:
    statement = context.path[-1] if context.path else None
    if not isinstance(statement, CallStatement) or len(found.args) < 2:
        return None
    digits = found.args[0].text.removeprefix("-").strip()
    if len(digits) == 5 and digits.isdigit() and digits.startswith("20"):
        state = CLASS + digits[2:]
        template = f"RAISE EXCEPTION USING MESSAGE = {{}}, ERRCODE = '{state}'"
        return Hit(replace=[(statement.callee, template, found.args[1])], values={"state": state})
    template = f"RAISE EXCEPTION USING MESSAGE = {{}}, ERRCODE = '{CLASS}' || right(({{}})::text, 3)"
    return Hit(replace=[(statement.callee, template, found.args[1], found.args[0])], values={"state": f"{CLASS}..."})
