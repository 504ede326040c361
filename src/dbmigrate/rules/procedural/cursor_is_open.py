"""{name}: whether a cursor is open

The server's list of open cursors tells it. Within a FOR loop over the cursor it always is.

```zh
{name}：游标是否已打开
由服务器的打开游标列表判断；在该游标的 FOR 循环内始终为打开。
```
```setup
CREATE TABLE ward (id INTEGER);
INSERT INTO ward VALUES (1);
```
```oracle
CREATE FUNCTION opened RETURN VARCHAR IS
  CURSOR c IS SELECT id FROM ward;
  v INTEGER;
  s VARCHAR(10) := '';
BEGIN
  IF NOT c%ISOPEN THEN
    s := s || 'a';
    OPEN c;
  END IF;
  IF c%ISOPEN THEN
    s := s || 'b';
    CLOSE c;
  END IF;
  IF c%ISOPEN THEN
    s := s || 'c';
  END IF;
  FOR r IN c LOOP
    IF c%ISOPEN THEN
      s := s || 'd';
    END IF;
  END LOOP;
  RETURN s;
END;
/
```
```postgres
CREATE FUNCTION opened() RETURNS VARCHAR AS $$
DECLARE
  c CURSOR FOR SELECT id FROM ward;
  v bigint;
  s VARCHAR(10) := NULL;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_cursors WHERE name = c::text) THEN
    s := concat(s, 'a');
    OPEN c;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_cursors WHERE name = c::text) THEN
    s := concat(s, 'b');
    CLOSE c;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_cursors WHERE name = c::text) THEN
    s := concat(s, 'c');
  END IF;
  FOR r IN c LOOP
    IF TRUE THEN
      s := concat(s, 'd');
    END IF;
  END LOOP;
  RETURN s;
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT opened()
```
```rows
abd
```
```refused 42703
```
```quiet
CREATE FUNCTION opened RETURN INTEGER IS
  CURSOR c IS SELECT id FROM ward;
BEGIN
  OPEN c;
  CLOSE c;
  RETURN 1;
END;
/
```
"""

from __future__ import annotations

from collections.abc import Iterator

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.procedural.judged_fetching import IS_OPEN, condition_of, is_cursor, looped
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.procedural.statements import Assignment, Branch, Leave, Loop, Return

PLACES = (node(Branch), node(Leave), node(Assignment), node(Return), node(Loop))


@rule("PL123", source="oracle", severity=Severity.REFUSED, on=PLACES)
def check(found: Branch | Leave | Assignment | Return | Loop, context: Context) -> Hit | None:
    condition = condition_of(found)
    places = list(attributes(condition, context)) if condition is not None else []
    if not places:
        return None
    return Hit(replace=places, values={"name": found.text(places[0][0])}, at=places[0][0])


def attributes(condition: Node, context: Context) -> Iterator[tuple[Part, str]]:
    lexed, turning = condition.lexed, looped(context.path)
    for k in range(condition.part.first, condition.part.last + 1):
        name = lexed.words[k].removesuffix(IS_OPEN)
        if name == lexed.words[k] or not is_cursor(name, context):
            continue
        text = lexed.source(Part(k, k))[: -len(IS_OPEN)].rstrip()
        asked = f"EXISTS (SELECT 1 FROM pg_cursors WHERE name = {text}::text)"
        yield Part(k, k), "TRUE" if name in turning else literal_template(asked)
