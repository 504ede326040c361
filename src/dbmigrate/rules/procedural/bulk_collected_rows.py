"""BULK COLLECT as an array of the rows

```zh
BULK COLLECT 改写为由行组成的数组
```
```setup
CREATE TABLE ward (id INTEGER, code VARCHAR(10));
INSERT INTO ward VALUES (1, 'a');
INSERT INTO ward VALUES (2, 'b');
```
```oracle
CREATE FUNCTION told RETURN VARCHAR IS
  TYPE t_codes IS TABLE OF VARCHAR(10);
  TYPE t_ids IS TABLE OF INTEGER;
  TYPE t_rows IS TABLE OF ward%ROWTYPE;
  v t_codes;
  n t_ids;
  r t_rows;
BEGIN
  SELECT code BULK COLLECT INTO v FROM ward ORDER BY id DESC;
  SELECT id, code BULK COLLECT INTO n, v FROM ward ORDER BY code;
  SELECT * BULK COLLECT INTO r FROM ward WHERE id = 2;
  RETURN v(1) || v.COUNT || n(2) || r(1).code;
END;
/
```
```then
SELECT told()
```
```rows
a22b
```
```refused 42601
```
```quiet
CREATE FUNCTION told RETURN VARCHAR IS
  v VARCHAR(10);
BEGIN
  SELECT code INTO v FROM ward;
  RETURN v;
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
from dbmigrate.syntax.procedural.statements import SqlStatement


@rule("PL107", source="oracle", severity=Severity.REFUSED, on=node(SqlStatement))
def check(found: SqlStatement, context: Context) -> Hit | None:
    sql = found.sql
    if sql.verb != "select" or sql.into is None or not sql.into.bulk or not is_converted(context):
        return None
    targets = sql.into.targets
    held = [collection(path_of_target(t), context) for t in targets]
    if any(h is None or h.known.mapped for h in held):
        return None
    query, into = sql.query.part, sql.into.part
    if len(targets) == 1 and held[0] and held[0].known.element:
        element = held[0].known.element
        if element.fields:
            before, after = "{} := ARRAY(SELECT ROW(q.*)::" + literal_template(element.text) + " FROM (", ") AS q)"
        else:
            before, after = "{} := ARRAY(", ")"
        replace: list[tuple[object, ...]] = [(into, ""), (query.before, before, targets[0]), (query.after, after)]
        return Hit(replace=replace, at=into)
    columns = [f"c{i}" for i in range(1, len(targets) + 1)]
    made = ", ".join(f"coalesce(array_agg(q.{c}), '{{}}')" for c in columns)
    before = "SELECT " + literal_template(made) + " INTO " + ", ".join("{}" for _ in targets) + " FROM ("
    after = f") AS q({', '.join(columns)})"
    return Hit(replace=[(into, ""), (query.before, before, *targets), (query.after, after)], at=into)
