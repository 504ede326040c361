"""{name} of a cursor is {target}

PL/pgSQL keeps in FOUND whether the last FETCH gave a row. Within a FOR loop over the cursor there always is one.

```zh
游标属性 {name} 改写为 {target}
PL/pgSQL 用 FOUND 表示上一次 FETCH 是否取到行；在该游标的 FOR 循环内始终有行。
```
```setup
CREATE TABLE ward (id INTEGER, code VARCHAR(10));
INSERT INTO ward VALUES (1, 'a');
INSERT INTO ward VALUES (2, 'b');
```
```oracle
CREATE FUNCTION count_codes(p_code VARCHAR) RETURN INTEGER IS
  CURSOR c(p VARCHAR) IS SELECT id FROM ward WHERE code = p;
  v INTEGER;
  n INTEGER := 0;
BEGIN
  OPEN c(p_code);
  FETCH c INTO v;
  IF c%NOTFOUND THEN
    CLOSE c;
    RETURN 0;
  END IF;
  CLOSE c;
  OPEN c('b');
  LOOP
    FETCH c INTO n;
    EXIT WHEN c%NOTFOUND;
  END LOOP;
  CLOSE c;
  RETURN v;
END;
/
```
```then
SELECT count_codes('a'), count_codes('c')
```
```rows
1 | 0
```
```refused 42703
```
```setup
CREATE TABLE ward (id INTEGER);
INSERT INTO ward VALUES (1);
INSERT INTO ward VALUES (2);
```
```oracle
CREATE FUNCTION total RETURN INTEGER IS
  CURSOR c IS SELECT id FROM ward;
  n INTEGER := 0;
BEGIN
  FOR r IN c LOOP
    EXIT WHEN c%NOTFOUND;
    UPDATE ward SET id = 0 WHERE id = 9;
    IF c%FOUND THEN
      n := n + r.id;
    END IF;
  END LOOP;
  RETURN n;
END;
/
```
```postgres
CREATE FUNCTION total() RETURNS bigint AS $$
DECLARE
  c CURSOR FOR SELECT id FROM ward;
  n bigint := 0;
BEGIN
  FOR r IN c LOOP
    EXIT WHEN FALSE;
    UPDATE ward SET id = 0 WHERE id = 9;
    IF TRUE THEN
      n := n + r.id;
    END IF;
  END LOOP;
  RETURN n;
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT total()
```
```rows
3
```
```refused 42703
```
```oracle
CREATE FUNCTION has_rows(p_id INTEGER) RETURN INTEGER IS
  CURSOR c IS SELECT id FROM ward WHERE id = p_id;
  v INTEGER;
  b BOOLEAN;
BEGIN
  OPEN c;
  FETCH c INTO v;
  b := c%FOUND;
  CLOSE c;
  IF b THEN
    RETURN 1;
  END IF;
  RETURN 0;
END;
/
```
```then
SELECT has_rows(2), has_rows(7)
```
```rows
1 | 0
```
```refused 42883
```
```oracle
CREATE FUNCTION count_all RETURN INTEGER IS
  c SYS_REFCURSOR;
  v INTEGER;
  n INTEGER := 0;
BEGIN
  OPEN c FOR SELECT id FROM ward;
  LOOP
    FETCH c INTO v;
    EXIT WHEN c%NOTFOUND;
    n := n + v;
  END LOOP;
  CLOSE c;
  RETURN n;
END;
/
```
```then
SELECT count_all()
```
```rows
3
```
```refused 42703
```
```quiet
SELECT id FROM ward
```
"""

from collections.abc import Iterator

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.procedural.judged_fetching import FOUND, NOT_FOUND, looped, seen_of
from dbmigrate.rules.procedural.judgement import judgement_at
from dbmigrate.syntax.ddl.nodes import Node
from dbmigrate.syntax.procedural.statements import Assignment, Branch, Leave, Return


@rule(
    "PL052",
    source="oracle",
    severity=Severity.REFUSED,
    on=(node(Branch), node(Leave), node(Assignment), node(Return)),
)
def check(found: Branch | Leave | Assignment | Return, context: Context) -> Hit | None:
    judgement = judgement_at(context) if context.path else None
    kept = judgement.seen if judgement is not None else frozenset[str]()
    condition = found.value if isinstance(found, (Assignment, Return)) else found.condition
    places = list(attributes(condition, context, kept)) if condition is not None else []
    if not places:
        return None
    values = {"name": found.text(places[0][0]), "target": places[0][1]}
    return Hit(replace=places, values=values, at=places[0][0])


def attributes(condition: Node, context: Context, kept: frozenset[str]) -> Iterator[tuple[Part, str]]:
    lexed, turning = condition.lexed, looped(context.path)
    for k in range(condition.part.first, condition.part.last + 1):
        word = lexed.words[k]
        attribute = next((a for a in (NOT_FOUND, FOUND) if word.endswith(a)), "")
        name = word.removesuffix(attribute)
        if attribute and context.declared(name) is not None:  # a cursor or a cursor variable
            word = seen_of(name) if name in kept else "FOUND"
            found, missed = ("TRUE", "FALSE") if name in turning else (word, f"NOT {word}")
            yield Part(k, k), found if attribute == FOUND else missed
