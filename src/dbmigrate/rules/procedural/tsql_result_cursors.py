"""procedure whose results are cursors

A procedure of PostgreSQL gives no rows, and a function rows of one kind only. Where the results differ, or the type of a
column is not known, or the setting `result-sets` says so, the routine returns a cursor for each result, in order: a client reads the cursors' names and then
FETCH ALL FROM each, within one transaction. With OUTPUT parameters it stays a procedure, and the cursors come in the
parameter result_sets.

```zh
以游标返回结果集的过程
PostgreSQL 的过程不返回结果集，函数只能返回一种结构的行。若各结果集结构不同、列类型未知，或设置 `result-sets` 如此要求，则例程按顺序为每个结果集返回一个游标：客户端在同一事务中先取得游标名，再对每个游标执行 FETCH ALL FROM。有 OUTPUT 参数时仍为过程，游标放在参数 result_sets 中。
```
```setup
CREATE TABLE ward (id INTEGER PRIMARY KEY, beds INTEGER);
INSERT INTO ward (id, beds) VALUES (1, 10);
CREATE TABLE copied (id INTEGER);
```
```sqlserver
CREATE PROCEDURE ward_report @id INTEGER AS
BEGIN
  IF @id < 0
  BEGIN
    SELECT 'F', 'no such ward'
    RETURN
  END
  SELECT id, beds FROM ward WHERE id = @id
  SELECT COUNT(*) AS n FROM ward
END
```
```postgres
-- dbmigrate PL251 5: procedure whose results are cursors
-- dbmigrate PL251 8: procedure whose results are cursors
-- dbmigrate PL251 9: procedure whose results are cursors
CREATE FUNCTION ward_report (id INTEGER) RETURNS SETOF refcursor AS $$
#variable_conflict use_column
DECLARE
  result_set refcursor;
BEGIN
  IF ward_report.id < 0 THEN
    result_set := NULL; OPEN result_set FOR SELECT 'F', 'no such ward'; RETURN NEXT result_set;
    RETURN;
  END IF;
  result_set := NULL; OPEN result_set FOR SELECT id, beds FROM ward WHERE id = ward_report.id; RETURN NEXT result_set;
  result_set := NULL; OPEN result_set FOR SELECT COUNT(*) AS n FROM ward; RETURN NEXT result_set;
END;
$$ LANGUAGE plpgsql
```
```then
SELECT count(*) FROM ward_report(1)
```
```rows
2
```
```refused 42601
```
```quiet
SELECT id, beds FROM ward
```
"""

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.tsql_calls import RESULTS
from dbmigrate.rules.procedural.tsql_judgement import RESULT, understood
from dbmigrate.rules.procedural.tsql_routine import has_parameters_out
from dbmigrate.rules.procedural.tsql_select import CURSORS
from dbmigrate.syntax.procedural.tsql_nodes import TsqlRoutine
from dbmigrate.syntax.procedural.tsql_statements import TsqlSql


@rule(
    "PL251",
    source="sqlserver",
    severity=Severity.REFUSED,
    fix=Fix.REVIEW,
    on=node(TsqlSql),
    after=("PL253", "QY200", "QY202", "QY205", "QY206", "QY209"),
)
def check(sql: TsqlSql, context: Context) -> Hit | None:
    judgement, unit = understood(context), context.above(TsqlRoutine)
    if judgement is None or unit is None or judgement.modes.get(sql.part.first) != CURSORS:
        return None
    name = literal_template(judgement.names[RESULT])
    handed = f"; {RESULTS} := {RESULTS} || {name}" if has_parameters_out(unit) else f"; RETURN NEXT {name}"
    return Hit(replace=[(sql.part.before, f"{name} := NULL; OPEN {name} FOR "), (sql.part.after, handed)])
