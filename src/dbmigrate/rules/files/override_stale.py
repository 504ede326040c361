"""text written by hand is not used: {unit}

The source of the unit is not the one that the text was written for, or the estate has no such unit. The unit was
converted as if there were no text. Compare both, then put the fingerprint of the new source into the text's head line.

```zh
手工编写的文本未被使用：{unit}
该单元的源文本与编写时不一致，或源代码中没有该单元；已按无手工文本处理。请比较两者，然后把新的指纹写入该文本的首行。
```
```notes
changed | the source changed; its fingerprint is now {now} | 源文本已变化，现在的指纹为 {now}
missing | no such unit in the estate | 源代码中没有该单元
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Severity

stage_rule("FI021", severity=Severity.DIFFERS)
