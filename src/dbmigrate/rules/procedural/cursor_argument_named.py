"""Arguments of a cursor by name

OPEN of PL/pgSQL takes `:=` between name and value; `=>` only from 18 on.

```zh
游标参数按名称传递
PL/pgSQL 的 OPEN 在名称和值之间使用 `:=`，`=>` 从 18 版起才支持。
```
```setup
CREATE TABLE ward (id INTEGER, beds INTEGER);
INSERT INTO ward VALUES (1, 10);
INSERT INTO ward VALUES (2, 20);
```
```oracle
CREATE FUNCTION found_ward(p_least INTEGER) RETURN INTEGER IS
  CURSOR c(p_from INTEGER, p_to INTEGER) IS SELECT id FROM ward WHERE beds BETWEEN p_from AND p_to;
  v INTEGER;
BEGIN
  OPEN c(p_to => 99, p_from => p_least);
  FETCH c INTO v;
  CLOSE c;
  FOR r IN c(p_to => p_least, p_from => 1) LOOP
    RETURN v * 10 + r.id;
  END LOOP;
  RETURN v;
END;
/
```
```then
SELECT found_ward(15)
```
```rows
21
```
```refused 42601
```
```quiet
CREATE FUNCTION opened(p INTEGER) RETURN INTEGER IS
  CURSOR c(p_from INTEGER) IS SELECT id FROM ward WHERE beds > p_from;
BEGIN
  OPEN c(p);
  CLOSE c;
  RETURN found_ward(p_least => p);
END;
/
```
"""

from __future__ import annotations

from collections.abc import Iterator

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.syntax.ddl.nodes import Piece
from dbmigrate.syntax.procedural.statements import Loop, Open


@rule("PL261", source="oracle", severity=Severity.REFUSED, on=(node(Open), node(Loop)), needs="pg15")
def check(found: Open | Loop) -> Hit | None:
    cursor = found.cursor if isinstance(found, Open) else found.source if found.kind == "cursor" else None
    places = list(arrows(cursor)) if isinstance(cursor, Piece) else []
    return Hit(replace=[(place, ":=") for place in places], at=places[0]) if places else None


def arrows(cursor: Piece) -> Iterator[Part]:
    """Between the cursor's own brackets, not in calls among its arguments."""
    depth = 0
    for k in range(cursor.part.first, cursor.part.last + 1):
        word = cursor.lexed.words[k]
        depth += (word == "(") - (word == ")")
        if depth == 1 and word == "=>":
            yield Part(k, k)
