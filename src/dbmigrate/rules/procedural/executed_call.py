"""EXECUTE IMMEDIATE of a block that only calls {name}

A block cannot take binds on the target. Where a constant text holds nothing but one call, the call itself is written,
with the values of USING in the places of the binds.

```zh
EXECUTE IMMEDIATE 执行仅调用 {name} 的块
目标库的块不能带绑定变量。常量文本中只有一次调用时，直接写出该调用，USING 的值放在绑定变量处。
```
```setup
CREATE TABLE ward (id INTEGER, code VARCHAR(10));
CREATE PROCEDURE keep_ward(p_id IN INTEGER, p_code IN VARCHAR, p_said OUT VARCHAR) AS $$
BEGIN
  INSERT INTO ward VALUES (p_id, p_code);
  p_said := p_code || '!';
END;
$$ LANGUAGE plpgsql;
CREATE FUNCTION twice(n INTEGER) RETURNS INTEGER AS $$ SELECT 2 * n $$ LANGUAGE sql;
```
```oracle
CREATE PROCEDURE add_ward(p_id INTEGER) IS
  v INTEGER;
  s VARCHAR(10);
BEGIN
  EXECUTE IMMEDIATE 'begin :x := twice(:y); end;' USING OUT v, p_id;
  EXECUTE IMMEDIATE 'Begin keep_ward(:1, ''a'', :2); End;'
    USING v, OUT s;
  EXECUTE IMMEDIATE 'call keep_ward(:1, :2, :3)' USING p_id, IN s, OUT s;
END;
/
```
```postgres
-- dbmigrate PL125 5: EXECUTE IMMEDIATE of a block that only calls twice
-- dbmigrate PL125 6: EXECUTE IMMEDIATE of a block that only calls keep_ward
-- dbmigrate PL125 8: EXECUTE IMMEDIATE of a block that only calls keep_ward
CREATE PROCEDURE add_ward(p_id bigint) AS $$
DECLARE
  v bigint;
  s VARCHAR(10);
BEGIN
  v := twice(p_id);
  CALL keep_ward(v, 'a', s);
  CALL keep_ward(p_id, s, s);
END;
$$ LANGUAGE plpgsql;

```
```then
CREATE OR REPLACE FUNCTION twice(n bigint) RETURNS bigint AS $$ SELECT 2 * n $$ LANGUAGE sql;
CREATE OR REPLACE PROCEDURE keep_ward(p_id IN bigint, p_code IN VARCHAR, p_said OUT VARCHAR) AS $$
BEGIN
  INSERT INTO ward VALUES (p_id, p_code);
  p_said := p_code || '!';
END;
$$ LANGUAGE plpgsql;
CALL add_ward(4);
SELECT id, code FROM ward
```
```rows
8 | a
4 | a!
```
```refused 42601
```
```quiet
CREATE PROCEDURE add_ward(p_text VARCHAR) IS
BEGIN
  EXECUTE IMMEDIATE p_text;
END;
/
```
"""

from __future__ import annotations

import re

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.executed_calls import executed_call
from dbmigrate.rules.procedural.judgement import is_converted
from dbmigrate.syntax.procedural.statements import ExecuteImmediate

PLACE = re.compile(r"(\x00\d+\x00)")


@rule("PL125", source="oracle", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(ExecuteImmediate))
def check(found: ExecuteImmediate, context: Context) -> Hit | None:
    call = executed_call(found)
    if call is None or not is_converted(context):
        return None
    arguments = found.using.arguments if found.using else ()
    template, places = "", list[object]()
    for piece in PLACE.split(call.text):
        if piece.startswith("\x00"):
            template += "{}"
            places.append(arguments[int(piece[1:-1])].value)
        else:
            template += literal_template(piece)
    return Hit(replace=[(found.inner, template, *places)], values={"name": call.name})
