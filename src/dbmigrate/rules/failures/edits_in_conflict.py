"""the edits of this statement cannot be composed: {reason}

Two rules want the same text, or the place of a node in the text is not certain. Rather than guess, the statement is
left to a person; please report it, it is a fault of ours.

```zh
该语句的改写互相冲突：{reason}
两条规则要改同一处文本，或节点在文本中的位置不确定。宁可不猜，交由人工处理；这是本工具的缺陷，欢迎反馈。
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Severity

stage_rule("XX002", severity=Severity.REFUSED)
