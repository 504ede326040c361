"""{word} that changes nothing on the target

A handler takes back what its block has changed. Where the savepoint stands before such a block, or before its first
change, and its handler goes back to it, that has been done when the handler is reached. Where nothing was changed since
the savepoint there is nothing to take back; locks of rows stay until the transaction ends.

```zh
{word} 在目标库中不起作用
异常处理会撤销其块内的修改。保存点位于该块之前（或块内首次修改之前）且由其异常处理回退时，进入处理时已经完成回退。保存点之后没有修改时无需回退，行锁保持到事务结束。
```
```setup
CREATE TABLE ward (id INTEGER);
```
```oracle
CREATE PROCEDURE add_wards(p_last INTEGER) IS
  n INTEGER := 0;
BEGIN
  SAVEPOINT start_all;
  IF p_last > 9 THEN
    ROLLBACK TO start_all;
    RETURN;
  END IF;
  FOR i IN 1 .. p_last LOOP
    SAVEPOINT one;
    BEGIN
      INSERT INTO ward (id) VALUES (i);
      INSERT INTO ward (id) VALUES (100 / (i - 2));
    EXCEPTION
      WHEN ZERO_DIVIDE THEN
        ROLLBACK TO SAVEPOINT one;
        n := n + 1;
    END;
  END LOOP;
  INSERT INTO ward (id) VALUES (1000 + n);
END;
/
```
```postgres
CREATE PROCEDURE add_wards(p_last bigint) AS $$
DECLARE
  n bigint := 0;
BEGIN
  NULL;
  IF p_last > 9 THEN
    NULL;
    RETURN;
  END IF;
  FOR i IN 1 .. p_last LOOP
    NULL;
    BEGIN
      INSERT INTO ward (id) VALUES (i);
      INSERT INTO ward (id) VALUES (100 / (i - 2)::numeric);
    EXCEPTION
      WHEN division_by_zero THEN
        NULL;
        n := n + 1;
    END;
  END LOOP;
  INSERT INTO ward (id) VALUES (1000 + n);
END;
$$ LANGUAGE plpgsql;

```
```then
CALL add_wards(3);
CALL add_wards(10);
SELECT id FROM ward
```
```rows
1
-100
3
100
1001
```
```refused 42601
```
```quiet
CREATE TABLE savepoint (id INTEGER)
```
"""

from __future__ import annotations

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.judgement import is_converted
from dbmigrate.rules.procedural.savepoints import goes_without_saying
from dbmigrate.syntax.procedural.nodes import CodeUnit
from dbmigrate.syntax.procedural.statements import Transaction


@rule("PL131", source="oracle", severity=Severity.REFUSED, on=node(Transaction))
def check(found: Transaction, context: Context) -> Hit | None:
    unit = context.above(CodeUnit)
    if unit is None or not goes_without_saying(found, unit) or not is_converted(context):
        return None
    return Hit(replace=[(found.inner, "NULL")], values={"word": found.kind.upper()})
