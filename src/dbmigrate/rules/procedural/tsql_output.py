"""OUTPUT .. INTO {table}

RETURNING gives the changed rows at the end of the statement, and a query around it stores them. Without INTO they are
the rows that the routine gives: it becomes a function.

```zh
OUTPUT 写入表 {table}
目标库在语句末尾用 RETURNING 给出被修改的行，由外层语句写入表中。没有 INTO 时这些行就是例程的结果集：例程改为函数。
```
```setup
CREATE TABLE ward (id INTEGER, beds INTEGER);
INSERT INTO ward (id, beds) VALUES (1, 10);
CREATE TABLE seen (id INTEGER, beds INTEGER);
```
```sqlserver
CREATE PROCEDURE move_wards AS
BEGIN
  INSERT INTO ward (id, beds) OUTPUT inserted.id, inserted.beds + 1 INTO seen (id, beds) VALUES (2, 20)
  UPDATE ward SET beds = 5 OUTPUT inserted.id, inserted.beds INTO seen WHERE id = 1
  DELETE FROM ward OUTPUT deleted.id, deleted.beds INTO seen (id, beds) WHERE id = 2
END
```
```then
CALL move_wards();
SELECT id, beds FROM seen
```
```rows
2 | 21
1 | 5
2 | 20
```
```refused 42601
```
```sqlserver
CREATE PROCEDURE new_ward @n INTEGER AS
BEGIN
  INSERT INTO ward (id, beds) OUTPUT inserted.id VALUES (@n, 20)
END
```
```postgres
-- dbmigrate PL224 3: OUTPUT .. INTO -
CREATE FUNCTION new_ward (n INTEGER) RETURNS TABLE (id integer) AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY INSERT INTO ward (id, beds) VALUES (n, 20) RETURNING id;
END;
$$ LANGUAGE plpgsql
```
```then
SELECT id FROM new_ward(7)
```
```rows
7
```
```refused 42601
```
```quiet
CREATE PROCEDURE keep_wards AS
BEGIN
  DELETE FROM ward WHERE id = 2
END
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.procedural.tsql_judgement import is_written, understood
from dbmigrate.rules.procedural.tsql_outputs import is_writable, prefixes, target
from dbmigrate.syntax.procedural.tsql_statements import TsqlSql


@rule("PL224", source="sqlserver", severity=Severity.REFUSED, on=node(TsqlSql), after=("DM204",))
def check(sql: TsqlSql, context: Context) -> Hit | None:
    if understood(context) is None or not is_written(context.path[-1], context) or not sql.outputs or not is_writable(sql):
        return None
    output = sql.outputs[0]
    changed = target(sql) if sql.verb != "insert" else None
    replace: list[tuple[object, ...]] = [(output, "")]
    for prefix in prefixes(sql, output):
        replace.append((prefix, "{}.", changed) if changed else (prefix, ""))
    listed = Part(output.values[0].part.first, output.values[-1].part.last)
    if output.target is None:
        replace += [(sql.part.before, "RETURN QUERY "), (sql.part.after, " RETURNING {}", listed)]
        return Hit(replace=replace, values={"table": "-"}, fix=Fix.REVIEW)
    columns = [output.columns] if output.columns else []
    into = "{} {}" if columns else "{}"
    replace.append((sql.part.before, "WITH changed AS ("))
    replace.append(
        (sql.part.after, f" RETURNING {{}}) INSERT INTO {into} SELECT * FROM changed", listed, output.target, *columns)
    )
    return Hit(replace=replace, values={"table": output.target.text()})
