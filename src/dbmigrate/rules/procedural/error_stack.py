"""DBMS_UTILITY.FORMAT_ERROR_STACK is SQLERRM

The target keeps the message of the error that a handler has caught, but not those that it came from.

```zh
DBMS_UTILITY.FORMAT_ERROR_STACK 改写为 SQLERRM
目标库只保留所捕获错误的消息，不保留引发它的其他错误。
```
```notes
outside | outside of a handler the error is not known: hand SQLERRM over to the routine that keeps it | 在异常处理段之外无法得知错误：应将 SQLERRM 作为参数传给记录错误的例程
```
```oracle
CREATE FUNCTION told RETURN VARCHAR2 IS
BEGIN
  RAISE_APPLICATION_ERROR(-20001, 'no bed');
EXCEPTION
  WHEN OTHERS THEN
    RETURN SUBSTR(DBMS_UTILITY.FORMAT_ERROR_STACK, 1, 200);
END;
/
```
```then
SELECT told() LIKE '%no bed%'
```
```rows
t
```
```refused 42P01
```
```quiet
CREATE FUNCTION told RETURN VARCHAR2 IS
BEGIN
  RETURN 'a';
EXCEPTION
  WHEN OTHERS THEN
    RETURN SUBSTR(SQLERRM, 1, 200);
END;
/
```
"""

from __future__ import annotations

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import ANY_CALL, COLUMN, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.plsql_names import path_of_name, whole_name
from dbmigrate.syntax.procedural.nodes import Handler

STACK = ("DBMS_UTILITY", "FORMAT_ERROR_STACK")


@rule(
    "PL112",
    source="oracle",
    severity=Severity.REFUSED,
    fix=Fix.REVIEW,
    on=(COLUMN, ANY_CALL),
    kept=True,
    words=STACK[-1:],
)
def check(found: Expr, context: Context) -> Hit | None:
    path = path_of_name(found)
    if path[-2:] != STACK:
        return None
    text, note = ("SQLERRM", "") if context.above(Handler) is not None else ("NULL::text", "outside")
    whole = whole_name(found)
    return Hit(replace=[(whole, text)], at=whole, note=note)
