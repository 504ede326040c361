"""{command} of a script

PostgreSQL writes BEGIN, COMMIT, ROLLBACK and SAVEPOINT, and its transactions have no names. Unlike SQL Server it undoes
the whole transaction at its end when one statement in it has failed.

```zh
脚本中的 {command}
PostgreSQL 写作 BEGIN、COMMIT、ROLLBACK 与 SAVEPOINT，事务没有名称。与 SQL Server 不同：事务中任一语句失败，结束时整个事务都会回滚。
```
```sqlserver
BEGIN TRAN
```
```postgres
BEGIN
```
```refused 42601
```
```sqlserver
COMMIT TRANSACTION load_wards
```
```postgres
COMMIT
```
```refused 42601
```
```sqlserver
ROLLBACK TRAN load_wards
```
```postgres
-- dbmigrate SE202 1: ROLLBACK of a script (the name may be that of a savepoint: then ROLLBACK TO it)
ROLLBACK
```
```refused 42601
```
```quiet
SELECT 1 AS committed
```
```notes
savepoint | the name may be that of a savepoint: then ROLLBACK TO it | 该名称可能是保存点：此时应为 ROLLBACK TO
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Part, Severity
from dbmigrate.rules.scripts.decided_guard import is_answered
from dbmigrate.syntax.ddl.nodes import Environment

WRITTEN_ALIKE = frozenset({"TRANSACTION", "WORK"})


@rule("SE202", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Environment))
def check(statement: Environment, context: Context) -> Hit | None:
    if statement.kind != "transaction" or is_answered(statement, context):
        return None
    words, part = statement.words(), statement.part
    verb = words[0]
    values = {"command": verb}
    if verb == "SAVE":
        return Hit(replace=[(Part(part.first, part.first + 1), "SAVEPOINT")], values=values)
    kept = 2 if len(words) > 1 and words[1] in WRITTEN_ALIKE else 1
    if len(words) == kept:
        return None
    replace = [(Part(part.first + 1, part.last), "")]
    if verb == "ROLLBACK" and words[-1] not in ("TRAN", "TRANSACTION", "WORK"):
        return Hit(replace=replace, values=values, note="savepoint", fix=Fix.REVIEW)
    return Hit(replace=replace, values=values)
