"""{name}%ROWTYPE of a cursor is a record

PL/pgSQL knows rows of tables by name, not those of cursors: a record takes its fields from the row that it gets.

```zh
游标的 {name}%ROWTYPE 改为 record
PL/pgSQL 只认表的行类型；record 变量的字段取自读入的行。
```
```setup
CREATE TABLE ward (id INTEGER, code VARCHAR(10));
INSERT INTO ward VALUES (1, 'a');
INSERT INTO ward VALUES (2, 'b');
```
```oracle
CREATE FUNCTION last_code RETURN VARCHAR IS
  CURSOR c IS SELECT id, code FROM ward ORDER BY id;
  r c%ROWTYPE;
  v VARCHAR(10);
BEGIN
  OPEN c;
  LOOP
    FETCH c INTO r;
    EXIT WHEN c%NOTFOUND;
    v := r.code;
  END LOOP;
  CLOSE c;
  RETURN v;
END;
/
```
```then
SELECT last_code()
```
```rows
b
```
```refused 42P01
```
```quiet
CREATE FUNCTION one_code RETURN VARCHAR IS
  r ward%ROWTYPE;
BEGIN
  SELECT * INTO r FROM ward WHERE id = 1;
  RETURN r.code;
END;
/
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.syntax.procedural.nodes import Anchored, CursorDeclaration


@rule("PL051", source="oracle", severity=Severity.REFUSED, on=node(Anchored))
def check(found: Anchored, context: Context) -> Hit | None:
    if found.attribute != "ROWTYPE" or len(found.path) != 1:
        return None
    name = found.path[0] if found.quoted[0] else found.path[0].upper()
    if not isinstance(context.declared(name), CursorDeclaration):
        return None
    return Hit(replace=[(found, "record")], values={"name": found.path[0]})
