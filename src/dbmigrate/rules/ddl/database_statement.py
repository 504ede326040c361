"""a statement about the database itself: {kind}

Its files, recovery model and options belong to SQL Server. The target's database is created by its administrator. A
collation that is named here decides how all text compares and sorts; it has to be chosen when that database is created.

```zh
针对数据库本身的语句：{kind}
数据文件、恢复模式与选项属于 SQL Server，目标库的数据库由管理员创建。此处若指定排序规则，它决定所有文本的比较与排序，须在建库时选定。
```
```sqlserver
ALTER DATABASE his SET RECOVERY SIMPLE
```
```postgres
-- ALTER DATABASE his SET RECOVERY SIMPLE
```
```refused 42601
```
```sqlserver
ALTER DATABASE his COLLATE Chinese_PRC_BIN
```
```postgres
-- dbmigrate DD219 1: a statement about the database itself: database (the collation has to be chosen when the target's database is created)
-- ALTER DATABASE his COLLATE Chinese_PRC_BIN
```
```refused 42601
```
```quiet
CREATE TABLE database_list (id INT)
```
```notes
collation | the collation has to be chosen when the target's database is created | 排序规则须在创建目标数据库时选定
```
"""

from typing import Final

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.idle_statement import comment_marks
from dbmigrate.syntax.ddl.nodes import Environment

KINDS: Final = frozenset({"database", "database scoped configuration"})


@rule("DD219", source="sqlserver", severity=Severity.REFUSED, fix=Fix.SAFE, on=node(Environment))
def check(statement: Environment, context: Context) -> Hit | None:
    if statement.kind not in KINDS:
        return None
    collated = "COLLATE" in statement.words()
    return Hit(
        replace=comment_marks(statement, context),
        note="collation" if collated else "",
        values={"kind": statement.kind},
        fix=Fix.REVIEW if collated else Fix.SAFE,
    )
