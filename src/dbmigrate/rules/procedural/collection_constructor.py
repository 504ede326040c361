"""constructor of the collection type {name}

An array is written ARRAY[..] with its type.

```zh
集合类型 {name} 的构造函数
数组写作 ARRAY[..] 并注明类型。
```
```notes
keys | elements with keys: write an assignment for each | 带下标的元素：请逐个改写为赋值
```
```oracle
CREATE FUNCTION second_of(p NUMBER) RETURN NUMBER IS
  TYPE t_list IS TABLE OF NUMBER;
  v t_list := t_list();
BEGIN
  v := t_list(p, p * 2);
  RETURN v(2);
END;
/
```
```then
SELECT second_of(3)
```
```rows
6
```
```refused 42883
```
```oracle
CREATE FUNCTION none_of(p NUMBER) RETURN NUMBER IS
  TYPE t_map IS TABLE OF NUMBER INDEX BY VARCHAR2(10);
  v t_map := t_map();
BEGIN
  RETURN v.COUNT + p;
END;
/
```
```then
SELECT none_of(3)
```
```rows
3
```
```refused 42883
```
```quiet
CREATE FUNCTION second_of(p NUMBER) RETURN NUMBER IS
BEGIN
  RETURN ABS(p);
END;
/
```
"""

from __future__ import annotations

from dbmigrate.catalog.keys import Path
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import ANY_CALL, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.functions.unknown_function import path_of
from dbmigrate.rules.procedural.plsql_collections import collection_type, dotted_start


@rule("PL103", source="oracle", severity=Severity.REFUSED, on=ANY_CALL)
def check(found: Call, context: Context) -> Hit | None:
    path = path_of(found)
    known = collection_type(path, context)
    if known is None:
        return None
    if known.mapped:
        return of_map(found, path)
    last = found.name_part.last
    head = Part(dotted_start(found.lexed, last), last + 1)
    closing = Part(found.part.last, found.part.last)
    text = literal_template(known.text)
    return Hit(replace=[(head, "ARRAY["), (closing, f"]::{text}")], values={"name": ".".join(path)})


def of_map(found: Call, path: Path) -> Hit:
    """PL/SQL Language Reference, "Qualified Expressions": the empty one, and with keys."""
    values = {"name": ".".join(path)}
    whole = Part(dotted_start(found.lexed, found.name_part.last), found.part.last)
    if found.args:
        return Hit(note="keys", values=values, fix=Fix.NONE, at=whole)
    return Hit(replace=[(whole, "'{{}}'::jsonb")], values=values, at=whole)
