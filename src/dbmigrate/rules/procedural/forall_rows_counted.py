"""SQL%ROWCOUNT where FORALL changes rows

The number of all turns is added up.

```zh
FORALL 之后的 SQL%ROWCOUNT
各轮的行数累加。
```
```setup
CREATE TABLE ward (id INTEGER);
INSERT INTO ward VALUES (4);
INSERT INTO ward VALUES (4);
INSERT INTO ward VALUES (5);
```
```oracle
CREATE FUNCTION cleared RETURN INTEGER IS
  TYPE t_list IS TABLE OF INTEGER;
  v t_list := t_list(4, 5);
BEGIN
  DELETE FROM ward WHERE id = 7;
  FORALL i IN 1 .. v.COUNT
    DELETE FROM ward WHERE id = v(i);
  RETURN SQL%ROWCOUNT;
END;
/
```
```postgres
-- dbmigrate PL100 3: type T_LIST of code is bigint[] (a collection becomes an array: elements that do not exist are NULL instead of an exception)
CREATE FUNCTION cleared() RETURNS bigint AS $$
DECLARE
  sql_rowcount bigint;
  sql_rowcount_one bigint;
  v bigint[] := ARRAY[4, 5]::bigint[];
BEGIN
  DELETE FROM ward WHERE id = 7;
  GET DIAGNOSTICS sql_rowcount = ROW_COUNT;
  sql_rowcount := 0;
  FOR i IN 1 .. coalesce(cardinality(v), 0) LOOP
    DELETE FROM ward WHERE id = v[i];
    GET DIAGNOSTICS sql_rowcount_one = ROW_COUNT;
    sql_rowcount := sql_rowcount + sql_rowcount_one;
  END LOOP;
  RETURN sql_rowcount;
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT cleared()
```
```rows
3
```
```quiet
CREATE PROCEDURE clear_ward IS
  TYPE t_list IS TABLE OF INTEGER;
  v t_list := t_list(4, 5);
BEGIN
  FORALL i IN 1 .. v.COUNT
    DELETE FROM ward WHERE id = v(i);
END;
/
```
"""

from __future__ import annotations

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.bulk_outcomes import COUNTED, COUNTS
from dbmigrate.rules.procedural.judged_outcomes import COUNTER, COUNTER_OF_ONE
from dbmigrate.rules.procedural.judgement import judgement_at
from dbmigrate.rules.procedural.tsql_text import indent
from dbmigrate.syntax.procedural.statements import ForAll, SqlStatement


@rule("PL126", source="oracle", severity=Severity.REFUSED, on=(node(ForAll), node(SqlStatement)))
def check(found: ForAll | SqlStatement, context: Context) -> Hit | None:
    judgement = judgement_at(context) if context.path else None
    if judgement is None or not judgement.counted:
        return None
    blanks = indent(found.lexed, found.part)
    if isinstance(found, ForAll):
        counts = f"{COUNTED} := '{{{{}}}}';\n{blanks}" if COUNTS in judgement.bulk_asked else ""
        return Hit(replace=[(found.part.before, f"{COUNTER} := 0;\n{blanks}{counts}")])
    if not isinstance(context.path[-1], ForAll):
        return None  # PL054
    lines = f"GET DIAGNOSTICS {COUNTER_OF_ONE} = ROW_COUNT;\n{blanks}{COUNTER} := {COUNTER} + {COUNTER_OF_ONE};"
    if COUNTS not in judgement.bulk_asked:
        return Hit(replace=[(found.part.after, f"\n{blanks}{lines}")], severity=Severity.NOTE)
    lines += f"\n{blanks}{COUNTED}[{{}}] := {COUNTER_OF_ONE};"
    return Hit(replace=[(found.part.after, f"\n{blanks}{lines}", context.path[-1].index)], severity=Severity.NOTE)
