"""{name} away from its statement

FOUND and ROW_COUNT of PL/pgSQL speak of the statement right before. Where the code asks later, the number of rows is
kept in a variable behind each statement. A handler that asks is told 0 rows by the statement that failed, as in Oracle;
only after TOO_MANY_ROWS Oracle says 1 ("Implicit Cursor Attribute").

```zh
{name} 与其语句不相邻
PL/pgSQL 的 FOUND 和 ROW_COUNT 只针对紧邻的前一条语句。稍后才询问时，每条语句之后把行数存入变量。异常处理中询问时，失败的语句行数为 0，与 Oracle 相同；仅 TOO_MANY_ROWS 之后 Oracle 为 1。
```
```notes
many | after TOO_MANY_ROWS Oracle has counted one row, the target none | TOO_MANY_ROWS 之后 Oracle 的行数为 1，目标库为 0
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
```oracle
CREATE FUNCTION known(p INTEGER) RETURN VARCHAR IS
  n INTEGER;
BEGIN
  UPDATE ward SET id = id;
  BEGIN
    SELECT id INTO n FROM ward WHERE id = p;
  EXCEPTION
    WHEN no_data_found THEN
      IF SQL%NOTFOUND THEN
        RETURN 'none' || SQL%ROWCOUNT;
      END IF;
  END;
  RETURN 'one';
END;
/
```
```postgres
CREATE FUNCTION known(p bigint) RETURNS VARCHAR AS $$
DECLARE
  sql_rowcount bigint;
  n bigint;
BEGIN
  UPDATE ward SET id = id;
  GET DIAGNOSTICS sql_rowcount = ROW_COUNT;
  BEGIN
    sql_rowcount := 0;
    SELECT id INTO STRICT n FROM ward WHERE id = p;
    GET DIAGNOSTICS sql_rowcount = ROW_COUNT;
  EXCEPTION
    WHEN no_data_found THEN
      IF (sql_rowcount = 0) THEN
        RETURN 'none' || sql_rowcount;
      END IF;
  END;
  RETURN 'one';
END;
$$ LANGUAGE plpgsql;

```
```then
SELECT known(1), known(9)
```
```rows
one | none0
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

from typing import Any

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import name, node, rule
from dbmigrate.engine.views import Expr
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.judged_outcomes import COUNTER, FOUND, NOT_FOUND, ROW_COUNT
from dbmigrate.rules.procedural.judgement import judgement_at
from dbmigrate.rules.procedural.plsql_returning import is_gathering
from dbmigrate.rules.procedural.tsql_text import indent
from dbmigrate.syntax.procedural.nodes import Block, Handler
from dbmigrate.syntax.procedural.statements import ExecuteImmediate, ForAll, SqlStatement

WORDS = (name(FOUND), name(NOT_FOUND), name(ROW_COUNT))


@rule(
    "PL054",
    source="oracle",
    severity=Severity.REFUSED,
    on=(*WORDS, node(SqlStatement), node(ExecuteImmediate)),
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
    space = indent(found.lexed, found.part)
    replace: list[tuple[Any, ...]] = [(found.part.after, f"\n{space}GET DIAGNOSTICS {COUNTER} = ROW_COUNT;")]
    into = found.into if isinstance(found, ExecuteImmediate) else found.sql.into
    if into is not None and into.bulk:  # PL107, PL143
        replace = [(found.part.after, f"\n{space}{COUNTER} := coalesce(cardinality({{}}), 0);", into.targets[0])]
    if is_gathering(found):
        replace = []  # PL260 counts
    asking = asking_handlers(context)
    if asking:
        replace.insert(0, (found.part.before, f"{COUNTER} := 0;\n{space}"))
    doubt: dict[str, Any] = {}
    if getattr(found, "verb", "") == "select" and any("TOO_MANY_ROWS" in h.words() for h in asking):
        doubt = {"note": "many", "fix": Fix.REVIEW}
    severity = Severity.DIFFERS if doubt else Severity.NOTE
    if not replace:
        return None
    return Hit(replace=replace, values={"name": ROW_COUNT}, severity=severity, **doubt)


def asking_handlers(context: Context) -> list[Handler]:
    """The handlers that look at the attributes after a statement of this place has failed."""
    around = [block for block in context.path if isinstance(block, Block)]
    found = [h for block in around if not is_handling(block, context) for h in block.handlers]
    return [h for h in found if not {FOUND, NOT_FOUND, ROW_COUNT}.isdisjoint(h.words())]


def is_handling(block: Block, context: Context) -> bool:
    """The place lies in one of the block's handlers."""
    return any(node is handler for node in context.path for handler in block.handlers)
