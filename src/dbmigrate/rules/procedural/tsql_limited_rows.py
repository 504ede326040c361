"""statement behind SET ROWCOUNT {n}

SET ROWCOUNT lets the statements that follow touch no more than so many rows. PostgreSQL has no such setting: each
statement gets a LIMIT. Which rows are touched is as open as it is in SQL Server.

```zh
SET ROWCOUNT {n} 之后的语句
SET ROWCOUNT 限制其后语句涉及的行数。PostgreSQL 没有这种设置：在每条语句上加 LIMIT。涉及哪些行与 SQL Server 一样不确定。
```
```setup
CREATE TABLE ward (id INTEGER, beds INTEGER);
INSERT INTO ward (id, beds) VALUES (1, 10);
INSERT INTO ward (id, beds) VALUES (2, 10);
```
```sqlserver
CREATE PROCEDURE add_beds @n INTEGER AS
BEGIN
  DECLARE @top INTEGER
  SET ROWCOUNT 1
  UPDATE ward SET beds = beds + @n
  SELECT @top = id FROM ward ORDER BY id DESC
  SET ROWCOUNT 0
  DELETE FROM ward WHERE id = @top
END
```
```postgres
CREATE PROCEDURE add_beds (n INTEGER) AS $$
DECLARE
  top INTEGER;
  found_row record;
BEGIN
  UPDATE ward SET beds = beds + n WHERE ctid IN (SELECT ctid FROM ward LIMIT 1);
  FOR found_row IN SELECT id AS c1 FROM ward ORDER BY id DESC NULLS LAST LIMIT 1 LOOP top := found_row.c1; END LOOP;
  DELETE FROM ward WHERE id = top;
END;
$$ LANGUAGE plpgsql
```
```then
INSERT INTO ward (id, beds) VALUES (3, 5);
CALL add_beds(4);
SELECT count(*), sum(beds) FROM ward
```
```rows
2 | 24
```
```refused 42601
```
```quiet
CREATE PROCEDURE all_beds @n INTEGER AS
BEGIN
  SET NOCOUNT ON
  UPDATE ward SET beds = beds + @n
END
```
"""

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.functions.placing import WRITTEN_BEFORE
from dbmigrate.rules.procedural.tsql_judgement import understood
from dbmigrate.rules.procedural.tsql_row_limits import limit_of
from dbmigrate.syntax.procedural.tsql_statements import TsqlSql


@rule("PL253", source="sqlserver", severity=Severity.DIFFERS, on=node(TsqlSql), after=WRITTEN_BEFORE)
def check(sql: TsqlSql, context: Context) -> Hit | None:
    judgement = understood(context)
    number = judgement.limits.limited.get(sql.part.first) if judgement else None
    if number is None:
        return None
    shown = sql.lexed.tokens[number.first].text
    name = judgement.names.get(shown.lower()) if judgement else None
    # a variable may be 0, which is no limit; it is written as a name, since no rule reads what an option says
    replace = [(one[0], literal_limit(str(one[1]), name), *one[2:]) for one in limit_of(sql, number) if one[1]]
    return Hit(replace=replace, values={"n": sql.lexed.words[number.first]}) if replace else None


def literal_limit(template: str, name: str | None) -> str:
    if name is None or "LIMIT {}" not in template:
        return template
    return template.replace("LIMIT {}", f"LIMIT nullif({literal_template(name)}, 0)")
