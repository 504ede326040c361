"""the file cannot be read as text: {reason}

```zh
文件无法按文本读取：{reason}
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Severity

stage_rule("FI001", severity=Severity.REFUSED)
