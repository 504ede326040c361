"""where an error came from is kept at the start of the handler

DBMS_UTILITY.FORMAT_ERROR_BACKTRACE tells the lines that the error came through. The target tells them by GET STACKED
DIAGNOSTICS, in the handler alone; a variable keeps them.

```zh
在异常处理段开头保存错误来源
DBMS_UTILITY.FORMAT_ERROR_BACKTRACE 给出错误经过的行。目标库只能在处理段内用 GET STACKED DIAGNOSTICS 获取，故用变量保存。
```
```notes
lines | the lines are those of the target, in its words | 行号与文字为目标库的格式
outside | outside of a handler the error is not known: the routine tells where it was called from | 在异常处理段之外无法得知错误：例程给出自身被调用的位置
```
```oracle
CREATE FUNCTION told(n NUMBER) RETURN VARCHAR2 IS
  v NUMBER;
BEGIN
  v := 1 / n;
  RETURN 'fine';
EXCEPTION
  WHEN OTHERS THEN
    RETURN 'at ' || DBMS_UTILITY.FORMAT_ERROR_BACKTRACE;
END;
/
```
```then
SELECT told(1), told(0) LIKE 'at PL/pgSQL function told(numeric) line%'
```
```rows
fine | t
```
```refused 42P01
```
```oracle
CREATE FUNCTION keep RETURN VARCHAR2 IS
BEGIN
  RETURN SUBSTR(DBMS_UTILITY.FORMAT_ERROR_BACKTRACE(), 1, 4000);
END;
/
```
```then
SELECT keep() LIKE 'PL/pgSQL function keep() line%'
```
```rows
t
```
```refused 3F000
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
from dbmigrate.engine.contract import ANY_CALL, COLUMN, node, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.judgement import BACKTRACE, TRACE, judgement_at
from dbmigrate.rules.procedural.plsql_names import path_of_name, whole_name
from dbmigrate.rules.procedural.tsql_text import indent
from dbmigrate.syntax.procedural.nodes import Handler


@rule(
    "PL171",
    source="oracle",
    severity=Severity.REFUSED,
    fix=Fix.REVIEW,
    on=(COLUMN, ANY_CALL, node(Handler)),
    words=(TRACE,),
)
def check(found: Expr | Handler, context: Context) -> Hit | None:
    judgement = judgement_at(context) if context.path else None
    if judgement is None or judgement.unclear is not None:
        return None
    if isinstance(found, Handler):
        asks = TRACE in found.lexed.words[found.part.first : found.part.last + 1]
        if not asks or found.then is None or not found.statements:
            return None
        blanks = indent(found.lexed, found.statements[0].part)
        text = f"\n{blanks}GET STACKED DIAGNOSTICS {BACKTRACE} = PG_EXCEPTION_CONTEXT;"
        return Hit(replace=[(found.then.after, text)], fix=Fix.SAFE)
    path = path_of_name(found)
    if path[-2:] != ("DBMS_UTILITY", TRACE):
        return None
    whole = whole_name(found)
    if context.above(Handler) is not None:
        return Hit(replace=[(whole, BACKTRACE)], at=whole, note="lines")
    return Hit(replace=[(whole, "dbmigrate.call_stack()")], at=whole, note="outside", helpers=("call_stack",))
