"""element of the collection {name}

An element of an array stands in square brackets. One of a collection that texts index comes out of jsonb, and raises
NO_DATA_FOUND where it is not there.

```zh
集合 {name} 的元素
数组元素用方括号表示。以文本为下标的集合的元素从 jsonb 取出，不存在时抛出 NO_DATA_FOUND。
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
```oracle
CREATE FUNCTION fee_of(p VARCHAR2) RETURN NUMBER IS
  TYPE t_fees IS TABLE OF NUMBER INDEX BY VARCHAR2(20);
  v t_fees;
BEGIN
  v('bed') := 30;
  v('meal') := v('bed') / 2;
  RETURN v(p);
EXCEPTION
  WHEN NO_DATA_FOUND THEN
    RETURN -1;
END;
/
```
```then
SELECT fee_of('bed'), fee_of('meal'), fee_of('Bed')
```
```rows
30 | 15.0000000000000000 | -1
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

from dbmigrate.catalog.keys import Path
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import ANY_CALL, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.functions.unknown_function import path_of
from dbmigrate.rules.procedural.plsql_collections import Held, collection, dotted_start, filled, is_target
from dbmigrate.rules.procedural.plsql_maps import HELPER, as_key_text, is_written
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
    if held.known.mapped:
        return element_of_map(found, held, path, context)
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


def element_of_map(found: Call, held: Held, path: Path, context: Context) -> Hit | None:
    """PL140 writes those that are written to."""
    owner = Part(dotted_start(found.lexed, found.name_part.last), found.name_part.last)
    whole = Part(owner.first, found.part.last)
    if is_written(whole, context) or held.known.element is None:
        return None
    key = as_key_text(found.args[0], context)
    text = "dbmigrate.map_value({v}, {i})::" + held.known.element.text
    text = f"({text})" if found.lexed.words[whole.last + 1] == "." else text
    made = filled(text, held, owner, found.args[0], written=[key.template])
    return Hit(replace=[(whole, *made)], values={"name": ".".join(path)}, at=whole, helpers=(HELPER, *key.helpers))
