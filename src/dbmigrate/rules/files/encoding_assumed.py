"""encoding assumed: {encoding}

Every non-ASCII sequence of the file is valid in UTF-8 and in GB18030 alike; the encoding that most files of the
estate have was taken. `--encoding` settles it.

```zh
编码为推定：{encoding}
文件中的非 ASCII 字节在 UTF-8 与 GB18030 下均合法，按全部文件的多数编码处理；可用 --encoding 指定。
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Severity

stage_rule("FI002", severity=Severity.NOTE)
