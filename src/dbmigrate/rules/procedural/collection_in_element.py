"""{name}: a collection that is a field of another one's element

Its elements and methods are those of an array that stands in a row of an array.

```zh
{name}：作为另一集合元素的字段的集合
其元素和方法按数组元素（行）中的数组改写。
```
```notes
other | no rule writes this method of a collection within an element | 尚无规则改写元素内集合的这种方法
```
```oracle
CREATE FUNCTION doses RETURN VARCHAR2 IS
  TYPE times IS TABLE OF VARCHAR2(10);
  TYPE line IS RECORD (drug VARCHAR2(10), at times);
  TYPE lines IS TABLE OF line;
  x lines := lines();
  v VARCHAR2(40);
BEGIN
  x.EXTEND(2);
  x(1).drug := 'A';
  x(1).at := times('08:00', '20:00');
  x(2).at := times();
  FOR i IN 1 .. x(1).at.COUNT LOOP
    v := v || x(1).at(i) || ' ';
  END LOOP;
  RETURN v || x(1).at(x(1).at.LAST) || x(2).at.COUNT;
END;
/
```
```then
SELECT doses()
```
```rows
08:00 20:00 20:000
```
```refused 42601
```
```quiet
CREATE FUNCTION doses RETURN NUMBER IS
  TYPE times IS TABLE OF VARCHAR2(10);
  x times := times('08:00');
BEGIN
  RETURN x.COUNT;
END;
/
```
"""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from dbmigrate.catalog.keys import fold
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import ANY_CALL, operator, rule
from dbmigrate.engine.views import Call, Expr
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.functions.unknown_function import path_of
from dbmigrate.rules.procedural.collection_method import WORDS
from dbmigrate.rules.procedural.plsql_collections import collection, is_target
from dbmigrate.rules.procedural.plsql_methods import is_chained
from dbmigrate.rules.procedural.plsql_types import Known
from dbmigrate.syntax.procedural.nodes import CodeUnit

METHODS = frozenset("COUNT FIRST LAST LIMIT EXISTS NEXT PRIOR".split())


@rule("PL184", source="oracle", severity=Severity.REFUSED, on=(operator("dot"), ANY_CALL))
def check(found: Expr, context: Context) -> Hit | None:
    if context.above(CodeUnit) is None:
        return None
    if isinstance(found, Call):
        return element(found, context) if is_chained(found) else None
    name = found.node.expression.name.upper()
    owner = held(found, found.node.this, context) if name in METHODS else None
    if owner is None or owner.element is None:
        return None
    values = {"name": name}
    text = WORDS.get(name, "") if not (owner.keyed or owner.mapped) else ""
    if not text or not isinstance(found.node.expression, exp.Identifier):
        return Hit(values=values, note="other", fix=Fix.NONE)
    return Hit(replace=[(found, text.replace("{v}", "{}"), found.view(found.node.this))], values=values)


def element(found: Call, context: Context) -> Hit | None:
    """`x(1).list(2)`."""
    outer: Any = found.parent
    owner = held(found, outer.this, context) if isinstance(outer, exp.Dot) and len(found.args) == 1 else None
    name = fold("oracle", found.node.name, False)
    field = owner.fields.get(name) if owner is not None else None
    if field is None or field.element is None:
        return None
    values = {"name": name}
    if field.mapped:
        return Hit(values=values, note="other", fix=Fix.NONE)
    k = found.name_part.last + 1
    replace: list[tuple[object, ...]] = [(Part(k, k), "[")]
    behind = isinstance(outer.parent, exp.Dot) and outer.parent.this is outer and not is_target(context, found.part)
    last = Part(found.part.last, found.part.last)
    replace.append((last, "])" if behind else "]"))
    if behind:
        replace.append((found.view(outer).part.before, "("))
    return Hit(replace=replace, values=values)


def held(found: Expr, node: Any, context: Context) -> Known | None:
    """What an expression holds that begins with an element of a collection."""
    if isinstance(node, exp.Anonymous):
        seen = found.view(node)
        assert isinstance(seen, Call)
        outer = node.parent
        if isinstance(outer, exp.Dot) and outer.expression is node and is_chained(seen):
            owner = held(found, outer.this, context)
            field = owner.fields.get(fold("oracle", node.name, False)) if owner is not None else None
            return field.element if field is not None else None
        list_ = collection(path_of(seen), context) if len(seen.args) == 1 else None
        return list_.known.element if list_ is not None else None
    if isinstance(node, exp.Dot):
        if isinstance(node.expression, exp.Anonymous):
            return held(found, node.expression, context)
        owner = held(found, node.this, context)
        return owner.fields.get(fold("oracle", node.expression.name, False)) if owner is not None else None
    return None
