"""constructor {name} that the type declares

It is a function in the schema of the type's methods. NEW before a constructor goes.

```zh
对象类型自定义的构造函数 {name}
自定义构造函数改写为类型对应模式中的函数；构造函数前的 NEW 被删除。
```
```setup oracle
CREATE TYPE t_stay AS OBJECT (
  ward VARCHAR2(10), days NUMBER(4),
  CONSTRUCTOR FUNCTION t_stay(p_ward VARCHAR2, p_from NUMBER DEFAULT 0, p_to NUMBER DEFAULT 1) RETURN SELF AS RESULT
);
/
CREATE TYPE BODY t_stay AS
  CONSTRUCTOR FUNCTION t_stay(p_ward VARCHAR2, p_from NUMBER DEFAULT 0, p_to NUMBER DEFAULT 1) RETURN SELF AS RESULT IS
  BEGIN
    ward := p_ward;
    days := p_to - p_from;
    RETURN;
  END;
END;
/
```
```oracle
SELECT t_stay('W', 2, 9) FROM dual UNION ALL SELECT (SELECT t_stay('V') FROM dual) FROM dual
```
```postgres
SELECT t_stay.t_stay('W', 2, 9) UNION ALL SELECT (SELECT t_stay.t_stay('V'))
```
```rows
(W,7)
(V,1)
```
```refused 42883
```
```oracle
SELECT NEW t_stay(p_to => 3, p_ward => 'V') FROM dual
```
```postgres
SELECT t_stay.t_stay(p_to => 3, p_ward => 'V')
```
```rows
(V,3)
```
```refused 42601
```
```quiet
SELECT NVL(p.id, 0) FROM patient p
```
"""

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import ANY_CALL, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.object_constructors import constructed, declared_for, head_of, without_new
from dbmigrate.rules.procedural.plsql_methods import schema_of_type


@rule("FN380", source="oracle", severity=Severity.REFUSED, on=ANY_CALL, unless="object_types")
def check(found: Call, context: Context) -> Hit | None:
    made = constructed(found, context)
    if made is None or not declared_for(found, *made, context):
        return None
    known, path = made
    template = f"{literal_template(schema_of_type(known, context))}.{{}}("
    replace = [*without_new(found), (head_of(found), template, found.name_part)]
    return Hit(replace=replace, values={"name": ".".join(path)})
