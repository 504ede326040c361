"""FOR UPDATE OF a column

Behind OF PostgreSQL names tables. The query reads one table only, so the words go.

```zh
FOR UPDATE OF 列
PostgreSQL 在 OF 之后写表名。查询只涉及一张表，因此去掉这几个词。
```
```setup
CREATE TABLE ward (id INTEGER, code VARCHAR(10));
INSERT INTO ward VALUES (1, 'a');
```
```oracle
CREATE PROCEDURE mark IS
  CURSOR c IS SELECT id FROM ward WHERE code = 'a' FOR UPDATE OF code NOWAIT;
BEGIN
  FOR r IN c LOOP
    UPDATE ward SET code = 'b' WHERE id = r.id;
  END LOOP;
END;
/
```
```then
CALL mark();
SELECT code FROM ward
```
```rows
b
```
```refused 42P01
```
```quiet
CREATE PROCEDURE mark IS
  v INTEGER;
BEGIN
  SELECT id INTO v FROM ward WHERE code = 'a' FOR UPDATE;
END;
/
```
"""

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.syntax.procedural.statements import Sql


@rule("PL075", source="oracle", severity=Severity.REFUSED, on=node(Sql), kept=True)
def check(found: Sql) -> Hit | None:
    words, last = found.lexed.words, found.query.part.last
    for k in range(found.query.part.first, last - 1):
        if words[k : k + 3] == ["FOR", "UPDATE", "OF"]:
            end = next((i for i in range(k + 3, last + 1) if words[i] in ("NOWAIT", "WAIT", "SKIP")), last + 1)
            part = Part(k + 2, end - 1)
            return Hit(replace=[(part, "")], at=part)
    return None
