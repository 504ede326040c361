"""FORALL as a loop

```zh
FORALL 改写为循环
```
```setup
CREATE TABLE ward (id INTEGER);
```
```oracle
CREATE PROCEDURE fill_ward IS
  TYPE t_list IS TABLE OF INTEGER;
  v t_list := t_list(4, 5);
BEGIN
  FORALL i IN 1 .. v.COUNT
    INSERT INTO ward (id) VALUES (v(i));
END;
/
```
```postgres
-- dbmigrate PL100 3: type T_LIST of code is bigint[] (a collection becomes an array: elements that do not exist are NULL instead of an exception)
CREATE PROCEDURE fill_ward() AS $$
DECLARE
  v bigint[] := ARRAY[4, 5]::bigint[];
BEGIN
  FOR i IN 1 .. coalesce(cardinality(v), 0) LOOP
    INSERT INTO ward (id) VALUES (v[i]);
  END LOOP;
END;
$$ LANGUAGE plpgsql;

```
```then
CALL fill_ward();
SELECT id FROM ward
```
```rows
4
5
```
```refused 42601
```
```quiet
CREATE PROCEDURE fill_ward IS
BEGIN
  FOR i IN 1 .. 2 LOOP
    INSERT INTO ward (id) VALUES (i);
  END LOOP;
END;
/
```
"""

from __future__ import annotations

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.tsql_text import indent
from dbmigrate.syntax.procedural.statements import ForAll, Range


@rule("PL106", source="oracle", severity=Severity.REFUSED, on=node(ForAll))
def check(found: ForAll, context: Context) -> Hit | None:
    if not isinstance(found.source, Range) or found.save is not None:
        return None
    end = f"\n{indent(found.lexed, found.part)}END LOOP;"
    return Hit(replace=[(found.keyword, "FOR"), (found.source.part.after, " LOOP"), (found.part.after, end)])
