"""{count} NUL characters in this statement

PostgreSQL stores no NUL in text, and psql drops what follows one in its line, the line end included: the next line would
become part of a comment. The statement stays in the output behind comment marks; NULs in comments and between statements
are removed.

```zh
该语句中有 {count} 个 NUL 字符
PostgreSQL 的文本不能存放 NUL；psql 会丢弃该行 NUL 之后的内容（含换行），下一行可能因此并入注释。语句以注释形式保留在输出中；注释中与语句之间的 NUL 被移除。
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Severity

stage_rule("FI013", severity=Severity.REFUSED)
