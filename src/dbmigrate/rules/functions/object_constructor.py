"""constructor of the object type {name}

A row is written ROW(..) with its type.

```zh
对象类型 {name} 的构造函数
行值写作 ROW(..) 并注明类型。
```
```setup oracle
CREATE TYPE t_place AS OBJECT (ward VARCHAR2(10), bed NUMBER(4));
/
CREATE TABLE patient (id NUMBER(4), place t_place);
```
```oracle
INSERT INTO patient VALUES (1, t_place('W1', -- ward
7))
```
```postgres
INSERT INTO patient VALUES (1, ROW('W1', -- ward
7)::t_place)
```
```then
SELECT place FROM patient
```
```rows
(W1,7)
```
```refused 42883
```
```oracle
SELECT t_place('a', 1) FROM dual UNION ALL SELECT (SELECT t_place(NVL(NULL, 'b'), NULL) FROM dual) FROM dual
```
```postgres
SELECT ROW('a', 1)::t_place UNION ALL SELECT (SELECT ROW(coalesce(NULL, 'b'), NULL)::t_place)
```
```rows
(a,1)
(b,)
```
```refused 42883
```
```quiet
SELECT NVL(p.id, 0) FROM patient p
```
"""

from dbmigrate.catalog.values import ObjectType
from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import ANY_CALL, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.functions.unknown_function import path_of
from dbmigrate.rules.procedural.plsql_collections import dotted_start


@rule("FN365", source="oracle", severity=Severity.REFUSED, on=ANY_CALL)
def check(found: Call, context: Context) -> Hit | None:
    path = path_of(found)
    known = context.catalog.user_type(path, context.schema)
    if not isinstance(known, ObjectType) or known.kind != "object" or context.catalog.routine(path, context.schema):
        return None
    if len(found.args) != len(known.columns):
        return None  # a constructor of the type's own
    name = context.names.object_name(path, "type", known.name, known.quoted, schema=context.schema)
    last = found.name_part.last
    head = Part(dotted_start(found.lexed, last), last + 1)
    closing = Part(found.part.last, found.part.last)
    values = {"name": ".".join(path)}
    return Hit(replace=[(head, "ROW("), (closing, f")::{literal_template(name)}")], values=values)
