"""{name} behind a statement is {target}

PL/pgSQL keeps in FOUND whether the last statement found or changed a row, and gives the number by GET DIAGNOSTICS.

```zh
语句之后的 {name} 改写为 {target}
PL/pgSQL 用 FOUND 表示上一条语句是否找到或改动了行，行数由 GET DIAGNOSTICS 给出。
```
```setup
CREATE TABLE ward (id INTEGER, code VARCHAR(10));
```
```oracle
CREATE FUNCTION save_ward(p_code VARCHAR) RETURN VARCHAR IS
  v NUMERIC(5,0) := 0;
BEGIN
  UPDATE ward SET id = 1 WHERE code = p_code;
  IF SQL%NOTFOUND THEN
    INSERT INTO ward (id, code) VALUES (0, p_code);
    v := SQL%ROWCOUNT;
  END IF;
  DELETE FROM ward WHERE id = 2;
  IF SQL%ROWCOUNT > 0 OR SQL%FOUND THEN
    RETURN 'deleted';
  END IF;
  RETURN CASE WHEN v = 1 THEN 'new' ELSE 'known' END;
END;
/
```
```postgres
CREATE FUNCTION save_ward(p_code VARCHAR) RETURNS VARCHAR AS $$
DECLARE
  v NUMERIC(5,0) := 0;
BEGIN
  UPDATE ward SET id = 1 WHERE code = p_code;
  IF NOT FOUND THEN
    INSERT INTO ward (id, code) VALUES (0, p_code);
    GET DIAGNOSTICS v = ROW_COUNT;
  END IF;
  DELETE FROM ward WHERE id = 2;
  IF FOUND OR FOUND THEN
    RETURN 'deleted';
  END IF;
  RETURN CASE WHEN v = 1 THEN 'new' ELSE 'known' END;
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT save_ward('a') || save_ward('a')
```
```rows
newknown
```
```refused 42703
```
```quiet
SELECT id FROM ward
```
"""

from sqlglot import exp

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import name, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.judged_outcomes import FOUND, NOT_FOUND, ROW_COUNT, outcome
from dbmigrate.rules.procedural.judgement import judgement_at
from dbmigrate.syntax.procedural.statements import Assignment


@rule(
    "PL060",
    source="oracle",
    severity=Severity.REFUSED,
    on=(name(FOUND), name(NOT_FOUND), name(ROW_COUNT)),
)
def check(found: Expr, context: Context) -> Hit | None:
    word, parent = found.text.upper(), found.parent
    judgement = judgement_at(context) if context.path else None
    if judgement is not None and judgement.counted:
        return None  # PL054
    if word != ROW_COUNT:
        target = "FOUND" if word == FOUND else "NOT FOUND"
        return Hit(replace=[(found, target)], values={"name": word, "target": target})
    if isinstance(parent, exp.Expr) and outcome(parent):
        target = "NOT FOUND" if outcome(parent) == NOT_FOUND else "FOUND"
        return Hit(replace=[(found.view(parent), target)], values={"name": word, "target": target})
    statement = context.path[-1] if context.path else None
    if not isinstance(statement, Assignment) or statement.value.part != found.part:
        return None
    whole = statement.target.part.to(statement.value.part)
    values = {"name": word, "target": "GET DIAGNOSTICS"}
    return Hit(replace=[(whole, "GET DIAGNOSTICS {} = ROW_COUNT", statement.target)], values=values)
