"""a rule failed on this statement: {reason}

A fault of ours: one statement is not assessed, the run goes on. Please report it with the statement.

```zh
规则在该语句上出错：{reason}
本工具的缺陷：仅此语句未能评估，其余照常进行。请附上语句反馈。
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Severity

stage_rule("XX003", severity=Severity.REFUSED)
