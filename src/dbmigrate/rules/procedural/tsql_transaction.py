"""{word} in code

A call of a routine is one transaction in PostgreSQL, unless the caller has begun one: all of it is stored, or nothing
where an error ends it. BEGIN TRAN and COMMIT are left out; so is the ROLLBACK of a CATCH block, since its handler has
taken back what the TRY block did.

```zh
代码中的 {word}
PostgreSQL 中一次调用就是一个事务（除非调用方已开启事务）：要么全部保存，要么因错误全部撤销。因此去掉 BEGIN TRAN 和 COMMIT；CATCH 块中的 ROLLBACK 也去掉，因为异常处理已撤销 TRY 块所做的修改。
```
```notes
later | what is changed behind it is taken back as well where an error follows | 若其后出错，之前已提交的修改也会被撤销
trigger | it takes back the statement that fired the trigger; what follows it is not run | 撤销触发该触发器的语句；其后的语句不再执行
before | what was changed before the block stays | 该块之前所做的修改会保留
```
```setup
CREATE TABLE ward (id INTEGER PRIMARY KEY);
CREATE TABLE seen (what VARCHAR(20));
```
```sqlserver
CREATE PROCEDURE add_wards @n INTEGER AS
BEGIN
  BEGIN TRY
    BEGIN TRANSACTION
    INSERT INTO ward (id) VALUES (@n)
    INSERT INTO ward (id) VALUES (2)
    COMMIT TRANSACTION
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0
      ROLLBACK TRANSACTION
    INSERT INTO seen (what) VALUES ('failed')
  END CATCH
END
```
```then
CALL add_wards(1);
CALL add_wards(3);
SELECT id, what FROM ward, seen ORDER BY id
```
```rows
1 | failed
2 | failed
```
```refused 42601
```
```quiet
CREATE TABLE transaction_log (id INTEGER)
```
"""

from typing import Any

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.procedural.tsql_judgement import is_written, understood
from dbmigrate.rules.procedural.tsql_text import is_change_of_data
from dbmigrate.syntax.ddl.nodes import below
from dbmigrate.syntax.procedural.statements import Transaction
from dbmigrate.syntax.procedural.tsql_nodes import TsqlTrigger, TsqlUnit
from dbmigrate.syntax.procedural.tsql_statements import Execute, TryCatch, TsqlSql

ENDED = "RAISE EXCEPTION USING MESSAGE = 'The transaction ended in the trigger. The batch has been aborted.';"


@rule("PL215", source="sqlserver", severity=Severity.REFUSED, on=node(Transaction))
def check(statement: Transaction, context: Context) -> Hit | None:
    if understood(context) is None or not is_written(statement, context):
        return None
    unit = context.above(TsqlUnit)
    assert unit is not None
    values = {"word": " ".join(statement.words(statement.keyword))}
    if statement.kind == "rollback" and isinstance(unit, TsqlTrigger):
        return Hit(replace=[(statement, ENDED)], values=values, note="trigger", fix=Fix.REVIEW)
    note = ""
    if statement.kind == "commit" and any(is_later_change(n, statement) for n in below(unit, (TsqlSql, Execute))):
        note = "later"
    handled = context.above(TryCatch)
    if statement.kind == "rollback" and handled is not None and begins_before(handled, unit):
        note = "before"
    more: dict[str, Any] = {"note": note, "fix": Fix.REVIEW} if note else {}
    return Hit(replace=[(statement, "")], values=values, **more)


def is_later_change(found: object, statement: Transaction) -> bool:
    assert isinstance(found, (TsqlSql, Execute))
    return found.part.first > statement.part.last and is_change_of_data(found)


def begins_before(handled: TryCatch, unit: TsqlUnit) -> bool:
    """Data was changed between BEGIN TRAN and the TRY block: the handler does not take that back."""
    started = [t for t in below(unit, Transaction) if isinstance(t, Transaction) and t.kind == "begin"]
    first = min((t.part.first for t in started), default=handled.part.first)
    changes = [n for n in below(unit, (TsqlSql, Execute)) if is_change_of_data(n)]
    return any(first < n.part.first < handled.part.first for n in changes)
