"""BULK INSERT fills {table} from the file {file}

The rows lie in a file beside the script. psql's `\\copy` or a data tool has to bring them in once the table is there;
separators and the code page stand in the statement, which stays as a comment.

```zh
BULK INSERT 从文件 {file} 装载表 {table}
数据在脚本之外的文件中，须在建表之后用 psql 的 `\\copy` 或数据工具装载；分隔符与代码页见保留为注释的语句。
```
```sqlserver
BULK INSERT visit FROM 'visit.csv' WITH (FIELDTERMINATOR = ',')
```
```postgres
-- dbmigrate SE204 1: BULK INSERT fills visit from the file visit.csv
-- BULK INSERT visit FROM 'visit.csv' WITH (FIELDTERMINATOR = ',')
```
```refused 42601
```
```quiet
SELECT 1 AS bulk
```
"""

from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import Fix, Hit, Severity
from dbmigrate.rules.ddl.idle_statement import comment_marks
from dbmigrate.syntax.ddl.nodes import Environment


@rule("SE204", source="sqlserver", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(Environment))
def check(statement: Environment, context: Context) -> Hit | None:
    if statement.kind != "bulk load":
        return None
    lexed, part = statement.lexed, statement.part
    strings = (lexed.tokens[k].text for k in range(part.first, part.last + 1) if lexed.is_string(k))
    table = statement.name.text() if statement.name else ""
    return Hit(replace=comment_marks(statement, context), values={"table": table, "file": next(strings, "")})
