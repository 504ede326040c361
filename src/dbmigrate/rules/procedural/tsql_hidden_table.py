"""temporary table {name} while {procedure} runs

In SQL Server a temporary table of a called procedure is another one than its caller's of the same name, which is there again
behind the call. PostgreSQL has one for each name: the caller's has another name meanwhile. That is done where no procedure
that is reached names the table before it makes its own; else PL219 reports it.

```zh
{procedure} 运行期间的临时表 {name}
SQL Server 中被调用过程的临时表与调用者的同名临时表互不相干，调用结束后仍是调用者的表。PostgreSQL 会话中同名临时表只有一个：因此调用期间暂时改名。
仅当所及的过程都先创建自己的表再使用时才这样改写，否则由 PL219 报告。
```
```setup sqlserver
CREATE TABLE seen (who VARCHAR(10), n INTEGER);
GO
CREATE PROCEDURE count_beds @n INTEGER AS
BEGIN
  CREATE TABLE #work (beds INTEGER, ward VARCHAR(10))
  INSERT INTO #work (beds, ward) VALUES (@n, 'a'), (@n, 'b')
  INSERT INTO seen (who, n) SELECT ward, SUM(beds) FROM #work GROUP BY ward
END
GO
CREATE PROCEDURE count_all AS
BEGIN
  EXEC count_beds 5
END
```
```sqlserver
CREATE PROCEDURE count_wards AS
BEGIN
  SELECT 1 AS id INTO #work
  EXEC count_all
  INSERT INTO #work (id) VALUES (2)
  EXEC count_beds 7
  INSERT INTO seen (who, n) SELECT 'all', COUNT(*) FROM #work
END
```
```postgres
CREATE PROCEDURE count_wards() AS $$
BEGIN
  PERFORM 'PRAGMA:TABLE: "#work" (id integer)'; DROP TABLE IF EXISTS pg_temp."#work"; CREATE TEMPORARY TABLE "#work" AS SELECT 1 AS id;
  ALTER TABLE IF EXISTS pg_temp."#work" RENAME TO "#work of count_wards"; CALL count_all(); DROP TABLE IF EXISTS pg_temp."#work"; ALTER TABLE IF EXISTS pg_temp."#work of count_wards" RENAME TO "#work";
  INSERT INTO "#work" (id) VALUES (2);
  ALTER TABLE IF EXISTS pg_temp."#work" RENAME TO "#work of count_wards"; CALL count_beds(7); DROP TABLE IF EXISTS pg_temp."#work"; ALTER TABLE IF EXISTS pg_temp."#work of count_wards" RENAME TO "#work";
  INSERT INTO seen (who, n) SELECT 'all', COUNT(*) FROM "#work";
END;
$$ LANGUAGE plpgsql
```
```then
CALL count_wards();
CALL count_wards();
SELECT who, sum(n), count(*) FROM seen GROUP BY who ORDER BY who
```
```rows
a | 24 | 4
all | 4 | 2
b | 24 | 4
```
```refused 42703
```
```quiet
CREATE TABLE work (id INTEGER)
```
"""

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.tsql_judgement import is_written, understood
from dbmigrate.rules.procedural.tsql_nested_tables import call_of, hidden_from, hiding
from dbmigrate.rules.procedural.tsql_temporary_table import quoted_name
from dbmigrate.syntax.procedural.tsql_nodes import TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import Execute, InsertExecute


@rule(
    "PL324",
    source="sqlserver",
    severity=Severity.REFUSED,
    on=(node(Execute), node(InsertExecute)),
    after=("PL206", "PL211", "PL240", "PL242", "PL243", "PL320"),
)
def check(found: Execute | InsertExecute, context: Context) -> Hit | None:
    judgement, unit = understood(context), context.above(TsqlUnit)
    if judgement is None or unit is None or not is_written(found, context):
        return None
    if context.path and isinstance(context.path[-1], InsertExecute):
        return None
    names = hidden_from(found, unit, judgement, context)
    if not names:
        return None
    before, behind = "", ""
    for name in names:
        own, meanwhile = quoted_name(name), quoted_name(hiding(name, unit))
        before += f"ALTER TABLE IF EXISTS pg_temp.{own} RENAME TO {meanwhile}; "
        behind += f" DROP TABLE IF EXISTS pg_temp.{own}; ALTER TABLE IF EXISTS pg_temp.{meanwhile} RENAME TO {own};"
    procedure = call_of(found).procedure
    assert procedure is not None
    values = {"name": ", ".join(names), "procedure": procedure.value}
    replace = [(found.part.before, literal_template(before)), (found.part.after, literal_template(behind))]
    return Hit(replace=replace, values=values)
