"""written by hand: {unit}

The text of this unit comes from the folder of overrides; its source is the one that it was written for.

```zh
手工编写：{unit}
该单元的目标文本取自 overrides 目录；其源文本与编写时一致。
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Severity

stage_rule("FI020", severity=Severity.NOTE)
