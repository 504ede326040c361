"""nothing to ignore: {what}

The comment or the line of the configuration names a code or rule that no issue of its statement (or files) has: the
code changed, or the name is misspelled. Remove it.

```zh
没有可忽略的问题：{what}
该注释（或配置项）所列的代码或规则名在对应语句（或文件）中没有问题与之对应：源代码已修改，或名称拼写有误。请删除。
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Severity

stage_rule("SE030", severity=Severity.NOTE)
