"""the file changed while it was read

The second reading found other bytes than the first, so what is reported may not fit together. Run again.

```zh
读取过程中文件发生了变化
两次读取的内容不一致，报告可能不自洽，请重新运行。
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Severity

stage_rule("FI004", severity=Severity.DIFFERS)
