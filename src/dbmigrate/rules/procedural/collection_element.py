"""element of the collection {name}

An element of an array stands in square brackets.

```zh
集合 {name} 的元素
数组元素用方括号表示。
```
```oracle
CREATE FUNCTION sum_of(p NUMBER) RETURN NUMBER IS
  TYPE t_list IS TABLE OF NUMBER INDEX BY PLS_INTEGER;
  v t_list;
BEGIN
  v(1) := p;
  v(2) := v(1) * 2;
  RETURN v(1) + v(2);
END;
/
```
```then
SELECT sum_of(3)
```
```rows
9
```
```refused 42601
```
```quiet
CREATE FUNCTION sum_of(p NUMBER) RETURN NUMBER IS
BEGIN
  RETURN ABS(p);
END;
/
```
"""

from __future__ import annotations

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import ANY_CALL, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.functions.unknown_function import path_of
from dbmigrate.rules.procedural.plsql_collections import collection, dotted_start, is_target
from dbmigrate.syntax.ddl.nodes import Procedural


@rule("PL102", source="oracle", severity=Severity.REFUSED, on=ANY_CALL)
def check(found: Call, context: Context) -> Hit | None:
    if not context.path or not isinstance(context.path[0], Procedural) or len(found.args) != 1:
        return None
    path = path_of(found)
    held = collection(path, context)
    if held is None:
        return None
    lexed, last = found.lexed, found.name_part.last
    opening, closing = Part(last + 1, last + 1), Part(found.part.last, found.part.last)
    name = Part(dotted_start(lexed, last), last)
    outer = found.parent
    inside = outer.parent if isinstance(outer, exp.Dot) and outer.expression is found.node else outer
    field = isinstance(inside, exp.Dot) and not is_target(context, name)
    replace: list[tuple[object, ...]] = [(opening, "["), (closing, "])" if field else "]")]
    if held.of_package:
        replace.append((name, ("(" if field else "") + held.text))
    elif field:
        replace.append((name.before, "("))
    return Hit(replace=replace, values={"name": ".".join(path)})
