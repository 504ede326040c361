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
```oracle
CREATE FUNCTION told(n NUMBER) RETURN NUMBER IS
BEGIN
  DBMS_OUTPUT.PUT('beds: ');
  DBMS_OUTPUT.PUT_LINE(n);
  RETURN n;
END;
/
```
```postgres
CREATE FUNCTION told(n numeric) RETURNS numeric AS $$
BEGIN
  PERFORM dbmigrate.output_put('beds: ');
  RAISE NOTICE '%', dbmigrate.output_line(dbmigrate.to_char(n));
  RETURN n;
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT told(2)
```
```rows
2
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
from dbmigrate.latest import latest
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.oracle_implicit import as_text
from dbmigrate.syntax.lex import Lexed
from dbmigrate.syntax.procedural.statements import CallStatement


@rule("PL041", source="oracle", severity=Severity.REFUSED, on=call("DBMS_OUTPUT.PUT_LINE"), unless="dbms_output", kept=True)
def check(found: Call, context: Context) -> Hit | None:
    statement = context.path[-1] if context.path else None
    if not isinstance(statement, CallStatement) or len(found.args) != 1:
        return None
    given = found.node.expressions[0]
    value = found.view(given.expression if isinstance(given, exp.Kwarg) else given)
    if puts(statement.lexed):
        written = as_text(value, context)
        text = f"RAISE NOTICE '%', dbmigrate.output_line({written.template})"
        return Hit([(statement.callee, text, value)], at=statement.callee.part, helpers=("output_put", *written.helpers))
    return Hit(replace=[(statement.callee, "RAISE NOTICE '%', {}", value)], at=statement.callee.part)


@latest
def puts(lexed: Lexed) -> bool:
    """DBMS_OUTPUT.PUT stands in the same text: PUT_LINE ends its line."""
    words = lexed.words
    return any(words[k] == "PUT" and words[k - 2] == "DBMS_OUTPUT" for k in range(2, len(lexed.tokens)))
