"""package {name} is schema {schema} on the target

A routine of a package stands in the schema that stands for the package, whoever owns it. Where that is not what is written
before the routine's name it takes its place. PostgreSQL makes no schema whose name begins with `pg_`: an underscore stands
in front of it, and programs that call such a package have to write it as well.

```zh
包 {name} 在目标库中是模式 {schema}
包的例程位于代表该包的模式中，与属主无关。例程名前所写的与该模式不同时，以模式名替换。PostgreSQL 不允许以 pg_ 开头的模式名，因此在前面加下划线；调用此类包的程序也须这样写。
```
```setup oracle
CREATE TABLE bill (id NUMBER(5), fee NUMBER(8,2));
CREATE PACKAGE his.pk_bill IS
  FUNCTION total(p_id NUMBER) RETURN NUMBER;
  FUNCTION nothing RETURN NUMBER;
END pk_bill;
/
CREATE PACKAGE pg_paid IS
  FUNCTION due(p NUMBER) RETURN NUMBER;
END pg_paid;
/
```
```oracle
CREATE OR REPLACE PACKAGE BODY his.pk_bill IS
  FUNCTION nothing RETURN NUMBER IS
  BEGIN
    RETURN 0;
  END;

  FUNCTION total(p_id NUMBER) RETURN NUMBER IS
    n NUMBER;
  BEGIN
    SELECT SUM(fee) INTO n FROM bill WHERE id = p_id;
    IF n IS NULL THEN
      n := his.pk_bill.nothing;
    END IF;
    RETURN n;
  END;
END pk_bill;
/
CREATE FUNCTION twice(p_id NUMBER) RETURN NUMBER IS
BEGIN
  RETURN his.pk_bill.total(p_id) * 2;
END;
/
```
```then
INSERT INTO bill VALUES (1, 2.5), (1, 3);
SELECT twice(1), twice(2)
```
```rows
11.00 | 0
```
```refused 0A000
```
```oracle
CREATE OR REPLACE PACKAGE BODY pg_paid IS
  FUNCTION due(p NUMBER) RETURN NUMBER IS
  BEGIN
    RETURN p + 1;
  END;
END pg_paid;
/
CREATE FUNCTION due_twice(p NUMBER) RETURN NUMBER IS
BEGIN
  RETURN pg_paid.due(p) * 2;
END;
/
```
```then
SELECT due_twice(2)
```
```rows
6
```
```refused 3F000
```
```quiet
CREATE FUNCTION other(p_id NUMBER) RETURN NUMBER IS
BEGIN
  RETURN pk_bill.total(p_id) + nowhere.total(p_id);
END;
/
```
"""

from __future__ import annotations

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import ANY_CALL, COLUMN, QUERY_COLUMN, rule
from dbmigrate.engine.views import Call, Expr
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.procedural.judged_calls import callees
from dbmigrate.rules.procedural.judgement import members_of
from dbmigrate.rules.procedural.plsql_names import is_column, path_of_name, whole_name
from dbmigrate.rules.procedural.plsql_package_names import schema_of_package


@rule("PL191", source="oracle", severity=Severity.REFUSED, on=(ANY_CALL, COLUMN, QUERY_COLUMN))
def check(found: Expr, context: Context) -> Hit | None:
    path = path_of_name(found)
    if len(path) not in (2, 3) or is_column(found, context) or context.declared(path[0]) is not None:
        return None
    package = context.catalog.routine(path[:-1], context.schema)
    if package is None or not package.kind.startswith("package") or not callees(path, context, members_of(context)):
        return None
    schema = schema_of_package(path[:-1], context)
    last = found.name_part.last if isinstance(found, Call) else found.part.last
    owner = Part(whole_name(found).first, last - 2)
    if len(path) == 2 and path[0] == schema.upper():
        return None
    values = {"name": ".".join(path[:-1]), "schema": schema}
    return Hit(replace=[(owner, literal_template(context.names.bare(schema)))], values=values, at=owner)
