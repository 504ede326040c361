"""the script changes the connection or runs a program: {command}

Another user, server or operating-system command cannot be taken over; what follows may belong to another schema. The
line stays as a comment.

```zh
脚本切换连接或运行程序：{command}
无法照搬其他用户、服务器或操作系统命令；其后的语句可能属于另一个模式。该行保留为注释。
```
```oracle
connect his
```
```postgres
-- dbmigrate SE011 1: the script changes the connection or runs a program: connect
-- connect his
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

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Fix, Hit, Severity
from dbmigrate.syntax.script import Directive

COMMANDS: Final = frozenset({"connect", "disconnect", "host", "password", "shutdown", "startup", "!!"})


@rule("SE011", severity=Severity.REFUSED, fix=Fix.REVIEW, on=node(Directive))
def check(line: Directive) -> Hit | None:
    command = line.command.lstrip(":")
    if command not in COMMANDS:
        return None
    return Hit(replace=[(line, COMMENT_OUT)], values={"command": command})
