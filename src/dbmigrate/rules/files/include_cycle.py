"""the script runs {script}, which is running already

SQL*Plus stops at a depth of 20 (SP2-0309), psql when no more files can be opened. The line that leads back is put behind
comment marks.

```zh
脚本再次调用正在执行的 {script}
SQL*Plus 嵌套 20 层即停止（SP2-0309），psql 直到无法再打开文件才停止。形成循环的一行改为注释。
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Fix, Severity

stage_rule("FI010", severity=Severity.REFUSED, fix=Fix.REVIEW)
