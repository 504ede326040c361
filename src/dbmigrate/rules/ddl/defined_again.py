"""{object} is defined again: first at {first}

The scripts make the same object twice and drop nothing in between: they belong to different databases or versions, or
one of them is a copy. The target refuses the second definition. Give each database its own run (or its own schema
in [schemas]), or exclude the copy.

```zh
重复定义：{object} 已在 {first} 定义
所给脚本两次创建同一对象，其间没有删除：它们可能属于不同的数据库或版本，或其中之一是副本。目标库会拒绝第二次定义。请按数据库分别运行（或在 [schemas] 中分别指定模式），或用 --exclude 排除副本。
```
"""

from dbmigrate.engine.contract import stage_rule
from dbmigrate.model import Fix, Severity

stage_rule("DD099", severity=Severity.REFUSED, fix=Fix.REVIEW)
