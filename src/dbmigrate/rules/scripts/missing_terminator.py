"""no semicolon ends this statement

DBMS_METADATA writes statements without terminators, T-SQL needs none, and SQL*Plus takes a line that holds only `/`.
psql reads on to the next semicolon, so two statements would become one.

```zh
语句缺少结尾分号
DBMS_METADATA 导出不带结束符，T-SQL 不要求分号，SQL*Plus 以单独一行 / 结束。psql 会一直读到下一个分号，两条语句会粘成一条。
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Fix, Severity

stage_rule("SE001", severity=Severity.REFUSED, fix=Fix.SAFE)
