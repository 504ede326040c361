"""{source} columns do not change by themselves on the target

SQL Server gives a rowversion (its old name is timestamp) a new value at every update. The target has no such type:
the column becomes bytea with the number of the inserting transaction, and a trigger or the application has to set it at
each update.

```zh
{source} 列在目标库中不会自动变化
SQL Server 的 rowversion（旧名 timestamp）在每次更新时自动取新值。目标库没有这种类型，列改为 bytea，插入时取事务号，更新时须由触发器或应用赋值。
```
```sqlserver
CREATE TABLE ward (id INT, stamp ROWVERSION NOT NULL)
```
```postgres
-- dbmigrate TY024 1: ROWVERSION columns do not change by themselves on the target
CREATE TABLE ward (id INT, stamp bytea DEFAULT int8send(txid_current()) NOT NULL)
```
```then
INSERT INTO ward (id) VALUES (1);
SELECT id, length(stamp) FROM ward
```
```rows
1 | 8
```
```refused 42704
```
```quiet
CREATE TABLE ward (id INT, stamp VARBINARY(8))
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.types.checks import checked_column
from dbmigrate.rules.types.spelling import is_dressed, shown
from dbmigrate.syntax.ddl.nodes import Column, TypeName

# SQL Server fills the column at every INSERT, which names no value for it. The function is as old as the target family.
FILLED: Final = " DEFAULT int8send(txid_current())"


@rule("TY024", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(TypeName))
def check(found: TypeName, context: Context) -> Hit | None:
    if found.user or found.keyword not in ("ROWVERSION", "TIMESTAMP"):
        return None
    column = context.above(Column)
    made = "bytea" + (FILLED if checked_column(found, context) is not None else "")
    values = {"source": shown(found)}
    if column is not None and column.name.part == found.part:  # a column that is only called by its type
        return Hit(replace=[(found.part.after, f" {made}")], values=values)
    taken = found.keyword == "TIMESTAMP" and not is_dressed(found)
    severity = Severity.DIFFERS if taken else Severity.REFUSED
    return Hit(replace=[(found.part, made)], severity=severity, values=values)
