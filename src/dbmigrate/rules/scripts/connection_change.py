"""the script changes the connection or runs a program: {command}

Another server or operating-system command cannot be taken over. Of another user the schema is taken: it becomes the
search path, and what follows is made there. The line stays as a comment.

```zh
脚本切换连接或运行程序：{command}
无法照搬其他服务器或操作系统命令。切换用户时取其模式作为搜索路径，其后的对象建在该模式中。该行保留为注释。
```
```setup
CREATE SCHEMA his;
CREATE TABLE his.ward (id INT);
INSERT INTO his.ward VALUES (1);
```
```oracle
connect his/secret
SELECT w.id FROM ward w;
```
```postgres
-- connect his/secret
SET search_path TO his, public;
SELECT w.id FROM ward w;
```
```rows
1
```
```refused 42601
```
```oracle
host ls
```
```postgres
-- dbmigrate SE011 1: the script changes the connection or runs a program: host
-- host ls
```
```refused 42601
```
```sqlserver
:connect ward01
```
```postgres
-- dbmigrate SE011 1: the script changes the connection or runs a program: connect
-- :connect ward01
```
```refused 42601
```
```quiet
SELECT 1 AS connect
```
"""

from typing import Final

from dbmigrate.engine.compose import literal_template
from dbmigrate.engine.context import Context
from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Fix, Hit, Severity
from dbmigrate.sources.session import connected_schema
from dbmigrate.syntax.script import Directive

COMMANDS: Final = frozenset({"connect", "disconnect", "host", "password", "shutdown", "startup", "!!"})


@rule("SE011", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(Directive))
def check(line: Directive, context: Context) -> Hit | None:
    command = line.command.lstrip(":")
    if command not in COMMANDS:
        return None
    values = {"command": command}
    schema = connected_schema(line.text()) if command == "connect" else ""
    if not schema or context.source.name != "oracle":
        return Hit(replace=[(line, COMMENT_OUT)], values=values)
    path = literal_template(f"\nSET search_path TO {', '.join(context.names.load_path(schema))};")
    return Hit(replace=[(line, COMMENT_OUT), (line.part.after, path)], values=values, fix=Fix.SAFE)
