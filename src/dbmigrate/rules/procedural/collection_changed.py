"""{name} of a collection as an assignment

```zh
集合的 {name} 改写为赋值
```
```notes
gaps | elements are deleted out of a nested table: those that are NULL then count as deleted as well | 从嵌套表中删除元素：值为 NULL 的元素此后也视为已删除
```
```oracle
CREATE FUNCTION told(p NUMBER) RETURN VARCHAR IS
  TYPE t_list IS TABLE OF NUMBER;
  TYPE t_map IS TABLE OF NUMBER INDEX BY PLS_INTEGER;
  v t_list := t_list();
  m t_map;
  r VARCHAR(100);
BEGIN
  v.EXTEND;
  v(1) := p;
  v.EXTEND(3);
  v.TRIM;
  r := v.COUNT;
  m(1) := 1;
  m(2) := 2;
  m.DELETE(1);
  r := r || m.COUNT;
  v.DELETE;
  RETURN r || v.COUNT;
END;
/
```
```then
SELECT told(1)
```
```rows
310
```
```refused 42601
```
```oracle
CREATE FUNCTION left_over RETURN VARCHAR2 IS
  TYPE names IS TABLE OF VARCHAR2(10);
  a names := names('a', 'b', 'c', 'd', 'e');
  i PLS_INTEGER;
  v VARCHAR2(60);
BEGIN
  a.DELETE(2);
  a.DELETE(4, 9);
  a.DELETE(7);
  v := a.COUNT || ' ' || a.FIRST || ' ' || a.LAST || ' ' || a.NEXT(1) || ' ';
  IF NOT a.EXISTS(2) AND a.EXISTS(3) THEN
    a.EXTEND;
    a(6) := 'f';
  END IF;
  a(2) := 'B';
  i := a.FIRST;
  WHILE i IS NOT NULL LOOP
    v := v || a(i);
    i := a.NEXT(i);
  END LOOP;
  a.TRIM(2);
  RETURN v || ' ' || a.COUNT;
END;
/
```
```then
SELECT left_over()
```
```rows
2 1 3 3 aBcf 3
```
```refused 42601
```
```quiet
CREATE FUNCTION told(p NUMBER) RETURN NUMBER IS
BEGIN
  RETURN p;
END;
/
```
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.engine.views import view
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.procedural.judgement import is_converted
from dbmigrate.rules.procedural.plsql_calls import arguments_of, change_of, path_of_statement
from dbmigrate.rules.procedural.plsql_collections import collection, filled
from dbmigrate.rules.procedural.plsql_maps import HELPER, as_key_text
from dbmigrate.rules.procedural.plsql_package_copies import inside
from dbmigrate.syntax.procedural.statements import CallStatement
from dbmigrate.syntax.sql import parse


@rule("PL105", source="oracle", severity=Severity.REFUSED, on=node(CallStatement))
def check(found: CallStatement, context: Context) -> Hit | None:
    path = path_of_statement(found)
    with inside(found, context):
        held = collection(path[:-1], context) if len(path) > 1 else None
    if held is None or held.of_package or not is_converted(context):
        return None
    tree = parse(found.lexed, found.callee.part, found.callee.into)
    arguments: Sequence[Any] = arguments_of(tree.root)
    text = change_of(path[-1], len(arguments), held.known)
    if not text:
        return None
    owner = Part(found.name.first, found.name.last - 2)
    views = [view(tree, a) for a in arguments]
    keys = [as_key_text(v, context) for v in views] if held.known.mapped else []
    made = filled(text, held, owner, *views, written=[k.template for k in keys])
    helpers = {h for k in keys for h in k.helpers} | ({HELPER} if held.known.mapped else set())
    if held.known.gaps and path[-1] == "DELETE" and arguments:
        return Hit(replace=[(found.inner, *made)], values={"name": path[-1]}, note="gaps", fix=Fix.REVIEW)
    return Hit(replace=[(found.inner, *made)], values={"name": path[-1]}, helpers=tuple(sorted(helpers)))
