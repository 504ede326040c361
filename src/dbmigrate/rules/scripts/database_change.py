"""USE names the database that the script works in

A PostgreSQL connection stays in one database. What the script calls with another database's name becomes a schema of
that name; the line stays as a comment.

```zh
USE 指定脚本所在的数据库
PostgreSQL 的连接固定在一个数据库。脚本中带其他数据库名的对象转为同名模式；该行保留为注释。
```
```sqlserver
USE his
```
```postgres
-- USE his
```
```quiet
SELECT 1 AS uses
```
"""

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Hit, Severity
from dbmigrate.syntax.script import Directive


@rule("SE012", source="sqlserver", severity=Severity.NOTE, on=node(Directive))
def check(line: Directive) -> Hit | None:
    return Hit(replace=[(line, COMMENT_OUT)]) if line.command == "use" else None
