"""parameter {name} of a cursor with {mode}

The parameters of a cursor in PL/pgSQL have a name and a type; IN, which means nothing there, is left out.

```zh
游标参数 {name} 带有 {mode}
PL/pgSQL 的游标参数只有名称和类型；IN 没有作用，予以省略。
```
```setup
CREATE TABLE ward (id INTEGER, code VARCHAR(10));
INSERT INTO ward VALUES (1, 'a');
INSERT INTO ward VALUES (2, 'b');
```
```oracle
CREATE FUNCTION id_of(p_code VARCHAR) RETURN INTEGER IS
  CURSOR c(p IN VARCHAR) IS SELECT id FROM ward WHERE code = p;
  v INTEGER;
BEGIN
  FOR r IN c(p_code) LOOP
    v := r.id;
  END LOOP;
  RETURN v;
END;
/
```
```postgres
CREATE FUNCTION id_of(p_code VARCHAR) RETURNS bigint AS $$
DECLARE
  c CURSOR(p VARCHAR) FOR SELECT id FROM ward WHERE code = p;
  v bigint;
BEGIN
  FOR r IN c(p_code) LOOP
    v := r.id;
  END LOOP;
  RETURN v;
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT id_of('b')
```
```rows
2
```
```refused 42601
```
```quiet
CREATE PROCEDURE p(n IN INTEGER) IS
BEGIN
  NULL;
END;
/
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.syntax.procedural.nodes import CursorDeclaration, Parameter


@rule("PL120", source="oracle", severity=Severity.REFUSED, on=node(Parameter))
def check(found: Parameter, context: Context) -> Hit | None:
    if found.mode is None or found.direction != "in" or not any(isinstance(n, CursorDeclaration) for n in context.path[-2:]):
        return None
    return Hit(replace=[(found.mode, "")], values={"name": found.name.text(), "mode": "IN"})
