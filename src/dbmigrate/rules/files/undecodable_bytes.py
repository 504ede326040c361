"""{count} places whose bytes are no text, the first at byte {offset}

The bytes are kept as they are. In code they make the unit unassessed.

```zh
有 {count} 处字节无法解码，首处位于第 {offset} 字节
这些字节原样保留；出现在代码中时，该单元记为未能评估。
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Severity

stage_rule("FI003", severity=Severity.DIFFERS)
