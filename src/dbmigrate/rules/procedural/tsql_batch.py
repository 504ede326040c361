"""statements that variables tie together

PostgreSQL runs them as the text of a DO statement, whose variables are declared at its beginning.

```zh
由变量联系在一起的语句
PostgreSQL 中作为 DO 语句的文本执行，变量在开头声明。
```
```setup
CREATE TABLE ward (id INTEGER, beds INTEGER);
INSERT INTO ward (id, beds) VALUES (1, 10);
```
```sqlserver
DECLARE @n INTEGER = 2
UPDATE ward SET beds = beds + @n WHERE id = 1
GO
```
```postgres
DO $$
DECLARE
  n INTEGER;
BEGIN
n := 2;
UPDATE ward SET beds = beds + n WHERE id = 1;
END;
$$;

```
```then
SELECT beds FROM ward
```
```rows
12
```
```refused 42601
```
```quiet
UPDATE ward SET beds = 1 WHERE id = 1
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.body_text import quotes
from dbmigrate.rules.procedural.tsql_judgement import judge_tsql
from dbmigrate.rules.procedural.tsql_text import body_opening
from dbmigrate.syntax.procedural.tsql_nodes import TsqlBatch


@rule("PL213", source="sqlserver", severity=Severity.REFUSED, on=node(TsqlBatch))
def check(unit: TsqlBatch, context: Context) -> Hit | None:
    judgement = judge_tsql(unit, context)
    if judgement.unclear:
        return None
    mark = quotes(unit)
    opening, places = body_opening(unit, dict(judgement.names), f"DO {mark}", False, context)
    return Hit(replace=[(unit.part.before, f"{opening}BEGIN\n", *places), (unit.part.after, f"\nEND;\n{mark}")])
