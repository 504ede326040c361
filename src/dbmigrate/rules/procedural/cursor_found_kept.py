"""{name} is asked away from its FETCH

FOUND of PL/pgSQL speaks of the last statement. Where the code asks later, a variable keeps whether FETCH gave a row.

```zh
{name} 与其 FETCH 不相邻
PL/pgSQL 的 FOUND 只针对最近一条语句。稍后才询问时，用变量记录 FETCH 是否取到行。
```
```setup
CREATE TABLE ward (id INTEGER);
INSERT INTO ward VALUES (1);
INSERT INTO ward VALUES (2);
```
```oracle
CREATE FUNCTION summed_rows RETURN INTEGER IS
  CURSOR c IS SELECT id FROM ward;
  v INTEGER;
  n INTEGER := 0;
BEGIN
  OPEN c;
  FETCH c INTO v;
  LOOP
    UPDATE ward SET id = id WHERE id = 9;
    EXIT WHEN c%NOTFOUND;
    n := n + v;
    FETCH c INTO v;
  END LOOP;
  CLOSE c;
  RETURN n;
END;
/
```
```postgres
-- dbmigrate PL053 7: variables of a FETCH that may be read when it gave no row
-- dbmigrate PL053 12: variables of a FETCH that may be read when it gave no row
CREATE FUNCTION summed_rows() RETURNS bigint AS $$
DECLARE
  c CURSOR FOR SELECT id FROM ward;
  c_found boolean;
  v bigint;
  n bigint := 0;
BEGIN
  OPEN c;
  c_found := NULL;
  FETCH c INTO v;
  c_found := FOUND;
  LOOP
    UPDATE ward SET id = id WHERE id = 9;
    EXIT WHEN NOT c_found;
    n := n + v;
    FETCH c INTO v;
    c_found := FOUND;
  END LOOP;
  CLOSE c;
  RETURN n;
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT summed_rows()
```
```rows
3
```
```quiet
CREATE FUNCTION summed_rows RETURN INTEGER IS
  CURSOR c IS SELECT id FROM ward;
  v INTEGER;
BEGIN
  OPEN c;
  FETCH c INTO v;
  IF c%NOTFOUND THEN
    v := 0;
  END IF;
  CLOSE c;
  RETURN v;
END;
/
```
"""

from __future__ import annotations

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.judged_fetching import NOT_FOUND, cursor_key, seen_of
from dbmigrate.rules.procedural.judgement import judgement_at
from dbmigrate.rules.procedural.tsql_text import indent
from dbmigrate.syntax.procedural.nodes import CursorDeclaration, Variable, key_of
from dbmigrate.syntax.procedural.statements import Fetch, Open

PLACES = (CursorDeclaration, Variable, Open, Fetch)


@rule("PL134", source="oracle", severity=Severity.REFUSED, on=tuple(map(node, PLACES)), after=("PL124",))
def check(found: CursorDeclaration | Variable | Open | Fetch, context: Context) -> Hit | None:
    judgement = judgement_at(context) if context.path else None
    declares = isinstance(found, (CursorDeclaration, Variable))
    name = key_of(found.name) if isinstance(found, (CursorDeclaration, Variable)) else cursor_key(found.cursor)
    if judgement is None or name not in judgement.seen or (isinstance(found, Fetch) and found.into.bulk):
        return None
    value = "FOUND" if isinstance(found, Fetch) else "NULL"
    line = f"{seen_of(name)} boolean;" if declares else f"{seen_of(name)} := {value};"
    return Hit(
        replace=[(found.part.after, f"\n{indent(found.lexed, found.part)}{line}")], values={"name": name + NOT_FOUND}
    )
