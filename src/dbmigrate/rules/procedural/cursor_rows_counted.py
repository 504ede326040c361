"""{name}: how many rows a cursor has given

A variable counts them: it starts at 0 where the cursor is opened and grows with each row that FETCH or the loop gives.

```zh
{name}：游标已取的行数
用变量计数：打开游标时为 0，每次 FETCH 或循环取到一行时加 1。
```
```setup
CREATE TABLE ward (id INTEGER);
INSERT INTO ward VALUES (1);
INSERT INTO ward VALUES (2);
```
```oracle
CREATE FUNCTION counted_rows RETURN VARCHAR IS
  CURSOR c IS SELECT id FROM ward;
  v INTEGER;
  s VARCHAR(10);
BEGIN
  OPEN c;
  LOOP
    FETCH c INTO v;
    EXIT WHEN c%NOTFOUND OR c%ROWCOUNT > 5;
  END LOOP;
  s := c%ROWCOUNT;
  CLOSE c;
  FOR r IN c LOOP
    IF c%ROWCOUNT = 1 THEN
      s := s || '-' || r.id;
    END IF;
  END LOOP;
  RETURN s;
END;
/
```
```postgres
-- dbmigrate PL053 8: variables of a FETCH that may be read when it gave no row
CREATE FUNCTION counted_rows() RETURNS VARCHAR AS $$
DECLARE
  c CURSOR FOR SELECT id FROM ward;
  c_rowcount bigint := 0;
  v bigint;
  s VARCHAR(10);
BEGIN
  OPEN c;
  c_rowcount := 0;
  LOOP
    FETCH c INTO v;
    IF FOUND THEN c_rowcount := c_rowcount + 1; END IF;
    EXIT WHEN NOT FOUND OR c_rowcount > 5;
  END LOOP;
  s := c_rowcount;
  CLOSE c;
  c_rowcount := 0;
  FOR r IN c LOOP
    c_rowcount := c_rowcount + 1;
    IF c_rowcount = 1 THEN
      s := concat(s, '-', r.id);
    END IF;
  END LOOP;
  RETURN s;
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT counted_rows()
```
```rows
2-1
```
```refused 42703
```
```quiet
CREATE FUNCTION counted_rows RETURN INTEGER IS
  CURSOR c IS SELECT id FROM ward;
  v INTEGER;
BEGIN
  OPEN c;
  FETCH c INTO v;
  CLOSE c;
  RETURN 1;
END;
/
```
"""

from __future__ import annotations

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.procedural.judged_fetching import COUNT, condition_of, counter_of, cursor_key
from dbmigrate.rules.procedural.judgement import judgement_at
from dbmigrate.rules.procedural.tsql_text import indent
from dbmigrate.syntax.ddl.nodes import Node, Piece
from dbmigrate.syntax.procedural.nodes import CursorDeclaration, Variable, key_of
from dbmigrate.syntax.procedural.statements import Assignment, Branch, Fetch, Leave, Loop, Open, Return

PLACES = (Branch, Leave, Assignment, Return, Loop, Open, Fetch, CursorDeclaration, Variable)


@rule("PL124", source="oracle", severity=Severity.REFUSED, on=tuple(map(node, PLACES)))
def check(found: Node, context: Context) -> Hit | None:
    judgement = judgement_at(context) if context.path else None
    counted = judgement.cursors if judgement is not None else frozenset[str]()
    if not counted:
        return None
    replace = [*kept(found, counted), *asked(found, counted)]
    if not replace:
        return None
    return Hit(replace=replace, values={"name": sorted(counted)[0] + COUNT})


def kept(found: Node, counted: frozenset[str]) -> list[tuple[object, ...]]:
    """What a declaration, OPEN, FETCH or a loop over the cursor does for the count."""
    blanks = indent(found.lexed, found.part)
    if isinstance(found, (CursorDeclaration, Variable)):
        name = key_of(found.name)
        return [(found.part.after, f"\n{blanks}{counter_of(name)} bigint := 0;")] if name in counted else []
    if isinstance(found, (Open, Fetch)):
        name = cursor_key(found.cursor)
        grown = "IF FOUND THEN {0} := {0} + 1; END IF;" if isinstance(found, Fetch) else "{0} := 0;"
        return [(found.part.after, f"\n{blanks}{grown.format(counter_of(name))}")] if name in counted else []
    if isinstance(found, Loop) and found.kind == "cursor" and isinstance(found.source, Piece) and found.loop:
        name = cursor_key(found.source)
        counter = counter_of(name)
        edits = [(found.part.before, f"{counter} := 0;\n{blanks}"), (found.loop.after, f"\n{blanks}  {counter} := {counter} + 1;")]
        return [*edits] if name in counted else []
    return []


def asked(found: Node, counted: frozenset[str]) -> list[tuple[object, ...]]:
    condition = condition_of(found)
    if condition is None:
        return []
    lexed = condition.lexed
    tokens = range(condition.part.first, condition.part.last + 1)
    names = [(k, lexed.words[k].removesuffix(COUNT)) for k in tokens if lexed.words[k].endswith(COUNT)]
    return [(Part(k, k), literal_template(counter_of(name))) for k, name in names if name in counted]
