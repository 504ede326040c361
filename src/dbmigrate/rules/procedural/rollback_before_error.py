"""ROLLBACK before the error that the handler hands on

PL/pgSQL has taken back what the block did when its handler runs, and the error that leaves it takes back the rest. A
ROLLBACK between them would end the transaction, which PostgreSQL refuses wherever a caller waits for an exception: the caller
would see that error instead of the handler's own.

```zh
异常处理中，抛出错误之前的 ROLLBACK
PL/pgSQL 进入异常处理时，块内的修改已经撤销；继续抛出的错误会撤销其余修改。中间的 ROLLBACK 会结束事务，而只要调用者在等待异常，PostgreSQL 就拒绝执行，调用者看到的将是另一个错误。
```
```setup
CREATE TABLE bill (fee numeric(8,2));
CREATE TABLE told (text varchar(200));
```
```oracle
CREATE PROCEDURE pay(p_fee NUMBER) IS
BEGIN
  INSERT INTO bill (fee) VALUES (p_fee);
  IF p_fee < 0 THEN
    RAISE_APPLICATION_ERROR(-20001, 'fee below 0');
  END IF;
EXCEPTION
  WHEN OTHERS THEN
    ROLLBACK;
    RAISE_APPLICATION_ERROR(-20002, 'not paid: ' || SQLERRM);
END;
/
CREATE PROCEDURE pay_two(p_first NUMBER, p_second NUMBER) IS
  e_not_paid EXCEPTION;
  PRAGMA EXCEPTION_INIT(e_not_paid, -20002);
BEGIN
  pay(p_first);
  pay(p_second);
EXCEPTION
  WHEN e_not_paid THEN
    INSERT INTO told (text) VALUES ('nothing is paid');
END;
/
```
```then
CALL pay_two(1, 2);
CALL pay_two(3, -4);
SELECT (SELECT sum(fee) FROM bill), (SELECT max(text) FROM told)
```
```rows
3.00 | nothing is paid
```
```refused 2D000
```
```quiet
CREATE PROCEDURE pay_all(p_done OUT NUMBER) IS
BEGIN
  UPDATE bill SET fee = 0;
  p_done := 1;
EXCEPTION
  WHEN OTHERS THEN
    ROLLBACK;
    p_done := 0;
END;
/
```
"""

from __future__ import annotations

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Hit, Severity
from dbmigrate.rules.procedural.judged_transactions import goes_with_error, is_autonomous
from dbmigrate.rules.procedural.judgement import is_converted
from dbmigrate.rules.procedural.savepoints import goes_without_saying
from dbmigrate.syntax.procedural.nodes import CodeUnit
from dbmigrate.syntax.procedural.statements import Transaction


@rule("PL192", source="oracle", severity=Severity.REFUSED, on=node(Transaction))
def check(found: Transaction, context: Context) -> Hit | None:
    unit = context.above(CodeUnit)
    if unit is None or is_autonomous(unit) or not goes_with_error(found) or not is_converted(context):
        return None
    return None if goes_without_saying(found, unit) else Hit(replace=[(found.inner, "NULL")])
