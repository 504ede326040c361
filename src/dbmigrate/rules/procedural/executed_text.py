"""EXECUTE IMMEDIATE: the text is run as it is

PL/pgSQL says EXECUTE, binds are $1, $2, and STRICT asks for exactly one row as Oracle does. What stands in the text is
not converted: it has to be SQL that the target takes.

```zh
EXECUTE IMMEDIATE：文本原样执行
PL/pgSQL 写作 EXECUTE，绑定变量为 $1、$2，STRICT 要求恰好一行（与 Oracle 相同）。文本中的 SQL 不做转换，须为目标库可执行的语句。
```
```setup
CREATE TABLE ward (id INTEGER, code VARCHAR(10));
INSERT INTO ward VALUES (1, 'a');
```
```oracle
CREATE FUNCTION code_of(p_id INTEGER) RETURN VARCHAR IS
  v VARCHAR(10);
BEGIN
  EXECUTE IMMEDIATE 'UPDATE ward SET id = id + :n WHERE id = :i' USING 1, p_id;
  EXECUTE IMMEDIATE 'SELECT code FROM ward WHERE id = :1' INTO v USING p_id + 1;
  RETURN v;
END;
/
```
```postgres
-- dbmigrate PL091 4: EXECUTE IMMEDIATE: the text is run as it is
-- dbmigrate PL091 5: EXECUTE IMMEDIATE: the text is run as it is
CREATE FUNCTION code_of(p_id bigint) RETURNS VARCHAR AS $$
DECLARE
  v VARCHAR(10);
BEGIN
  EXECUTE 'UPDATE ward SET id = id + $1 WHERE id = $2' USING 1, p_id;
  EXECUTE 'SELECT code FROM ward WHERE id = $1' INTO STRICT v USING p_id + 1;
  RETURN v;
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT code_of(1)
```
```rows
a
```
```refused 42704
```
```quiet
CREATE TABLE execute_immediate (id INTEGER)
```
"""

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.judged_commands import literals, numbered
from dbmigrate.syntax.ddl.nodes import Piece
from dbmigrate.syntax.procedural.statements import ExecuteImmediate, Open


@rule("PL091", source="oracle", severity=Severity.REFUSED, fix=Fix.REVIEW, on=(node(ExecuteImmediate), node(Open)))
def check(found: ExecuteImmediate | Open) -> Hit | None:
    replace: list[tuple[object, ...]] = []
    if isinstance(found, Open):
        if not isinstance(found.source, Piece) or found.for_part is None:
            return None
        command = found.source
        replace.append((found.for_part.after, " EXECUTE"))
    else:
        command = found.command
        replace.append((found.keyword, "EXECUTE"))
        if found.into:
            replace.append((found.into.keyword.after, " STRICT"))
    if found.using:
        first = 1
        for part in literals(command):
            text, count = numbered(found.lexed.source(part), first)
            first += count
            if count:
                replace.append((part, literal_template(text)))
    return Hit(replace=replace, at=found.keyword)
