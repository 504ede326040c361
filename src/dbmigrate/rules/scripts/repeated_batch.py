"""GO {count} runs the batch {count} times

psql has no such word: the batch is written as often as it runs.

```zh
GO {count} 将该批执行 {count} 次
psql 没有对应写法：该批按次数重复写出。
```
```notes
long | it would become too long: run it in a loop | 重复后过长：请改用循环
blocked | a statement of the batch was not converted | 批中有语句未转换
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Fix, Severity

stage_rule("SE004", severity=Severity.REFUSED, fix=Fix.SAFE)
