"""the target's grammar refuses this: {reason}

The rules wrote, or left, text that PostgreSQL's parser does not take: the statement holds a form that no rule knows. The
source stays in the output behind comment marks and a person has to write it.

```zh
目标库的语法不接受：{reason}
改写后的（或原样保留的）文本无法通过 PostgreSQL 的语法解析：该语句含有尚无规则处理的写法。源文本以注释形式保留，需要人工改写。
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Severity

stage_rule("XX005", severity=Severity.REFUSED)
