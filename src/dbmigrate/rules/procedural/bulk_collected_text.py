"""BULK COLLECT of a query in a text

The text of the query is put into one that gives an array.

```zh
BULK COLLECT 收集动态查询的结果
动态查询的文本放入返回数组的查询中。
```
```setup
CREATE TABLE ward (id INTEGER, code VARCHAR(10));
INSERT INTO ward VALUES (1, 'a'), (2, 'b'), (3, 'c');
```
```oracle
CREATE FUNCTION told RETURN VARCHAR IS
  TYPE t_ids IS TABLE OF INTEGER;
  TYPE t_wards IS TABLE OF ward%ROWTYPE;
  v t_ids;
  w t_wards;
  n PLS_INTEGER;
BEGIN
  EXECUTE IMMEDIATE 'SELECT id FROM ward WHERE id > 1 ORDER BY id' BULK COLLECT INTO v;
  n := SQL%ROWCOUNT;
  EXECUTE IMMEDIATE 'SELECT * FROM ward WHERE id <= :1' BULK COLLECT INTO w USING 2;
  RETURN v(1) + v(2) || w(1).code || n;
END;
/
```
```then
SELECT told()
```
```rows
5a2
```
```refused 42601
```
```quiet
CREATE PROCEDURE clear_ward IS
  v INTEGER;
BEGIN
  DELETE FROM ward WHERE id = 1 RETURNING id INTO v;
  EXECUTE IMMEDIATE 'SELECT id FROM ward' INTO v;
END;
/
```
"""

from __future__ import annotations

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.judgement import is_converted
from dbmigrate.rules.procedural.plsql_collections import collection
from dbmigrate.rules.procedural.plsql_target import path_of_target
from dbmigrate.syntax.procedural.statements import ExecuteImmediate


@rule("PL143", source="oracle", severity=Severity.REFUSED, on=node(ExecuteImmediate), after=("PL091",))
def check(found: ExecuteImmediate, context: Context) -> Hit | None:
    into = found.into
    if into is None or not into.bulk or len(into.targets) != 1 or not is_converted(context):
        return None
    held = collection(path_of_target(into.targets[0]), context)
    element = held.known.element if held is not None and not held.known.mapped else None
    if element is None:
        return None
    before, after = "'SELECT ARRAY(' || (", ") || ')'"
    if element.fields:
        before = f"'SELECT ARRAY(SELECT ROW(q.*)::{element.text} FROM (' || ("
        after = ") || ') AS q)'"
    edits = [(found.command.part.before, literal_template(before)), (found.command.part.after, after)]
    return Hit(replace=[*edits, (into.keyword, "INTO")], at=into.part)
