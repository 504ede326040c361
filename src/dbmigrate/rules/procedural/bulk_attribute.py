"""{name} of FORALL

Variables keep how many rows each turn has changed, and with SAVE EXCEPTIONS which turns have failed and the number of
each error, as Oracle counts them: by the index of the turn, and from 1.

```zh
FORALL 的 {name}
用变量保存每一轮影响的行数；使用 SAVE EXCEPTIONS 时还保存失败的轮次及错误号，编号方式与 Oracle 一致：前者按轮次下标，后者从 1 起。
```
```setup
CREATE TABLE ward (id INTEGER PRIMARY KEY, beds INTEGER);
INSERT INTO ward VALUES (1, 1), (4, 1), (5, 1);
```
```oracle
CREATE FUNCTION told RETURN VARCHAR IS
  TYPE t_list IS TABLE OF INTEGER;
  v t_list := t_list(4, 7, 5);
  r VARCHAR(100);
BEGIN
  FORALL i IN 1 .. v.COUNT
    UPDATE ward SET beds = beds + 1 WHERE id >= v(i);
  FOR i IN 1 .. v.COUNT LOOP
    r := r || SQL%BULK_ROWCOUNT(i) || ' ';
  END LOOP;
  r := r || SQL%ROWCOUNT;
  BEGIN
    FORALL i IN 1 .. v.COUNT SAVE EXCEPTIONS
      INSERT INTO ward (id) VALUES (v(i));
  EXCEPTION
    WHEN OTHERS THEN
      r := r || SQLCODE;
      FOR i IN 1 .. SQL%BULK_EXCEPTIONS.COUNT LOOP
        r := r || ' ' || SQL%BULK_EXCEPTIONS(i).ERROR_INDEX || ':' || SQL%BULK_EXCEPTIONS(i).ERROR_CODE;
      END LOOP;
  END;
  RETURN r;
END;
/
```
```then
SELECT told()
```
```rows
2 0 1 3-24381 1:1 3:1
```
```refused 42601
```
```quiet
CREATE PROCEDURE fill_ward IS
  TYPE t_list IS TABLE OF INTEGER;
  v t_list := t_list(4, 5);
BEGIN
  FORALL i IN 1 .. v.COUNT
    INSERT INTO ward (id) VALUES (v(i));
END;
/
```
"""

from __future__ import annotations

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import ANY_CALL, COLUMN, rule
from dbmigrate.engine.views import Call, Expr
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.functions.unknown_function import path_of
from dbmigrate.rules.procedural.bulk_outcomes import COUNTED, COUNTS, ERRORS, FIELDS, INDEXES
from dbmigrate.rules.procedural.judgement import judgement_at
from dbmigrate.rules.procedural.plsql_names import path_of_column


@rule("PL141", source="oracle", severity=Severity.REFUSED, on=(COLUMN, ANY_CALL))
def check(found: Expr, context: Context) -> Hit | None:
    judgement = judgement_at(context) if context.path else None
    if judgement is None or not judgement.bulk_asked:
        return None
    if not isinstance(found, Call):
        if path_of_column(found) != (ERRORS, "COUNT"):
            return None
        return Hit(replace=[(found, f"coalesce(cardinality({INDEXES}), 0)")], values={"name": ERRORS})
    path = path_of(found)
    if path == (COUNTS,) and len(found.args) == 1:
        brackets = [(Part(found.part.first, found.part.first + 1), f"{COUNTED}["), (last_of(found), "]")]
        return Hit(replace=brackets, values={"name": COUNTS})
    field = found.parent.expression if path == (ERRORS,) and isinstance(found.parent, exp.Dot) else None
    variable = FIELDS.get(field.name.upper(), "") if isinstance(field, exp.Identifier) else ""
    if not variable or len(found.args) != 1:
        return None
    head = Part(found.part.first, found.part.first + 1)
    tail = Part(found.part.last, found.part.last + 2)
    return Hit(replace=[(head, f"{variable}["), (tail, "]")], values={"name": ERRORS})


def last_of(found: Call) -> Part:
    return Part(found.part.last, found.part.last)
