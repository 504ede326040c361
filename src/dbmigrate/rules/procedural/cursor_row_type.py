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
from dbmigrate.rules.procedural.plsql_cursors import of_package
from dbmigrate.syntax.procedural.nodes import Anchored, CursorDeclaration
from dbmigrate.types.outside import path_of_anchor


@rule("PL051", source="oracle", severity=Severity.REFUSED, on=node(Anchored))
def check(found: Anchored, context: Context) -> Hit | None:
    path = path_of_anchor(found)
    if found.attribute != "ROWTYPE":
        return None
    declared = isinstance(context.declared(path[0]), CursorDeclaration) if len(path) == 1 else of_package(path, context)
    return Hit(replace=[(found, "record")], values={"name": ".".join(found.path)}) if declared else None
