"""constructor of the object type {name}

A row is written ROW(..) with its type; NEW before it goes, and arguments by name take the order of the attributes.

```zh
对象类型 {name} 的构造函数
行值写作 ROW(..) 并注明类型；删除 NEW，按名传递的参数改为属性顺序。
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
```oracle
SELECT NEW t_place(bed => NVL(NULL, 4), ward => 'a') FROM dual
```
```postgres
SELECT ROW('a', coalesce(NULL, 4))::t_place
```
```rows
(a,4)
```
```refused 42601
```
```quiet
SELECT NVL(p.id, 0) FROM patient p
```
```notes
declared | the type also declares a constructor with as many parameters: the types of the arguments say which one is meant | 类型还声明了参数个数相同的构造函数：由实参类型决定调用哪一个
```
"""

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import ANY_CALL, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.procedural.object_constructors import (
    constructed,
    declared_for,
    fits_attributes,
    head_of,
    in_order,
    is_unclear,
    without_new,
)


@rule("FN365", source="oracle", severity=Severity.REFUSED, on=ANY_CALL)
def check(found: Call, context: Context) -> Hit | None:
    made = constructed(found, context)
    if made is None or not fits_attributes(found, made[0]) or declared_for(found, *made, context):
        return None  # FN380
    known, path = made
    name = literal_template(context.names.object_name(path, "type", known.name, known.quoted, schema=context.schema))
    closing = Part(found.part.last, found.part.last)
    values = {"name": ".".join(path)}
    given = in_order(found, known)
    if given != list(found.node.expressions):
        places = [found.view(value) for value in given]
        template = f"ROW({', '.join('{}' for _ in places)})::{name}"
        return Hit(replace=[*without_new(found), (Part(head_of(found).first, closing.last), template, *places)], values=values)
    replace = [*without_new(found), (head_of(found), "ROW("), (closing, f")::{name}")]
    if is_unclear(found, *made, context):
        return Hit(replace=replace, values=values, note="declared", fix=Fix.REVIEW)
    return Hit(replace=replace, values=values)
