"""{name}: the type {type} declares no such attribute or method

A type under another one inherits its attributes and methods. On the target the composite type holds the type above as
its first attribute, and no method is inherited: name the attribute through it, or write the call for the type above.

```zh
{name}：类型 {type} 自身没有声明该属性或方法
子类型继承父类型的属性和方法；目标库的复合类型把父类型作为第一个属性，方法不会继承。请通过该属性引用，或改为对父类型的调用。
```
```oracle
CREATE TYPE t_visit AS OBJECT (no VARCHAR2(10), MEMBER FUNCTION label RETURN VARCHAR2) NOT FINAL;
/
CREATE TYPE t_stay UNDER t_visit (bed VARCHAR2(10));
/
CREATE FUNCTION told(p t_stay) RETURN VARCHAR2 IS
BEGIN
  RETURN p.label() || p.no || p.bed;
END;
/
```
```then
SELECT told(NULL)
```
```refused 3F000
```
```quiet
CREATE TYPE t_visit AS OBJECT (no VARCHAR2(10));
/
CREATE FUNCTION told(p t_visit) RETURN VARCHAR2 IS
BEGIN
  RETURN p.no;
END;
/
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import ANY_CALL, COLUMN, rule
from dbmigrate.engine.views import Call, Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.plsql_methods import is_chained, object_of
from dbmigrate.rules.procedural.plsql_names import is_column, path_of_name


@rule("PL159", source="oracle", severity=Severity.REFUSED, fix=Fix.NONE, on=(ANY_CALL, COLUMN), unless="object_types")
def check(found: Expr, context: Context) -> Hit | None:
    if isinstance(found, Call) and is_chained(found):
        return None
    path = path_of_name(found)
    known = object_of(path[:-1], context) if len(path) > 1 and not is_column(found, context) else None
    if known is None or path[-1] in known.columns or path[-1] in known.methods:
        return None
    return Hit(values={"name": ".".join(path), "type": known.name.upper()}, at=found.part)
