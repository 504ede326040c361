"""anonymous block as DO

PostgreSQL runs a block that has no name as the text of a DO statement.

```zh
匿名块改写为 DO 语句
PostgreSQL 中没有名称的块作为 DO 语句的文本执行。
```
```setup
CREATE TABLE ward (id INTEGER, code VARCHAR(10));
INSERT INTO ward VALUES (1, 'a');
```
```oracle
DECLARE
  v VARCHAR(10);
BEGIN
  SELECT code INTO v FROM ward WHERE id = 1;
  INSERT INTO ward VALUES (2, v);
END;
/
```
```postgres
DO $$
DECLARE
  v VARCHAR(10);
BEGIN
  SELECT code INTO STRICT v FROM ward WHERE id = 1;
  INSERT INTO ward VALUES (2, v);
END;
$$;

```
```then
SELECT code FROM ward
```
```rows
a
a
```
```refused 42601
```
```oracle
BEGIN
  FOR w IN (SELECT id FROM ward) LOOP
    UPDATE ward SET code = 'b' WHERE id = w.id;
  END LOOP;
END;
/
```
```then
SELECT code FROM ward
```
```rows
b
```
```refused 42601
```
```quiet
SELECT code FROM ward
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.body_text import counting, quotes
from dbmigrate.rules.procedural.judgement import judge
from dbmigrate.syntax.procedural.nodes import AnonymousBlock


@rule("PL015", source="oracle", severity=Severity.REFUSED, on=node(AnonymousBlock))
def check(unit: AnonymousBlock, context: Context) -> Hit | None:
    judgement = judge(unit, context)
    if judgement.unclear:
        return None
    mark = quotes(unit)
    opener = f"DO {mark}" + ("\n#variable_conflict use_column" if judgement.ambiguous else "") + counting(judgement) + "\n"
    return Hit(replace=[(unit.part.before, opener), (unit.part.after, f"\n{mark};")])
