"""autonomous transaction

What the routine writes is stored in Oracle whatever becomes of the caller's transaction. PostgreSQL has no such
transaction: the routine writes in the caller's, and its COMMIT and ROLLBACK go. Where a log must outlive a ROLLBACK of
the caller, it needs a connection of its own (dblink).

```zh
自治事务
Oracle 中该例程写入的数据不受调用者事务影响。PostgreSQL 没有自治事务：例程在调用者的事务中写入，其 COMMIT 和 ROLLBACK 被去掉。若日志在调用者回滚后也须保留，需另用连接（dblink）。
```
```setup
CREATE TABLE log_line (what VARCHAR(10));
```
```oracle
CREATE PROCEDURE write_log(p_what VARCHAR) IS
  PRAGMA AUTONOMOUS_TRANSACTION;
BEGIN
  INSERT INTO log_line (what) VALUES (p_what);
  COMMIT;
EXCEPTION
  WHEN OTHERS THEN
    ROLLBACK;
END;
/
```
```postgres
-- dbmigrate PL073 2: autonomous transaction
CREATE PROCEDURE write_log(p_what VARCHAR) AS $$
DECLARE
BEGIN
  INSERT INTO log_line (what) VALUES (p_what);
  NULL;
EXCEPTION
  WHEN OTHERS THEN
    NULL;
END;
$$ LANGUAGE plpgsql;

```
```then
CALL write_log('a');
SELECT what FROM log_line
```
```rows
a
```
```refused 42704
```
```quiet
CREATE PROCEDURE write_log(p_what VARCHAR) IS
BEGIN
  INSERT INTO log_line (what) VALUES (p_what);
  COMMIT;
END;
/
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.judged_transactions import AUTONOMOUS, is_autonomous, is_plain
from dbmigrate.syntax.ddl.nodes import below
from dbmigrate.syntax.procedural.nodes import Pragma, Routine
from dbmigrate.syntax.procedural.statements import Transaction


@rule(
    "PL073",
    source="oracle",
    severity=Severity.REFUSED,
    fix=Fix.REVIEW,
    on=node(Pragma),
    unless="autonomous_transaction",
    kept=True,
)
def check(found: Pragma, context: Context) -> Hit | None:
    unit = context.above(Routine)
    if found.word != AUTONOMOUS or unit is None or not is_autonomous(unit):
        return None
    replace: list[tuple[object, ...]] = [(found, "")]
    for statement in below(unit, Transaction):
        if isinstance(statement, Transaction) and is_plain(statement):
            replace.append((statement.inner, "NULL"))
    return Hit(replace=replace)
