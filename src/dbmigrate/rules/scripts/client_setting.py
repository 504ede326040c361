"""a setting or command of the script client: {command}

It steers the client's display, log file or error handling and changes nothing in the database. psql has settings of its
own; the line stays as a comment.

```zh
脚本客户端的设置或命令：{command}
只影响客户端的显示、日志文件或出错处理，不改变数据库。psql 有自己的设置；该行保留为注释。
```
```oracle
set define off
spool build.log
```
```postgres
-- set define off
-- spool build.log
```
```sqlserver
:on error exit
```
```postgres
-- :on error exit
```
```quiet
SELECT 1 AS spool
```
"""

from typing import Final

from dbmigrate.engine.contract import node, rule
from dbmigrate.model import COMMENT_OUT, Hit, Severity
from dbmigrate.syntax.script import Directive

SQLPLUS: Final = """append archive attribute break btitle change clear column compute config copy describe del edit exit get
    help history input list oradebug pause print quit recover repfooter repheader run save set show spool store timing
    ttitle variable whenever""".split()
SQLCMD: Final = ":on :out :error :perftrace :list :listvar :reset :help :xml :serverlist :exit :quit :ed".split()
COMMANDS: Final = frozenset(SQLPLUS + SQLCMD + [word.lstrip(":") for word in SQLCMD])


@rule("SE006", severity=Severity.NOTE, on=node(Directive))
def check(line: Directive) -> Hit | None:
    if line.command not in COMMANDS:
        return None
    return Hit(replace=[(line, COMMENT_OUT)], values={"command": line.command})
