"""a line that holds only `/` or `.`

SQL*Plus runs what stands in its buffer; to psql it is a syntax error.

```zh
单独一行的 / 或 .
SQL*Plus 用它执行缓冲区中的语句；psql 视为语法错误。
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Fix, Severity

stage_rule("SE002", severity=Severity.REFUSED, fix=Fix.SAFE)
