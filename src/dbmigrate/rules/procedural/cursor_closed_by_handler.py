"""CLOSE in a handler: the target has closed the cursor

A handler of PL/pgSQL takes back what its block did, and closes the cursors that the block opened. CLOSE would fail there.

```zh
异常处理中的 CLOSE：目标库已关闭游标
PL/pgSQL 的异常处理会撤销其块所做的操作，块中打开的游标也随之关闭，此时再 CLOSE 会报错。
```
```notes
before | something before OPEN may fail: Oracle then raises INVALID_CURSOR in the handler, the target does not | OPEN 之前的语句可能失败：Oracle 会在异常处理中抛出 INVALID_CURSOR，目标库不会
```
```setup
CREATE TABLE ward (id INTEGER, beds INTEGER);
INSERT INTO ward VALUES (1, 0);
```
```oracle
CREATE FUNCTION share_of(p INTEGER) RETURN INTEGER IS
  CURSOR c IS SELECT beds FROM ward WHERE id = p;
  v INTEGER;
BEGIN
  OPEN c;
  FETCH c INTO v;
  v := 100 / v;
  CLOSE c;
  RETURN v;
EXCEPTION
  WHEN ZERO_DIVIDE THEN
    CLOSE c;
    RETURN -1;
END;
/
```
```then
SELECT share_of(1)
```
```rows
-1
```
```refused 34000
```
```quiet
CREATE FUNCTION beds_of(p INTEGER) RETURN INTEGER IS
  CURSOR c IS SELECT beds FROM ward WHERE id = p;
  v INTEGER;
BEGIN
  OPEN c;
  BEGIN
    FETCH c INTO v;
    v := 100 / v;
  EXCEPTION
    WHEN ZERO_DIVIDE THEN
      CLOSE c;
      RETURN -1;
  END;
  CLOSE c;
  RETURN v;
EXCEPTION
  WHEN OTHERS THEN
    IF c%ISOPEN THEN
      CLOSE c;
    END IF;
    RETURN NULL;
END;
/
```
"""

from __future__ import annotations

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.judged_fetching import IS_OPEN, cursor_key, is_cursor
from dbmigrate.rules.procedural.rows_counted import is_handling
from dbmigrate.syntax.ddl.nodes import Node, below
from dbmigrate.syntax.procedural.nodes import Block
from dbmigrate.syntax.procedural.statements import Branch, Close, Open


@rule("PL264", source="oracle", severity=Severity.REFUSED, on=node(Close))
def check(found: Close, context: Context) -> Hit | None:
    name = cursor_key(found.cursor)
    if not name or not is_cursor(name, context) or is_asked(name, context):
        return None
    blocks = [b for b in context.path if isinstance(b, Block) and is_handling(b, context) and opens(b.statements, name)]
    if not blocks:
        return None
    first = blocks[-1].statements[0]
    doubt = not (isinstance(first, Open) and cursor_key(first.cursor) == name)
    asked = "IF EXISTS (SELECT 1 FROM pg_cursors WHERE name = {}::text) THEN "
    replace = [(found.part.before, asked, found.cursor), (found.part.after, " END IF;")]
    return Hit(replace=replace, note="before" if doubt else "", fix=Fix.REVIEW if doubt else None)


def opens(statements: tuple[Node, ...], name: str) -> bool:
    found = [o for s in statements for o in below(s, Open)]
    return any(isinstance(o, Open) and cursor_key(o.cursor) == name for o in found)


def is_asked(name: str, context: Context) -> bool:
    branches = [b for b in context.path if isinstance(b, Branch) and b.condition is not None]
    return any(name + IS_OPEN in b.condition.words() for b in branches if b.condition is not None)
