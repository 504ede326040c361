"""{name} away from its statement

FOUND and ROW_COUNT of PL/pgSQL speak of the statement right before. Where the code asks later, the number of rows is
kept in a variable behind each statement.

```zh
{name} 与其语句不相邻
PL/pgSQL 的 FOUND 和 ROW_COUNT 只针对紧邻的前一条语句。稍后才询问时，每条语句之后把行数存入变量。
```
```setup
CREATE TABLE ward (id INTEGER);
INSERT INTO ward VALUES (1);
INSERT INTO ward VALUES (2);
```
```oracle
CREATE FUNCTION told RETURN VARCHAR IS
  v VARCHAR(20);
BEGIN
  UPDATE ward SET id = id + 1;
  v := 'a';
  IF SQL%FOUND THEN
    v := v || SQL%ROWCOUNT;
  END IF;
  DELETE FROM ward WHERE id = 9;
  v := v || SQL%ROWCOUNT;
  RETURN v;
END;
/
```
```postgres
CREATE FUNCTION told() RETURNS VARCHAR AS $$
DECLARE
  sql_rowcount bigint;
  v VARCHAR(20);
BEGIN
  UPDATE ward SET id = id + 1;
  GET DIAGNOSTICS sql_rowcount = ROW_COUNT;
  v := 'a';
  IF (sql_rowcount > 0) THEN
    v := concat(v, sql_rowcount);
  END IF;
  DELETE FROM ward WHERE id = 9;
  GET DIAGNOSTICS sql_rowcount = ROW_COUNT;
  v := concat(v, sql_rowcount);
  RETURN v;
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT told()
```
```rows
a20
```
```quiet
CREATE FUNCTION told RETURN INTEGER IS
BEGIN
  DELETE FROM ward WHERE id = 9;
  IF SQL%FOUND THEN
    RETURN 1;
  END IF;
  RETURN 0;
END;
/
```
"""

from __future__ import annotations

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import name, node, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.judged_outcomes import COUNTER, FOUND, NOT_FOUND, ROW_COUNT
from dbmigrate.rules.procedural.judgement import judgement_at
from dbmigrate.rules.procedural.tsql_text import indent
from dbmigrate.syntax.procedural.statements import ExecuteImmediate, ForAll, SqlStatement

WORDS = (name(FOUND), name(NOT_FOUND), name(ROW_COUNT))


@rule(
    "PL054",
    source="oracle",
    severity=Severity.REFUSED,
    on=(*WORDS, node(SqlStatement), node(ExecuteImmediate)),
    unless="routine_is_as",
)
def check(found: Expr | SqlStatement | ExecuteImmediate, context: Context) -> Hit | None:
    judgement = judgement_at(context) if context.path else None
    if judgement is None or not judgement.counted:
        return None
    if isinstance(found, Expr):
        word = found.text.upper()
        text = {FOUND: f"({COUNTER} > 0)", NOT_FOUND: f"({COUNTER} = 0)"}.get(word, COUNTER)
        return Hit(replace=[(found, text)], values={"name": word})
    if context.path and isinstance(context.path[-1], ForAll):
        return None  # PL126
    line = f"\n{indent(found.lexed, found.part)}GET DIAGNOSTICS {COUNTER} = ROW_COUNT;"
    return Hit(replace=[(found.part.after, line)], values={"name": ROW_COUNT}, severity=Severity.NOTE)
