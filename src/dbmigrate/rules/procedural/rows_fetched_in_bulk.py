"""FETCH .. BULK COLLECT of the cursor {name}

The rows are fetched one by one into the arrays, as many as LIMIT says; a variable keeps whether there were as many,
which is what {name}%NOTFOUND asks.

```zh
游标 {name} 的 FETCH .. BULK COLLECT
逐行取入数组，行数以 LIMIT 为限；是否取满由变量记录，即 {name}%NOTFOUND 所问。
```
```setup
CREATE TABLE ward (id INTEGER, code VARCHAR(10));
INSERT INTO ward VALUES (1, 'a');
INSERT INTO ward VALUES (2, 'b');
INSERT INTO ward VALUES (3, 'c');
```
```oracle
CREATE FUNCTION joined_rows RETURN VARCHAR IS
  TYPE t_ids IS TABLE OF INTEGER;
  TYPE t_codes IS TABLE OF VARCHAR(10) INDEX BY BINARY_INTEGER;
  l_ids t_ids;
  l_codes t_codes;
  CURSOR c IS SELECT id, code FROM ward ORDER BY id;
  s VARCHAR(100);
BEGIN
  OPEN c;
  LOOP
    FETCH c BULK COLLECT INTO l_ids, l_codes LIMIT 2;
    FOR i IN 1 .. l_ids.COUNT LOOP
      s := s || l_ids(i) || l_codes(i);
    END LOOP;
    s := s || '/';
    EXIT WHEN c%NOTFOUND;
  END LOOP;
  CLOSE c;
  OPEN c;
  FETCH c BULK COLLECT INTO l_ids, l_codes;
  CLOSE c;
  RETURN s || l_ids.COUNT;
END;
/
```
```postgres
-- dbmigrate PL100 4: type T_IDS of code is bigint[] (a collection becomes an array: elements that do not exist are NULL instead of an exception)
-- dbmigrate PL100 5: type T_CODES of code is varchar(10)[] (a collection becomes an array: elements that do not exist are NULL instead of an exception)
CREATE FUNCTION joined_rows() RETURNS VARCHAR AS $$
DECLARE
  l_ids bigint[];
  l_codes varchar(10)[];
  c CURSOR FOR SELECT id, code FROM ward ORDER BY id;
  c_found boolean;
  s VARCHAR(100);
BEGIN
  OPEN c;
  c_found := NULL;
  LOOP
    DECLARE
      dbmigrate_1 bigint;
      dbmigrate_2 varchar(10);
    BEGIN
      l_ids := '{}';
      l_codes := '{}';
      FOR dbmigrate_row IN 1 .. 2 LOOP
        FETCH c INTO dbmigrate_1, dbmigrate_2;
        EXIT WHEN NOT FOUND;
        l_ids := array_append(l_ids, dbmigrate_1);
        l_codes := array_append(l_codes, dbmigrate_2);
      END LOOP;
      c_found := cardinality(l_ids) >= 2;
    END;
    FOR i IN 1 .. coalesce(cardinality(l_ids), 0) LOOP
      s := nullif(concat(s, l_ids[i], l_codes[i]), '');
    END LOOP;
    s := concat(s, '/');
    EXIT WHEN NOT c_found;
  END LOOP;
  CLOSE c;
  OPEN c;
  c_found := NULL;
  DECLARE
    dbmigrate_1 bigint;
    dbmigrate_2 varchar(10);
  BEGIN
    l_ids := '{}';
    l_codes := '{}';
    LOOP
      FETCH c INTO dbmigrate_1, dbmigrate_2;
      EXIT WHEN NOT FOUND;
      l_ids := array_append(l_ids, dbmigrate_1);
      l_codes := array_append(l_codes, dbmigrate_2);
    END LOOP;
    c_found := FALSE;
  END;
  CLOSE c;
  RETURN nullif(concat(s, dbmigrate.shown(coalesce(cardinality(l_ids), 0))), '');
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT joined_rows()
```
```rows
1a2b/3c/3
```
```refused 42601
```
```quiet
CREATE PROCEDURE p IS
  CURSOR c IS SELECT id FROM ward;
  v INTEGER;
BEGIN
  OPEN c;
  FETCH c INTO v;
  CLOSE c;
END;
/
```
"""

from __future__ import annotations

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.judged_fetching import cursor_key, seen_of
from dbmigrate.rules.procedural.judgement import judgement_at
from dbmigrate.rules.procedural.nested_expansion import Text
from dbmigrate.rules.procedural.plsql_collections import collection
from dbmigrate.rules.procedural.plsql_target import path_of_target
from dbmigrate.rules.procedural.tsql_text import indent
from dbmigrate.syntax.procedural.statements import Fetch


@rule("PL133", source="oracle", severity=Severity.REFUSED, on=node(Fetch))
def check(found: Fetch, context: Context) -> Hit | None:
    judgement = judgement_at(context) if context.path else None
    if not found.into.bulk or judgement is None or judgement.unclear:
        return None
    held = [collection(path_of_target(t), context) for t in found.into.targets]
    elements = [h.known.element for h in held if h is not None and h.known.element is not None]
    if len(elements) != len(found.into.targets):
        return None
    text = Text(indent(found.lexed, found.part))
    text.add("DECLARE\n")
    for n, element in enumerate(elements, 1):
        text.add(f"  dbmigrate_{n} {element.text};\n")
    text.add("BEGIN\n")
    for target in found.into.targets:
        text.add("  ", target.part, " := '{}';\n")
    limit = (found.limit.part,) if found.limit else ()
    text.add(*(("  FOR dbmigrate_row IN 1 .. ", *limit, " LOOP\n") if limit else ("  LOOP\n",)))
    text.add("    FETCH ", found.cursor.part, f" INTO {', '.join(f'dbmigrate_{n}' for n in range(1, len(elements) + 1))};\n")
    text.add("    EXIT WHEN NOT FOUND;\n")
    for n, target in enumerate(found.into.targets, 1):
        text.add("    ", target.part, " := array_append(", target.part, f", dbmigrate_{n});\n")
    text.add("  END LOOP;\n")
    name = cursor_key(found.cursor)
    if name in judgement.seen:
        enough = (" := cardinality(", found.into.targets[0].part, ") >= ", *limit) if limit else (" := FALSE",)
        text.add(f"  {seen_of(name)}", *enough, ";\n")
    text.add("END;")
    return Hit(replace=[(found, text.template, *text.places)], values={"name": name})
