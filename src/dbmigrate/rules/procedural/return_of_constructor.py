"""RETURN of a constructor gives the object

A constructor fills SELF, and its RETURN has no expression: what it gives is the object. On the target it is a function,
which returns a variable of that name.

```zh
构造函数的 RETURN 返回对象
构造函数填充 SELF，其 RETURN 不带表达式；目标库中构造函数是普通函数，返回同名变量。
```
```setup oracle
CREATE TYPE t_stay AS OBJECT (
  ward VARCHAR2(10), days NUMBER(4),
  CONSTRUCTOR FUNCTION t_stay(p_ward VARCHAR2) RETURN SELF AS RESULT,
  CONSTRUCTOR FUNCTION t_stay(SELF IN OUT NOCOPY t_stay, p_from NUMBER, p_to NUMBER, p_ward VARCHAR2) RETURN SELF AS RESULT
);
/
```
```oracle
CREATE TYPE BODY t_stay AS
  CONSTRUCTOR FUNCTION t_stay(p_ward VARCHAR2) RETURN SELF AS RESULT IS
  BEGIN
    ward := p_ward;
    SELF.days := 1;
    RETURN;
  END;
  CONSTRUCTOR FUNCTION t_stay(SELF IN OUT NOCOPY t_stay, p_from NUMBER, p_to NUMBER, p_ward VARCHAR2) RETURN SELF AS RESULT IS
    n NUMBER := p_to - p_from;
  BEGIN
    SELF.ward := p_ward;
    days := n;
    RETURN;
  END;
END;
/
```
```postgres
CREATE SCHEMA IF NOT EXISTS t_stay;
  CREATE OR REPLACE FUNCTION t_stay.t_stay(p_ward varchar) RETURNS t_stay AS $$
DECLARE
  self t_stay;
  BEGIN
    self.ward := p_ward;
    SELF.days := 1;
    RETURN self;
  END;
$$ LANGUAGE plpgsql;
  CREATE OR REPLACE FUNCTION t_stay.t_stay(p_from numeric, p_to numeric, p_ward varchar) RETURNS t_stay AS $$
DECLARE
  self t_stay;
DECLARE
    n numeric := p_to - p_from;
  BEGIN
    SELF.ward := p_ward;
    self.days := n;
    RETURN self;
  END;
$$ LANGUAGE plpgsql;

```
```then
SELECT t_stay.t_stay('W1'), t_stay.t_stay(2, 9, 'W2')
```
```rows
(W1,1) | (W2,7)
```
```refused 42601
```
```quiet
CREATE PROCEDURE nothing IS
BEGIN
  RETURN;
END;
/
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.procedural.method_heads import is_constructor
from dbmigrate.syntax.procedural.statements import Return


@rule("PL157", source="oracle", severity=Severity.REFUSED, on=node(Return))
def check(found: Return, context: Context) -> Hit | None:
    if found.value is not None or len(context.path) < 3 or not is_constructor(context.path[2]):
        return None
    return Hit(replace=[(Part(found.part.first, found.part.first).after, " self")])
