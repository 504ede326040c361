"""field {name} of what a function gives

PostgreSQL wants parentheses around a call before the point. A method without parentheses is called in the schema of its
type.

```zh
函数返回值的字段 {name}
PostgreSQL 要求在点号前给函数调用加括号；不带括号的方法在类型对应的模式中调用。
```
```setup oracle
CREATE TYPE t_bed AS OBJECT (
  ward VARCHAR2(10), no NUMBER(4),
  MEMBER FUNCTION label RETURN VARCHAR2
);
/
CREATE TYPE BODY t_bed AS
  MEMBER FUNCTION label RETURN VARCHAR2 IS
  BEGIN
    RETURN ward || '-' || no;
  END;
END;
/
CREATE PACKAGE beds IS
  FUNCTION first_of(p_ward VARCHAR2) RETURN t_bed;
END;
/
CREATE PACKAGE BODY beds IS
  FUNCTION first_of(p_ward VARCHAR2) RETURN t_bed IS
  BEGIN
    RETURN t_bed(p_ward, 1);
  END;
END;
/
```
```oracle
CREATE FUNCTION told RETURN VARCHAR2 IS
BEGIN
  RETURN beds.first_of('W').ward || ' ' || beds.first_of('V').label || ' ' || t_bed('U', 7).no;
END;
/
```
```then
SELECT told()
```
```rows
W V-1 7
```
```refused 42601
```
```quiet
CREATE FUNCTION told RETURN VARCHAR2 IS
  v t_bed;
BEGIN
  RETURN v.ward;
END;
/
```
"""

from typing import Any

from sqlglot import exp

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import operator, rule
from dbmigrate.engine.views import Call, Expr
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.functions.unknown_function import path_of
from dbmigrate.rules.procedural.judged_calls import callees
from dbmigrate.rules.procedural.judgement import members_of
from dbmigrate.rules.procedural.plsql_collections import collection
from dbmigrate.rules.procedural.plsql_methods import is_chained, method_of_value, schema_of_type
from dbmigrate.syntax.procedural.nodes import CodeUnit
from dbmigrate.types.methods import object_type


@rule("PL180", source="oracle", severity=Severity.REFUSED, on=operator("dot"), unless="object_types")
def check(found: Expr, context: Context) -> Hit | None:
    last: Any = found.node.expression
    if not isinstance(last, exp.Identifier) or context.above(CodeUnit) is None or not is_given(found, context):
        return None
    before, values = found.view(found.node.this).part, {"name": last.name}
    called = method_of_value(found, context)
    if called is not None:
        whole = Part(before.first, found.part.last)
        name = Part(found.part.last, found.part.last)
        head = literal_template(f"{schema_of_type(called.type, context)}.")
        return Hit(replace=[(whole, f"{head}{{}}({{}})", name, before)], values=values)
    return Hit(replace=[(before.before, "("), (before.after, ")")], values=values)


def is_given(found: Expr, context: Context) -> bool:
    """By a function of the estate, a method or a constructor; not by a collection."""
    inner = found.node.this
    call = inner.expression if isinstance(inner, exp.Dot) else inner
    if not isinstance(call, exp.Anonymous):
        return False
    seen = found.view(call)
    assert isinstance(seen, Call)
    if is_chained(seen):
        return method_of_value(seen, context) is not None
    path = path_of(seen)
    if collection(path, context) is not None:
        return False
    made = object_type(path, context.catalog, context.schema)
    return made is not None or bool(callees(path, context, members_of(context))) or method_of_value(seen, context) is not None
