"""EXECUTE IMMEDIATE .. RETURNING INTO

What the text gives back goes through binds in Oracle. EXECUTE of PL/pgSQL takes it like the row of a query, with INTO.

```zh
EXECUTE IMMEDIATE 通过 RETURNING INTO 取回值
Oracle 通过绑定变量取得文本返回的值；PL/pgSQL 的 EXECUTE 像查询结果一样用 INTO 取得。
```
```notes
many | of several rows the target takes the first, where Oracle raises TOO_MANY_ROWS | 改动多行时目标库取第一行，Oracle 则抛出 TOO_MANY_ROWS
doubtful | not every change in the text is certain | 文本中有不确定的改动
text | the text has to be SQL that the target takes | 文本必须是目标库可执行的 SQL
```
```setup
CREATE TABLE bill (id INTEGER, fee INTEGER, paid INTEGER);
INSERT INTO bill VALUES (1, 10, NULL);
```
```oracle
CREATE FUNCTION raised(p_id INTEGER) RETURN VARCHAR IS
  v_fee INTEGER;
  v_paid INTEGER;
BEGIN
  EXECUTE IMMEDIATE 'UPDATE bill SET fee = fee * :f WHERE id = :i RETURN fee, NVL(paid, 0) INTO :a, :b'
    USING 3, p_id RETURNING INTO v_fee, v_paid;
  RETURN v_fee || '/' || v_paid;
END;
/
```
```postgres
-- dbmigrate PL267 5: EXECUTE IMMEDIATE .. RETURNING INTO (of several rows the target takes the first, where Oracle raises TOO_MANY_ROWS)
CREATE FUNCTION raised(p_id bigint) RETURNS VARCHAR AS $$
DECLARE
  v_fee bigint;
  v_paid bigint;
BEGIN
  EXECUTE 'UPDATE bill SET fee = fee * $1 WHERE id = $2 RETURNING fee, coalesce(paid, 0)' INTO v_fee, v_paid
    USING 3, p_id;
  RETURN concat(v_fee, '/', v_paid);
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT raised(1)
```
```rows
30/0
```
```refused 42601
```
```quiet
CREATE FUNCTION raised(p_id INTEGER) RETURN INTEGER IS
  v_fee INTEGER;
BEGIN
  UPDATE bill SET fee = fee * 3 WHERE id = p_id RETURNING fee INTO v_fee;
  RETURN v_fee;
END;
/
```
"""

import re
from typing import Final

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.constant_text import quoted, rewritten_text
from dbmigrate.rules.procedural.executed_returns import text_of_returning
from dbmigrate.rules.procedural.judged_commands import numbered
from dbmigrate.syntax.procedural.statements import ExecuteImmediate

INSERTED: Final = re.compile(r"\s*insert\b[^;]*\bvalues\b", re.I)


@rule("PL267", source="oracle", severity=Severity.REFUSED, on=node(ExecuteImmediate), after=("FN101",))
def check(found: ExecuteImmediate, context: Context) -> Hit | None:
    text = text_of_returning(found)
    if text is None or found.returning is None or found.returning.into is None:
        return None
    made = rewritten_text(text, context)
    literal = numbered(quoted(made.text if made else text), 1)[0]
    targets = found.returning.into.targets
    into = ", ".join("{}" for _ in targets)
    replace = [
        (found.keyword, "EXECUTE"),
        (found.command, f"{literal_template(literal)} INTO {into}", *targets),
        (found.returning, ""),
    ]
    note = "text" if made is None else "many" if made.certain else "doubtful"
    if note == "many" and INSERTED.match(text):
        note = ""
    helpers = made.helpers if made else ()
    return Hit(replace=replace, at=found.keyword, note=note, fix=Fix.REVIEW if note else None, helpers=helpers)
