"""{name}() in a query: NO_DATA_FOUND gives NULL in Oracle

A SELECT INTO of the function may find no row. Where SQL calls the function, Oracle takes the exception for the end of
the rows and gives NULL ("Handling Exceptions"); the target ends the query with the error. A handler in the function
that returns NULL gives the same on both sides.

```zh
查询中的 {name}()：Oracle 中 NO_DATA_FOUND 得到 NULL
函数中的 SELECT INTO 可能查不到行。由 SQL 调用时，Oracle 把该异常当作没有数据并返回 NULL；目标库则报错终止查询。在函数中捕获该异常并返回 NULL，两边结果就一致。
```
```setup
CREATE TABLE ward (id INTEGER, name VARCHAR(10));
CREATE TABLE visit (id INTEGER, ward INTEGER);
INSERT INTO visit VALUES (1, 9);
```
```oracle
CREATE FUNCTION ward_name(p INTEGER) RETURN VARCHAR IS
  v VARCHAR(10);
BEGIN
  SELECT name INTO v FROM ward WHERE id = p;
  RETURN v;
END;
/
CREATE FUNCTION all_names RETURN VARCHAR IS
  s VARCHAR(100) := '-';
BEGIN
  FOR r IN (SELECT ward_name(ward) AS name FROM visit) LOOP
    s := s || r.name;
  END LOOP;
  RETURN s;
END;
/
```
```then
SELECT all_names()
```
```refused P0002
```
```quiet
CREATE FUNCTION ward_name(p INTEGER) RETURN VARCHAR IS
  v VARCHAR(10);
BEGIN
  SELECT MAX(name) INTO v FROM ward WHERE id = p;
  RETURN v;
END;
/
CREATE VIEW names AS SELECT ward_name(ward) AS name FROM visit;
```
"""

from __future__ import annotations

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import ANY_CALL, rule
from dbmigrate.engine.views import Call
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.judged_calls import callees, path_of_call
from dbmigrate.rules.procedural.judgement import members_of

QUERIES = (exp.Select, exp.Insert, exp.Update, exp.Delete, exp.Merge)


@rule("PL268", source="oracle", severity=Severity.REFUSED, fix=Fix.NONE, on=ANY_CALL)
def check(found: Call, context: Context) -> Hit | None:
    outer = found.parent
    path = path_of_call(outer if isinstance(outer, exp.Dot) and outer.expression is found.node else found.node)
    meant = callees(path, context, members_of(context)) if path else ()
    if not any(s.kind == "function" and s.misses for s in meant) or found.node.find_ancestor(*QUERIES) is None:
        return None
    return Hit(values={"name": ".".join(path)})
