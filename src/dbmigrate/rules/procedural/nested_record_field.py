"""A field of a record in a record

PL/pgSQL takes `a.b.c` in an expression for a column `c` of a table `b`; with `a.b` in brackets it is a field.

```zh
记录中的记录的字段
PL/pgSQL 在表达式中把 `a.b.c` 当作表 `b` 的列 `c`；把 `a.b` 放入括号后才是字段。
```
```oracle
CREATE FUNCTION bed_of(p INTEGER) RETURN INTEGER IS
  TYPE bed_t IS RECORD (no INTEGER, room INTEGER);
  TYPE stay_t IS RECORD (id INTEGER, bed bed_t);
  v stay_t;
BEGIN
  v.bed.no := p;
  v.bed.room := v.bed.no + 100;
  RETURN v.bed.room * 2;
END;
/
```
```then
SELECT bed_of(4)
```
```rows
208
```
```refused 42P01
```
```quiet
CREATE FUNCTION bed_no(p INTEGER) RETURN INTEGER IS
  TYPE bed_t IS RECORD (no INTEGER, room INTEGER);
  v bed_t;
BEGIN
  v.no := p;
  RETURN v.no;
END;
/
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import COLUMN, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Part, Severity
from dbmigrate.rules.procedural.judgement import is_converted
from dbmigrate.rules.procedural.plsql_collections import held_by, is_target
from dbmigrate.rules.procedural.plsql_names import path_of_column
from dbmigrate.syntax.procedural.nodes import Parameter, Variable


@rule("PL265", source="oracle", severity=Severity.REFUSED, on=COLUMN)
def check(found: Expr, context: Context) -> Hit | None:
    path = path_of_column(found)
    if len(path) < 3 or not isinstance(context.declared(path[0]), (Variable, Parameter)) or not is_converted(context):
        return None
    held = held_by(path[:-1], context)
    if held is None or not held.known.fields or held.text != "{}" or is_target(context, found.part):
        return None
    first = found.part.first
    inner = [Part(first + 2 * k, first + 2 * k) for k in range(1, len(path) - 1)]
    return Hit(replace=[(found.part.before, "(" * len(inner)), *((part.after, ")") for part in inner)])
