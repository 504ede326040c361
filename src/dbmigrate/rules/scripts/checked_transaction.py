"""IF on @@ERROR or @@TRANCOUNT in a transaction of the script

Scripts of deployment tools ask for @@ERROR and @@TRANCOUNT behind each statement, or for rows of a table that holds
errors. PostgreSQL refuses everything behind an error until the transaction ends, and undoes all of it then: where such a
question is reached, there was no error, and @@TRANCOUNT is the number of transactions that the script has begun.

```zh
脚本事务内以 @@ERROR 或 @@TRANCOUNT 作判断
部署工具生成的脚本在每条语句后检查 @@ERROR、@@TRANCOUNT，或检查记录错误的临时表。PostgreSQL 在出错后拒绝事务内其余语句，并在结束时全部撤销：
能执行到此处即没有错误，@@TRANCOUNT 即脚本已开始的事务数，因此判断结果是确定的。
```
```sqlserver
CREATE TABLE #failed (code INT)
GO
BEGIN TRANSACTION
GO
CREATE TABLE ward (id INT)
GO
IF @@ERROR <> 0 AND @@TRANCOUNT > 0 ROLLBACK TRANSACTION
GO
IF @@TRANCOUNT = 0 BEGIN INSERT INTO #failed (code) SELECT 1 BEGIN TRANSACTION END
GO
IF @@TRANCOUNT = 1
BEGIN
  INSERT INTO ward VALUES (7)
  INSERT INTO ward VALUES (8)
END
GO
IF EXISTS (SELECT * FROM #failed) ROLLBACK TRANSACTION
GO
IF @@TRANCOUNT < 1
  PRINT 'failed'
ELSE
  INSERT INTO ward VALUES (9)
GO
```
```postgres
CREATE TEMPORARY TABLE "#failed" (code INT);

BEGIN TRANSACTION;

CREATE TABLE ward (id INT);

-- IF @@ERROR <> 0 AND @@TRANCOUNT > 0 ROLLBACK TRANSACTION

-- IF @@TRANCOUNT = 0 BEGIN INSERT INTO #failed (code) SELECT 1 BEGIN TRANSACTION END


  INSERT INTO ward VALUES (7);
  INSERT INTO ward VALUES (8);

-- IF EXISTS (SELECT * FROM #failed) ROLLBACK TRANSACTION

/* IF @@TRANCOUNT < 1
  -- PRINT 'failed' */
  INSERT INTO ward VALUES (9);

```
```then
SELECT id FROM ward ORDER BY id
```
```rows
7
8
9
```
```refused 42601
```
```quiet
SELECT 1 AS error
```
```notes
reached | true here: behind an error PostgreSQL runs nothing until the transaction ends | 此处恒为真：出错后 PostgreSQL 在事务结束前不执行任何语句
passed | false here: behind an error PostgreSQL runs nothing until the transaction ends | 此处恒为假：出错后 PostgreSQL 在事务结束前不执行任何语句
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Hit, Severity
from dbmigrate.rules.ddl.idle_statement import is_left_out
from dbmigrate.rules.scripts.decided_guard import decided, kept, unwrapped
from dbmigrate.syntax.ddl.nodes import Guard


@rule("SE236", source="sqlserver", severity=Severity.REFUSED, on=node(Guard))
def check(guard: Guard, context: Context) -> Hit | None:
    answer = decided(guard, context)
    if answer is None:
        return None
    note = "reached" if answer else "passed"
    if all(is_left_out(n) for n in kept(guard, answer)):
        return Hit(replace=[(guard, COMMENT_OUT)], note=note)
    return Hit(replace=list(unwrapped(guard, answer)), note=note)
