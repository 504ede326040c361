"""objects of the type {name} are compared

Oracle compares objects by the type's MAP or ORDER method, and equal ones without either by their attributes. PostgreSQL
compares attribute by attribute, and takes NULLs for equal.

```zh
比较 {name} 类型的对象
Oracle 按类型的 MAP 或 ORDER 方法比较对象，没有这两种方法时逐属性比较；PostgreSQL 总是逐属性比较，并视 NULL 相等。
```
```notes
attributes | without MAP or ORDER method: objects with NULL attributes are equal here, in Oracle they are not | 类型没有 MAP 或 ORDER 方法：属性为 NULL 的对象在目标库中相等，在 Oracle 中不相等
other | compared in a form that no rule writes: write the MAP or ORDER method into it | 该比较形式无规则改写：请在其中调用 MAP 或 ORDER 方法
```
```setup oracle
CREATE TYPE t_price AS OBJECT (
  label VARCHAR2(10), amount NUMBER(8,2),
  MAP MEMBER FUNCTION worth RETURN NUMBER
);
/
CREATE TYPE BODY t_price AS
  MAP MEMBER FUNCTION worth RETURN NUMBER IS
  BEGIN
    RETURN amount;
  END;
END;
/
CREATE TABLE fee (id NUMBER(4), price t_price);
INSERT INTO fee VALUES (1, t_price('a', 30));
INSERT INTO fee VALUES (2, t_price('b', 20));
INSERT INTO fee VALUES (3, t_price('c', 10));
```
```oracle
SELECT f.id FROM fee f WHERE f.price >= t_price('z', 20) ORDER BY f.price
```
```postgres
SELECT f.id FROM fee f WHERE t_price.worth(f.price) >= t_price.worth(ROW('z', 20)::t_price) ORDER BY t_price.worth(f.price)
```
```rows
2
1
```
```setup oracle
CREATE TYPE t_stay AS OBJECT (
  ward VARCHAR2(10), days NUMBER(4),
  ORDER MEMBER FUNCTION compared(p_other t_stay) RETURN INTEGER
);
/
CREATE TYPE BODY t_stay AS
  ORDER MEMBER FUNCTION compared(p_other t_stay) RETURN INTEGER IS
  BEGIN
    RETURN days - p_other.days;
  END;
END;
/
```
```oracle
CREATE FUNCTION longer(p_a t_stay, p_b t_stay) RETURN VARCHAR2 IS
BEGIN
  RETURN CASE WHEN p_a > p_b THEN 'longer' WHEN p_a = p_b THEN 'same' ELSE 'no' END;
END;
/
```
```then
SELECT longer(ROW('z', 1)::t_stay, ROW('a', 9)::t_stay), longer(ROW('a', 2)::t_stay, ROW('b', 2)::t_stay)
```
```rows
no | same
```
```quiet
SELECT p.id FROM patient p WHERE p.id > 2 ORDER BY p.id
```
"""

from __future__ import annotations

from typing import Any, Final

from sqlglot import exp

from dbmigrate.catalog.values import ObjectType
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import operator, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.plsql_methods import object_of_value, schema_of_type

COMPARED: Final = ("eq", "neq", "lt", "lte", "gt", "gte")
ON: Final = (*map(operator, (*COMPARED, "in", "between")), ("ordered", ""))


@rule("PL158", source="oracle", severity=Severity.DIFFERS, on=ON, unless="object_types")
def check(found: Expr, context: Context) -> Hit | None:
    given: Any = found.node.this
    type_ = object_of_value(found.view(given), context) if is_value(given) else None
    if type_ is None:
        return None
    values = {"name": type_.name.upper()}
    by_map, by_order = method_of(type_, "map", context), method_of(type_, "order", context)
    schema = literal_template(schema_of_type(type_, context))
    binary = type(found.node).__name__.lower() in COMPARED
    if by_map and (binary or isinstance(found.node, exp.Ordered)):
        sides = [found.view(given), *([found.right] if binary else [])]
        return Hit(replace=[(side, f"{schema}.{by_map}({{}})", side) for side in sides], values=values)
    if by_order and binary:
        edits = [(found.left.part.before, f"{schema}.{by_order}("), (found.operator, ",")]
        edits.append((found.right.part.after, f") {found.lexed.source(found.operator)} 0"))
        return Hit(replace=edits, values=values)
    equal = isinstance(found.node, (exp.EQ, exp.NEQ))
    if equal and not by_map and not by_order:
        return Hit(values=values, note="attributes", fix=Fix.REVIEW)
    return Hit(values=values, note="other", fix=Fix.NONE)


def is_value(node: Any) -> bool:
    """A name or a call: NULL, literals and calculations are no objects."""
    return isinstance(node, (exp.Column, exp.Dot, exp.Anonymous))


def method_of(type_: ObjectType, kind: str, context: Context) -> str:
    """Its name on the target, as a template; "" where the type has none of that kind."""
    found = next((name for name, heads in type_.methods.items() if heads[0].member == kind), "")
    return literal_template(context.names.spell(found, True, kind="routine")) if found else ""
