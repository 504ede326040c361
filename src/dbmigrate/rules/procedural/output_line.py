"""DBMS_OUTPUT.PUT_LINE is a notice

The server sends the line to the client at once; Oracle collects lines until the client fetches them.

```zh
DBMS_OUTPUT.PUT_LINE 改为 NOTICE 消息
目标库立即向客户端发送该行；Oracle 先缓存，由客户端读取。
```
```oracle
CREATE FUNCTION told(p_text VARCHAR) RETURN VARCHAR IS
BEGIN
  DBMS_OUTPUT.PUT_LINE(p_text);
  RETURN p_text;
END;
/
```
```postgres
CREATE FUNCTION told(p_text VARCHAR) RETURNS VARCHAR AS $$
BEGIN
  RAISE NOTICE '%', p_text;
  RETURN p_text;
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT told('ready')
```
```rows
ready
```
```refused 42601
```
```quiet
CREATE TABLE put_line (id INTEGER)
```
"""

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import call, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Hit, Severity
from dbmigrate.syntax.procedural.statements import CallStatement


@rule("PL041", source="oracle", severity=Severity.REFUSED, on=call("DBMS_OUTPUT.PUT_LINE"), unless="dbms_output", kept=True)
def check(found: Call, context: Context) -> Hit | None:
    statement = context.path[-1] if context.path else None
    if not isinstance(statement, CallStatement) or len(found.args) != 1:
        return None
    given = found.node.expressions[0]
    value = found.view(given.expression if isinstance(given, exp.Kwarg) else given)
    return Hit(replace=[(statement.callee, "RAISE NOTICE '%', {}", value)], at=statement.callee.part)
